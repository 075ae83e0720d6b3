import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Files } from '../../storage/files.ts'
import { ExportError } from './unpack.ts'

const compress = promisify(gzip)

const keyOf = (id: string) => `${id}/export.gz`

/** Keeps the file of an import until it has ended, packed: exports are a tenth of their size then. */
export async function keepExport(files: Files, id: string, bytes: Buffer): Promise<void> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
  await files.put(keyOf(id), isPacked ? bytes : await compress(bytes), 'application/gzip')
}

export async function openExport(files: Files, id: string): Promise<Readable> {
  const file = await files.open(keyOf(id))
  if (file) return file.stream
  throw new ExportError('The file is not where this instance keeps files. All instances need the same place.')
}
