import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { withoutControls } from './text.ts'

const CHUNK = 262_144
/** What a gzipped file may grow to: a file of zeros is a thousand times smaller. */
const UNPACKED_MAX = 268_435_456

/** What its sender can mend; everything else that goes wrong is our fault. */
export class ExportError extends Error {}

/** The text of a gzipped file, part by part. Throws `ExportError` for what is damaged, too large or not UTF-8. */
export async function* textOf(file: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const bytes of unpacked(file)) yield decoded(() => decoder.decode(bytes, { stream: true }))
  yield decoded(() => decoder.decode())
}

async function* unpacked(file: Readable): AsyncGenerator<Uint8Array> {
  const unpacking = createGunzip({ chunkSize: CHUNK })
  // What fails is thrown by the loop that reads.
  pipeline(file, unpacking, () => {})
  let bytes = 0
  try {
    for await (const chunk of unpacking) {
      bytes += chunk.length
      if (bytes > UNPACKED_MAX) throw new ExportError(`Unpacked it has more than ${UNPACKED_MAX} bytes.`)
      yield chunk
    }
  } catch (error) {
    throw isOfZlib(error) ? new ExportError('The file is damaged: it cannot be unpacked.') : error
  }
}

const isOfZlib = (error: unknown) => String((error as { code?: unknown }).code).startsWith('Z_')

function decoded(decode: () => string): string {
  try {
    return withoutControls(decode())
  } catch {
    throw new ExportError('The file is not UTF-8.')
  }
}
