import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../config.ts'
import { type Connection, connectEmbedded, connectPostgres } from '../db/client.ts'
import { lockDirectory, openDirectory } from '../db/data-directory.ts'
import { type DirectSession, onEmbedded, onPostgres } from '../db/direct.ts'
import { vacuumGrown } from '../db/embedded-upkeep.ts'
import { migrateEmbedded, migratePostgres } from '../db/migrate.ts'
import { waitForPostgres } from '../db/wait.ts'
import type { Job } from '../jobs/job.ts'

/** A database that may still be opening: it answers once `prepare` has come to its end. */
export interface OpeningDatabase extends Connection {
  /** Migrates, then does `afterwards`, and lets no other instance do either meanwhile. */
  prepare(afterwards: () => Promise<void>): Promise<void>
  /** Work on the whole of it, in one session; on the embedded one nothing else may be asked meanwhile. */
  direct<T>(work: (session: DirectSession) => Promise<T>): Promise<T>
  /** What recurs because this database does not do it by itself. */
  jobs: readonly Job[]
}

export const openDatabase = (config: Config, log: FastifyBaseLogger): OpeningDatabase =>
  config.databaseUrl ? openPostgres(config.databaseUrl, config, log) : openEmbedded(config, log)

function openEmbedded({ dataDir }: Config, log: FastifyBaseLogger): OpeningDatabase {
  // However the process ends, short of a kill: the folder is free again.
  process.once('exit', lockDirectory(dataDir))
  log.info({ dataDir }, 'opening the embedded database')
  const opening = openDirectory(dataDir)
  const prepare = async (afterwards: () => Promise<void>) => {
    tellMigrated(log, await migrateEmbedded(await opening))
    await afterwards()
  }
  const direct: OpeningDatabase['direct'] = async (work) => onEmbedded(await opening, work)
  const vacuum: Job = {
    name: 'vacuum-grown-tables',
    everyMs: 60_000,
    run: async () => vacuumGrown(await opening),
  }
  return { ...connectEmbedded(opening), prepare, direct, jobs: [vacuum] }
}

function openPostgres(
  url: string,
  { directDatabaseUrl = url, databasePoolMax, preparesStatements }: Config,
  log: FastifyBaseLogger,
): OpeningDatabase {
  const onLost = (err: Error) => log.warn({ err }, 'a database connection was lost')
  const connection = connectPostgres({
    ...{ url, poolMax: databasePoolMax, namesStatements: preparesStatements, onLost },
  })
  const prepare = async (afterwards: () => Promise<void>) => {
    await waitForPostgres(directDatabaseUrl, (err) => log.warn({ err }, 'waiting for the database'))
    await migratePostgres(directDatabaseUrl, async (applied) => {
      tellMigrated(log, applied)
      await afterwards()
    })
  }
  return { ...connection, prepare, direct: (work) => onPostgres(directDatabaseUrl, work), jobs: [] }
}

function tellMigrated(log: FastifyBaseLogger, applied: readonly string[]): void {
  if (applied.length > 0) log.info({ applied }, 'migrated the database')
}
