import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { createGzip } from 'node:zlib'
import { LEFT_OUT } from '../db/carried-tables.ts'
import { inTransaction } from '../db/direct.ts'
import { openFiles } from '../start/files.ts'
import { type Command, type Means, UsageError } from './command.ts'
import { currentMigration } from './newsroom/current-migration.ts'
import { isPacked } from './newsroom/lines.ts'
import { newsroomLines } from './newsroom/write.ts'
import { progressOf } from './progress.ts'

/** Writes the whole newsroom to a file. */
export const exportNewsroom: Command = {
  help: `verbatim export [--out FILE]

Writes the whole newsroom as lines of JSON, with the originals of its images: to FILE, packed when its name ends in
.gz, or to standard output. verbatim import takes it into another database. It is one picture of one instant, also
while servers work on PostgreSQL; the embedded database has one process at a time, so stop the server first.

Exits with 1 when the file of an image was missing; everything else is there then. What belongs to the installation or
to the moment is not in it: ${Object.keys(LEFT_OUT).join(', ')}.`,
  plan: (args) => {
    const { out } = parseArgs({ args, options: { out: { type: 'string' } } }).values
    if (out === '') throw new UsageError('--out needs the name of a file')
    return async (means) => {
      const missing =
        out === undefined
          ? await carry(means, (lines) => pipeline(lines, means.output, { end: false }))
          : await carry(means, (lines) => writeWhole(out, lines))
      for (const key of missing) means.note(`The storage has no ${key}.`)
      if (out !== undefined) means.tell({ file: out, missingFiles: missing.length })
      return missing.length === 0
    }
  },
}

/** Hands the lines on inside one transaction; tells what the storage did not have. */
async function carry(
  { config, database, note }: Means,
  handOn: (lines: AsyncIterable<string>) => Promise<void>,
): Promise<string[]> {
  const migration = await currentMigration(database)
  const missing: string[] = []
  const onMissing = (key: string) => missing.push(key)
  const aside = { files: openFiles(config), migration, onMissing, onProgress: progressOf(note) }
  await database.direct((session) =>
    inTransaction(session, 'begin isolation level repeatable read read only', () =>
      handOn(newsroomLines({ session, ...aside })),
    ),
  )
  return missing
}

/** The file gets its name when it is whole. Only its owner may read it: it has drafts, and words of readers. */
async function writeWhole(path: string, lines: AsyncIterable<string>): Promise<void> {
  const unfinished = `${path}.unfinished-${process.pid}`
  const file: Writable = createWriteStream(unfinished, { mode: 0o600, flags: 'wx', flush: true })
  try {
    await (isPacked(path) ? pipeline(lines, createGzip(), file) : pipeline(lines, file))
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}
