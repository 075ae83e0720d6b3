import { CARRIED, LEFT_OUT, tablesOf } from '../../db/carried-tables.ts'
import { everyImage, everyRow } from '../../db/copy-out.ts'
import type { DirectSession } from '../../db/direct.ts'
import { originalKey } from '../../features/media/rules.ts'
import type { ImageType } from '../../features/media/schema.ts'
import type { Files } from '../../storage/files.ts'
import { type Counts, type FileHead, FORMAT, type Head, rowLine } from './format.ts'

interface Source {
  session: DirectSession
  files: Files
  migration: string
  /** Told of an image without its file; the export goes on. */
  onMissing(key: string): void
  onProgress(what: string, done: number): void
}

const CHUNK_BYTES = 196_608

/** The whole newsroom, line by line. Inside one transaction: everything in it is of one instant. */
export async function* newsroomLines(source: Source): AsyncGenerator<string> {
  await refuseUnknownTables(source.session)
  const head: Head = {
    ...{ verbatim: 'newsroom', format: FORMAT, migration: source.migration },
    exportedAt: new Date().toISOString(),
  }
  yield `${JSON.stringify(head)}\n`
  const counts: Counts = { rows: {}, files: 0 }
  for await (const { table, rows } of everyRow(source.session)) {
    const done = (counts.rows[table] ?? 0) + rows.length
    counts.rows[table] = done
    source.onProgress(table, done)
    yield rows.map((row) => `${rowLine(table, row)}\n`).join('')
  }
  yield* fileLines(source, counts)
  yield `${JSON.stringify({ end: counts })}\n`
}

/** A table that nobody has thought of would be missing from every backup. */
async function refuseUnknownTables(session: DirectSession): Promise<void> {
  const known = new Set<string>([...CARRIED, ...Object.keys(LEFT_OUT)])
  const unknown = (await tablesOf(session)).filter((table) => !known.has(table))
  if (unknown.length > 0) throw new Error(`The database has tables of somebody else: ${unknown.join(', ')}.`)
}

/** The originals of the images; smaller sizes are made again. */
async function* fileLines({ session, files, onMissing, onProgress }: Source, counts: Counts) {
  for (const { id, mediaType } of await everyImage(session)) {
    const key = originalKey(id, mediaType as ImageType)
    const file = await files.open(key)
    if (!file) {
      onMissing(key)
      continue
    }
    const head: FileHead = { file: key, mediaType, bytes: file.bytes }
    yield `${JSON.stringify(head)}\n`
    for await (const bytes of pieces(file.stream)) {
      yield `${JSON.stringify({ chunk: bytes.toString('base64') })}\n`
    }
    onProgress('files', ++counts.files)
  }
}

/** The same bytes in pieces of at most one size. */
async function* pieces(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const bytes of stream) {
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES)
  }
}
