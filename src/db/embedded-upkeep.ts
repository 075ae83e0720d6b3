import type { PGlite } from '@electric-sql/pglite'

const PAGE_BYTES = 8192
/** As PostgreSQL's own `autovacuum_analyze_scale_factor`. */
const GROWTH = 0.1

/** The table that grew most since it was last looked through: by a tenth of its pages, and by more than one. */
const GROWN = `select quote_ident(relname) as name
  from (select relname, relpages, reltuples, pg_relation_size(oid) / ${PAGE_BYTES} as pages from pg_class
        where relkind = 'r' and relnamespace = current_schema()::regnamespace) t
  where pages > 0 and (reltuples < 0 or pages > relpages + greatest(1, relpages * ${GROWTH}))
  order by pages - relpages desc limit 1`

/**
 * Does what autovacuum does on PostgreSQL, for one table: counts what is in it, so that statements are planned by
 * what there is, and frees what was deleted. The embedded database has nobody for that, and does not count changes
 * either; how much larger a table became has to do. True when another one may be waiting.
 */
export async function vacuumGrown(pglite: PGlite): Promise<boolean> {
  const { rows } = await pglite.query<{ name: string }>(GROWN)
  const [grown] = rows
  if (!grown) return false
  await pglite.exec(`vacuum (analyze) ${grown.name}`)
  return true
}
