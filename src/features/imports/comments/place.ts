import { v7 as uuidv7 } from 'uuid'
import { placeOf } from '../../comments/rules.ts'
import type { Finding } from '../rules.ts'
import type { Prepared } from './prepare.ts'
import type { ArticleFound, NewStanding, Standing } from './store.ts'

/** What stands already, by the names that the export has for it. */
interface Ground {
  articles: ReadonlyMap<string, ArticleFound>
  standing: Map<string, Standing>
}

type Placed = { comment: NewStanding; findings: readonly Finding[] } | Finding

/**
 * Where a comment goes, or why it is left out. What is placed stands for those that come after it: what answers
 * a comment that the public cannot reach is not reached either.
 */
export function place(prepared: Prepared, { articles, standing }: Ground): Placed {
  const article = articles.get(prepared.slug)
  if (!article) return 'article-unknown'
  if (standing.has(prepared.key)) return 'known'
  const { slug: _, findings, parentKey, isApproved, authorHash, ...words } = prepared
  const { parent, finding } = parentOf(parentKey, article, standing)
  const id = uuidv7()
  const comment: NewStanding = {
    ...words,
    ...placeOf(id, parent),
    id,
    articleId: article.id,
    revisionId: uuidv7(),
    status: isApproved ? 'approved' : 'pending',
    isReachable: isApproved && (parent?.isReachable ?? true),
    authorHash: authorHash && Buffer.from(authorHash).toString('hex'),
  }
  standing.set(comment.key, comment)
  return { comment, findings: finding ? [...findings, finding] : findings }
}

/** What it answers, if that stands under the same article. */
function parentOf(
  key: string | null,
  article: ArticleFound,
  standing: ReadonlyMap<string, Standing>,
): { parent?: Standing; finding?: Finding } {
  if (key === null) return {}
  const parent = standing.get(key)
  if (!parent) return { finding: 'parent-missing' }
  return parent.articleId === article.id ? { parent } : { finding: 'parent-elsewhere' }
}
