import type { FastifyReply, FastifyRequest } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import type { Act } from '../../db/act.ts'
import type { Deps } from '../../http/feature.ts'
import { accepted, perform } from '../../http/perform.ts'
import { conflict } from '../../lib/errors.ts'
import { keepExport } from './file.ts'
import type { Kind } from './rules.ts'
import type { Import } from './schema.ts'
import {
  countUnfinished,
  createImport,
  type ImportOptions,
  isImport,
  type NewImport,
  toImport,
} from './store.ts'

/** How many imports may wait, each with its file. */
const WAITING_MAX = 10

interface Upload {
  request: FastifyRequest
  reply: FastifyReply
  kind: Kind
  options: ImportOptions
  bytes: Buffer
}

/** The file first, then its row. A file whose row was not written says much of people: it is removed. */
export async function queueUpload({ db, files }: Deps, { request, reply, bytes, ...wanted }: Upload) {
  const id = uuidv7()
  await keepExport(files, id, bytes)
  try {
    // Whoever asked may have been told that it took too long: nothing may come of it then.
    if (reply.sent) return reply
    return await perform(db, request, reply, async (act) =>
      accepted(await queueImport(act, { id, ...wanted, bytes: bytes.length }), `/v1/editorial/imports/${id}`),
    )
  } finally {
    // Where the database does not say, the file may be needed.
    const isNeeded = await isImport(db, id).catch(() => true)
    if (!isNeeded) await files.removeFolder(id).catch((err) => request.log.warn({ err }, 'a file was left'))
  }
}

/** Makes it wait for its turn; its file is kept already. */
export async function queueImport(
  { tx, actor, record }: Act,
  { id, kind, options, bytes }: Omit<NewImport, 'createdBy'>,
): Promise<Import> {
  if ((await countUnfinished(tx)) >= WAITING_MAX) {
    throw conflict(`${WAITING_MAX} imports wait already. Send it when one of them is done.`)
  }
  const row = await createImport(tx, { id, kind, options, bytes, createdBy: actor.label })
  record({
    type: 'import.created',
    subject: { type: 'import', id },
    data: { kind, bytes, ...(options.publish && { publish: true }) },
  })
  return toImport(row)
}
