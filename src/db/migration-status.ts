import { readMigrations } from './engine.ts'
import type { Reads } from './statement.ts'

interface MigrationStatus {
  migration: string
  isApplied: boolean
}

const TABLE = { name: 'migrations-table', text: `select to_regclass('_prisma_migrations') as at`, values: [] }
const APPLIED = {
  name: 'migrations-applied',
  text: 'select migration_name as name from _prisma_migrations where finished_at is not null',
  values: [],
}

/** Every migration of this release, oldest first, and whether the database has it. Changes nothing. */
export async function migrationStatus(reads: Reads): Promise<MigrationStatus[]> {
  const [table] = await reads.query<{ at: string | null }>(TABLE)
  const rows = table?.at ? await reads.query<{ name: string }>(APPLIED) : []
  const applied = new Set(rows.map(({ name }) => name))
  const { migrationDirectories } = await readMigrations()
  return migrationDirectories.map(({ path }) => ({ migration: path, isApplied: applied.has(path) }))
}
