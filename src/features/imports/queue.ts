import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Act } from '../../db/act.ts'
import { demand } from '../../http/access.ts'
import { conflict } from '../../lib/errors.ts'
import type { Kind } from './rules.ts'
import type { Import } from './schema.ts'
import { countUnfinished, createImport, toImport } from './store.ts'

const compress = promisify(gzip)

/** How many imports may wait, each with its file. */
const WAITING_MAX = 10

interface Wanted {
  kind: Kind
  /** As it was sent, gzipped or not. */
  bytes: number
  file: Uint8Array<ArrayBuffer>
}

/** What is kept of an upload: exports are a tenth when they are packed. */
export async function packed(file: Buffer): Promise<Uint8Array<ArrayBuffer>> {
  const isPacked = file[0] === 0x1f && file[1] === 0x8b
  return new Uint8Array(isPacked ? file : await compress(file))
}

/** Takes in a file, to be worked on by itself. What it says was approved elsewhere will be public here. */
export async function queueImport(
  { tx, actor, record }: Act,
  { kind, bytes, file }: Wanted,
): Promise<Import> {
  demand(actor, 'comments:moderate', 'To import comments')
  if ((await countUnfinished(tx)) >= WAITING_MAX) {
    throw conflict(`${WAITING_MAX} imports wait already. Send it when one of them is done.`)
  }
  const row = await createImport(tx, { kind, bytes, file, createdBy: actor.label })
  record({ type: 'import.created', subject: { type: 'import', id: row.id }, data: { kind, bytes } })
  return toImport(row)
}
