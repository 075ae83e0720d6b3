import type { Act } from '../../db/act.ts'
import { conflict } from '../../lib/errors.ts'
import { getWholeRevision, lockArticle } from '../revisions/store.ts'
import { type ArticleRecord, asNewArticle } from './record.ts'
import { updateArticle } from './save.ts'
import type { Acknowledgements } from './schema.ts'
import { getArticleRecord } from './store.ts'

interface Restoration {
  number: number
  expected: readonly number[]
  acknowledged: Acknowledgements
}

/**
 * Saves the words of an earlier revision as the newest one, by the way of every save: confirmed quotes hold,
 * and the slug must still be free. What acts without a publication, such as the comment policy, stays.
 */
export async function restoreRevision(
  act: Act,
  id: string,
  { number, expected, acknowledged }: Restoration,
): Promise<ArticleRecord> {
  const { tx, record } = act
  const { revision } = await lockArticle(tx, id)
  const earlier = await getWholeRevision(tx, id, number)
  const words = asNewArticle({
    ...(await getArticleRecord(tx, id)),
    copy: earlier,
    section: earlier.section?.slug ?? null,
    tags: earlier.tags.map(({ tag }) => tag.slug),
    contributors: earlier.contributors.map(({ author, role }) => ({ author: author.slug, role })),
  })
  const restoring: Act = {
    ...act,
    record: (event) => record({ ...event, data: { ...event.data, restored: number } }),
  }
  await updateArticle(restoring, id, { expected, acknowledged, merge: () => words })
  const article = await getArticleRecord(tx, id)
  if (article.head.revision === revision) {
    throw conflict(`The working copy says what revision ${number} says: there is nothing to restore.`)
  }
  return article
}
