import type { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { embeddedAdapter } from './embedded.ts'
import { NO_FILTERS, openEngine, readMigrations } from './engine.ts'

/** The advisory lock that lets one instance migrate while the others wait. */
const MIGRATION_LOCK = 72_707_369

async function applyMigrations(adapter: SqlMigrationAwareDriverAdapterFactory): Promise<string[]> {
  const engine = await openEngine(adapter)
  try {
    const migrationsList = await readMigrations()
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS })
    return appliedMigrationNames
  } finally {
    engine.free()
  }
}

/** Applies what is missing; returns the names of the migrations that were applied. */
export const migrateEmbedded = (pglite: PGlite) => applyMigrations(embeddedAdapter(pglite))

/** The same on PostgreSQL, one instance at a time: `url` must not go through a transaction pooler. */
export async function migratePostgres(url: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url })
  await lock.connect()
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    return await applyMigrations(new PrismaPg({ connectionString: url }))
  } finally {
    await lock.end()
  }
}
