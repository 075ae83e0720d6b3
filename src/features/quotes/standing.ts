import type { Act } from '../../db/act.ts'
import { demand } from '../../http/access.ts'
import { type FullQuote, isPublicQuote } from './store.ts'

/**
 * Verification and lifecycle are read live: of a quote that readers see they change at once, so that needs the
 * right to publish, and the change feed tells of it.
 */
export async function tellStanding(
  { tx, actor, record }: Act,
  before: FullQuote,
  after: FullQuote,
): Promise<void> {
  const { id, articleId, verification, lifecycle } = after
  if (verification === before.verification && lifecycle === before.lifecycle) return
  if (!(await isPublicQuote(tx, id))) return
  demand(actor, 'content:publish', 'Changing what readers see of a published quote')
  const isRetracted = lifecycle === 'retracted' && before.lifecycle !== 'retracted'
  record({
    type: isRetracted ? 'quote.retracted' : 'quote.corrected',
    subject: { type: 'quote', id },
    isPublic: true,
    data: { articleId, lifecycle, verification },
  })
}
