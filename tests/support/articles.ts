import type { Database } from '../../src/db/client.ts'
import { anEdition } from './editions.ts'

interface Discussed extends NonNullable<Parameters<typeof anEdition>[1]> {
  mode?: 'pre' | 'post' | 'closed'
  /** Minutes from now at which comments close. */
  closes?: number
}

/** A published article that takes comments. */
export async function anArticle(db: Database, { mode = 'pre', closes, ...published }: Discussed = {}) {
  const { id, slug } = await anEdition(db, published)
  const commentsCloseAt = closes === undefined ? null : new Date(Date.now() + closes * 60_000)
  await db.article.update({ where: { id }, data: { commentMode: mode, commentsCloseAt } })
  return { id, slug }
}
