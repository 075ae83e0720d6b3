import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'

/** The add-ons of the embedded PostgreSQL that the migrations ask for. */
const extensions = { btree_gist }

/** Opens the embedded PostgreSQL; without a directory it lives in memory. */
export const openPGlite = (options: PGliteOptions = {}) => PGlite.create({ ...options, extensions })

/** The embedded database, or the promise of one: Prisma and delivery wait for it at their first query. */
export type MaybeOpening = PGlite | Promise<PGlite>

/**
 * Prisma over the embedded database. Two things differ from the adapter as published: a script is awaited
 * (its failure would otherwise pass as success), and the shadow database knows our extensions.
 */
export function embeddedAdapter(opening: MaybeOpening): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: 'postgres',
    adapterName: 'pglite-prisma-adapter',
    connect: async () => adapterOf(await opening),
    connectToShadowDb: async () => adapterOf(await openPGlite()),
  }
}

async function adapterOf(pglite: PGlite): Promise<SqlDriverAdapter> {
  const executeScript = async (script: string) => {
    await pglite.exec(script)
  }
  return Object.assign(await new PrismaPGlite(pglite).connect(), { executeScript })
}
