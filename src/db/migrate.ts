import type { PGlite } from '@electric-sql/pglite'
import { NO_FILTERS, openEngine, readMigrations } from './engine.ts'
import { migrationStatus } from './migration-status.ts'
import { embeddedSession, openSinglePool, overSession, postgresSession, type Session } from './session.ts'
import type { Reads, Statement } from './statement.ts'

/** The advisory lock that lets one instance migrate while the others wait. */
const MIGRATION_LOCK = 72_707_369

/**
 * Applies what is missing in one transaction with its entries in `_prisma_migrations`, and returns the names.
 * The engine alone would enter a migration before it runs: a process killed in between leaves an entry that
 * keeps every later start from migrating.
 */
async function applyMigrations({ adapter, execute }: Session, reads: Reads): Promise<string[]> {
  // The engine is large, and its memory stays taken: most starts have nothing for it to do.
  if ((await migrationStatus(reads)).every(({ isApplied }) => isApplied)) return []
  const failures: unknown[] = []
  const remember = (error: unknown) => {
    failures.push(error)
    throw error
  }
  const engine = await openEngine(overSession(adapter, (sql) => execute(sql).catch(remember)))
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

/** Applies what is missing; returns the names of the migrations that were applied. */
export function migrateEmbedded(pglite: PGlite): Promise<string[]> {
  const query = async <Row>({ text, values }: Statement) => (await pglite.query<Row>(text, [...values])).rows
  return applyMigrations(embeddedSession(pglite), { query })
}

/**
 * The same on PostgreSQL, one instance at a time, and `afterwards` before the next instance gets its turn.
 * `url` must not go through a transaction pooler.
 */
export async function migratePostgres(
  url: string,
  afterwards: (applied: string[]) => Promise<void> = async () => {},
): Promise<void> {
  const pool = openSinglePool(url)
  try {
    await pool.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    const query = async <Row>({ text, values }: Statement) =>
      (await pool.query(text, [...values])).rows as Row[]
    const applied = await applyMigrations(postgresSession(pool), { query })
    await afterwards(applied)
  } finally {
    await pool.end()
  }
}
