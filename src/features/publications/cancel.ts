import { type Act, instant } from '../../db/act.ts'
import { requireCurrent } from '../../db/versions.ts'
import { SYSTEM } from '../../lib/actor.ts'
import { conflict, notFound } from '../../lib/errors.ts'
import { changesBetween } from '../../lib/merge-patch.ts'
import { releaseSlugs } from '../articles/store.ts'
import { getWorkingCopy, lockArticle, touchArticle } from '../revisions/store.ts'
import { refuseFinal, unpublishedState } from '../workflow/rules.ts'
import { lastReviewStep } from '../workflow/store.ts'
import { recordMoments } from './moments.ts'
import { type EditionSpan, hasBegun, isBeyondRecall } from './rules.ts'
import { deleteEdition, listSpans, setValidTo } from './store.ts'

/**
 * Cancels a publication that has not begun. The article's lock and the database's clock decide, and the clock
 * is asked again at the end: what began while this was at work is public, and is not taken back here.
 */
export async function cancelScheduled(
  act: Act,
  articleId: string,
  expected: readonly number[],
): Promise<void> {
  const { tx } = act
  const head = await lockArticle(tx, articleId)
  await requireCurrent(tx, { type: 'article', id: articleId }, head, expected)
  refuseFinal(head)
  const now = await instant(tx)
  await recordMoments(act, head, now, { by: SYSTEM })
  const spans = await listSpans(tx, articleId)
  const ahead = spans.find((edition) => !hasBegun(edition, now))
  if (!ahead) throw notFound('scheduled publication of article', articleId)
  const { slug } = await getWorkingCopy(tx, head)
  const rest = await takeBack(act, spans, ahead, slug)
  const isUnpublished = rest.length === 0
  const state = isUnpublished ? unpublishedState(head, await lastReviewStep(tx, articleId)) : head.state
  const version = await touchArticle(act, head, { state })
  tellTakenBack(act, ahead, version, changesBetween({ state: head.state }, { state }))
  await refuseBegun(act, ahead)
}

/**
 * Removes an edition that has not begun; the one before goes on as if it had not been planned, and a slug that
 * only the removed one bore is free again, unless the article goes by it. Ends with `refuseBegun`.
 */
export async function takeBack(
  { tx }: Act,
  spans: EditionSpan[],
  ahead: EditionSpan,
  slug: string,
): Promise<EditionSpan[]> {
  await deleteEdition(tx, ahead.id)
  const before = spans.find(({ validTo }) => validTo?.getTime() === ahead.validFrom.getTime())
  if (before) await setValidTo(tx, before.id, before.expiresAt)
  await releaseSlugs(tx, ahead.articleId, slug)
  const goesOn = (edition: EditionSpan) =>
    edition === before ? { ...edition, validTo: edition.expiresAt } : edition
  return spans.filter((edition) => edition !== ahead).map(goesOn)
}

export function tellTakenBack({ record }: Act, ahead: EditionSpan, version: number, changes = {}): void {
  record({
    type: 'article.schedule-canceled',
    subject: { type: 'article', id: ahead.articleId, slug: ahead.slug },
    version,
    data: { edition: ahead.number },
    changes: { ...changes, ...changesBetween({ scheduled: ahead.validFrom }, { scheduled: null }) },
  })
}

/**
 * The last word before the commit: an edition that readers may have seen by then has been published, and is not
 * undone as if it had not.
 */
export async function refuseBegun({ tx }: Act, ahead: EditionSpan): Promise<void> {
  if (isBeyondRecall(ahead, await instant(tx))) {
    throw conflict(`Edition ${ahead.number} begins this very moment: it is published.`)
  }
}
