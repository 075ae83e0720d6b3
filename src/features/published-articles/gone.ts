import { ApiError, notFound } from '../../lib/errors.ts'
import type { ArticleJson } from './present.ts'
import type { Found } from './store.ts'

/** The article; 410 or 451 where it was taken back for good, and 404 for a hidden and an unknown one alike. */
export function articleIn({ article, withdrawn }: Found, key: string): ArticleJson {
  if (withdrawn) throw gone(withdrawn)
  if (!article) throw notFound('article', key)
  return article
}

function gone({ kind, notice }: NonNullable<Found['withdrawn']>): ApiError {
  if (kind === 'legal') {
    return new ApiError('unavailable-for-legal-reasons', 'The article was blocked.', { members: { notice } })
  }
  return new ApiError('gone', 'The newsroom took the article back.', { members: { notice } })
}
