import { act } from '../db/act.ts'
import { filling, findFilledTable, takeStock } from '../db/copy-in.ts'
import { inTransaction } from '../db/direct.ts'
import { issueFirstKey } from '../features/keys/store.ts'
import { openFiles } from '../start/files.ts'
import { COMMAND_LINE, type Means, type Work } from './command.ts'
import { currentMigration } from './newsroom/current-migration.ts'
import { type Counts, FORMAT, readHead } from './newsroom/format.ts'
import { linesOf, NewsroomFileError } from './newsroom/lines.ts'
import { loadLines } from './newsroom/load.ts'
import { progressOf } from './progress.ts'

/** Takes a whole newsroom into a database that holds none. */
export const importNewsroom =
  (path: string): Work =>
  async (means) => {
    const { database, tell } = means
    await database.prepare(async () => undefined)
    const loaded = await load(means, path)
    // Without any key the next start would take the newsroom for a new one.
    const first = await act(database.db, COMMAND_LINE, issueFirstKey)
    tell({ ...loaded, ...(first && { firstKey: first.key }) })
    return true
  }

async function load({ config, database, note }: Means, path: string): Promise<Counts> {
  const lines = linesOf(path)
  const { value: first } = await lines.next()
  refuseStranger(readHead(first || undefined), await currentMigration(database))
  return database.direct((session) =>
    inTransaction(session, 'begin', async () => {
      const filled = await findFilledTable(session)
      if (filled) throw new Error(`The database holds a newsroom already: there are rows in ${filled}.`)
      const target = { session, files: openFiles(config), onProgress: progressOf(note) }
      const counts = await filling(session, () => loadLines(lines, target))
      await takeStock(session)
      return counts
    }),
  )
}

function refuseStranger({ format, migration }: ReturnType<typeof readHead>, current: string): void {
  if (format !== FORMAT) {
    throw new NewsroomFileError(`The file has format ${format}, and this release reads ${FORMAT}.`)
  }
  if (migration !== current) {
    throw new NewsroomFileError(
      `The file is of a database at ${migration}, and this one is at ${current}. Bring the source to this release and export it again, or import with the release that wrote the file and bring the target here afterwards.`,
    )
  }
}
