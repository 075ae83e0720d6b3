import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'

/** The add-ons of the embedded PostgreSQL that the migrations ask for. */
const extensions = { btree_gist, pg_trgm }

/** Opens the embedded PostgreSQL; without a directory it lives in memory. */
export const openPGlite = (options: PGliteOptions = {}) => PGlite.create({ ...options, extensions })

/** The embedded database, or the promise of one: Prisma and delivery wait for it at their first query. */
export type MaybeOpening = PGlite | Promise<PGlite>

/** Prisma over the embedded database. */
export const embeddedAdapter = (opening: MaybeOpening): SqlMigrationAwareDriverAdapterFactory => ({
  provider: 'postgres',
  adapterName: 'pglite-prisma-adapter',
  connect: async () => new PrismaPGlite(await opening).connect(),
  connectToShadowDb: async () => new PrismaPGlite(await opening).connectToShadowDb(),
})
