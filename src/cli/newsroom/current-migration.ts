import type { Connection } from '../../db/client.ts'
import { migrationStatus } from '../../db/migration-status.ts'

/** The newest migration, of a database that has them all. */
export async function currentMigration({ reads }: Pick<Connection, 'reads'>): Promise<string> {
  const all = await migrationStatus(reads)
  if (!all.every(({ isApplied }) => isApplied)) {
    throw new Error('The database is not that of this release. Bring it there first: verbatim migrate up')
  }
  return all.at(-1)?.migration ?? ''
}
