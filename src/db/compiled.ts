import type { Transaction } from './client.ts'
import type { CompiledArticle } from './models.ts'
import { EVERYTHING } from './purges.ts'
import type { Statement } from './statement.ts'

/** The lock of compiled articles; `forget_compiled` in the migrations takes the same. */
const COMPILED_LOCK = 72_707_371

/** What an article that is ready to be sent shows by itself. Comments and language editions are joined live. */
const SHOWN = /^(?:article|section|tag|author|speaker|media):/

/** What removes the compiled articles that show any of what has these tags, with the transaction that changes it. */
export function forgetting(tags: readonly string[]): readonly Statement[] {
  const isEverything = tags.includes(EVERYTHING)
  const shown = tags.filter((tag) => SHOWN.test(tag))
  if (shown.length === 0 && !isEverything) return []
  const text = 'select from forget_compiled($1::text[], $2::boolean)'
  return [{ name: 'compiled.forget', text, values: [shown, isEverything] }]
}

/**
 * Whether this transaction may compile: nobody else does, and no change is about to be committed that what is read
 * from now on would not show.
 */
export async function mayCompile(tx: Transaction): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ mayCompile: boolean }[]>`
    select pg_try_advisory_xact_lock(${COMPILED_LOCK}) as "mayCompile"`
  return row?.mayCompile ?? false
}

interface Visible<Json> {
  editionId: string
  /** Of the names in it. */
  epoch: number
  json: Json
}

/** What is made of these articles by `sql`, an expression over the visible edition `e`; nothing of those that are hidden. */
export const readVisible = <Json>(
  tx: Transaction,
  sql: string,
  ids: readonly string[],
): Promise<Visible<Json>[]> =>
  tx.$queryRawUnsafe(
    `select e.id as "editionId", coalesce((select epoch from compiled_epoch), 0) as epoch, ${sql} as json
     from visible_edition e where e.article_id = any($1::uuid[])`,
    ids,
  )

/** Takes the place of what was compiled of these articles before. */
export async function storeCompiled(tx: Transaction, rows: readonly CompiledArticle[]): Promise<void> {
  if (rows.length === 0) return
  const articleId = { in: rows.map((row) => row.articleId) }
  await tx.compiledArticle.deleteMany({ where: { articleId } })
  await tx.compiledArticle.createMany({ data: [...rows] })
}
