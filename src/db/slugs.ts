import type { Transaction } from './client.ts'

/** What each kind of thing that has one slug of its own is kept in. */
type Table = 'section' | 'tag' | 'author' | 'speaker'

/** For `freeSlugs`: of these slugs those that a thing of this kind has. */
export const takenIn =
  (tx: Transaction, table: Table) =>
  async (slugs: readonly string[]): Promise<string[]> => {
    const sql = `select slug from ${table} where slug = any($1::text[])`
    const rows = await tx.$queryRawUnsafe<{ slug: string }[]>(sql, slugs)
    return rows.map(({ slug }) => slug)
  }
