import type { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { embeddedAdapter } from './embedded.ts'
import { NO_FILTERS, openEngine, readMigrations } from './engine.ts'

/** The advisory lock that lets one instance migrate while the others wait. */
const MIGRATION_LOCK = 72_707_369

/** One session of the database, and Prisma's adapter over the very same session. */
interface Session {
  adapter: SqlMigrationAwareDriverAdapterFactory
  execute(sql: string): Promise<unknown>
}

/**
 * Applies what is missing in one transaction with its entries in `_prisma_migrations`, and returns the names.
 * The engine alone would enter a migration before it runs: a process killed in between leaves an entry that
 * keeps every later start from migrating.
 */
async function applyMigrations({ adapter, execute }: Session): Promise<string[]> {
  const failures: unknown[] = []
  const executeScript = async (script: string) => {
    await execute(script).catch((error: unknown) => {
      failures.push(error)
      throw error
    })
  }
  const engine = await openEngine(withScripts(adapter, executeScript))
  try {
    await execute('begin')
    const migrationsList = await readMigrations()
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS })
    await execute('commit')
    return appliedMigrationNames
  } catch (error) {
    await execute('rollback').catch(() => undefined)
    // The engine only reports that the transaction is aborted; the statement that did it says why.
    throw new Error('A migration failed; nothing of it was kept.', { cause: failures[0] ?? error })
  } finally {
    engine.free()
  }
}

/** The published adapters cut a script at every semicolon, also inside strings and functions. */
const withScripts = (
  adapter: SqlMigrationAwareDriverAdapterFactory,
  executeScript: (script: string) => Promise<void>,
): SqlMigrationAwareDriverAdapterFactory => ({
  provider: adapter.provider,
  adapterName: adapter.adapterName,
  connectToShadowDb: () => adapter.connectToShadowDb(),
  connect: async () => Object.assign(await adapter.connect(), { executeScript }),
})

export const migrateEmbedded = (pglite: PGlite) =>
  applyMigrations({ adapter: embeddedAdapter(pglite), execute: (sql) => pglite.exec(sql) })

/**
 * The same on PostgreSQL, one instance at a time, and `afterwards` before the next instance gets its turn.
 * `url` must not go through a transaction pooler.
 */
export async function migratePostgres(
  url: string,
  afterwards: (applied: string[]) => Promise<void> = async () => {},
): Promise<void> {
  // One connection that is never given back for idling: session, transaction and lock are the same.
  const pool = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0 })
  // A connection that breaks fails the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  try {
    await pool.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    const applied = await applyMigrations({ adapter: new PrismaPg(pool), execute: (sql) => pool.query(sql) })
    await afterwards(applied)
  } finally {
    await pool.end()
  }
}
