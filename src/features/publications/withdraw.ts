import { type Act, instant } from '../../db/act.ts'
import type { Subject } from '../../db/events.ts'
import { requireCurrent } from '../../db/versions.ts'
import { SYSTEM } from '../../lib/actor.ts'
import { conflict, notFound } from '../../lib/errors.ts'
import { changesBetween } from '../../lib/merge-patch.ts'
import { lockArticle, touchArticle } from '../revisions/store.ts'
import { refuseFinal } from '../workflow/rules.ts'
import { recordMoments } from './moments.ts'
import { type EditionSpan, editionAt, hasBegun, isBeyondRecall } from './rules.ts'
import type { NewWithdrawal, Withdrawal } from './schema.ts'
import { endWithdrawal, formerSlugs, insertWithdrawal, listSpans } from './store.ts'

const EVENTS = {
  withheld: 'article.withheld',
  canceled: 'article.canceled',
  legal: 'article.blocked',
} as const

/**
 * Takes an article from the public at once: held back until it is reinstated, or canceled for good, or
 * blocked by law. Only what was held back may be withdrawn further.
 */
export async function withdraw(
  act: Act,
  articleId: string,
  { expected, input }: { expected: readonly number[]; input: NewWithdrawal },
): Promise<Withdrawal> {
  const { tx, actor, record } = act
  const head = await lockArticle(tx, articleId)
  await requireCurrent(tx, { type: 'article', id: articleId }, head, expected)
  refuseFinal(head)
  if (head.pubStatus === input.kind) throw conflict('The article is withheld already.')
  const now = certainMoment(await listSpans(tx, articleId), await instant(tx))
  const isKnown = await recordMoments(act, head, now, { by: SYSTEM })
  const editions = await listSpans(tx, articleId)
  if (editions.length === 0) throw conflict('The article was never published: delete it instead.')
  const wasPublic =
    (await endWithdrawal(tx, head, actor.label, now)) ?? editions.some(({ validFrom }) => validFrom <= now)
  const known = editionAt(editions, now) ?? editions.filter(({ validFrom }) => validFrom <= now).at(-1)
  const withdrawal = await insertWithdrawal(tx, {
    ...{ articleId, kind: input.kind, reason: input.reason, notice: input.notice ?? null },
    ...{ wasPublic, createdAt: now, createdBy: actor.label },
  })
  const version = await touchArticle(act, head, { pubStatus: input.kind })
  record({
    type: EVENTS[input.kind],
    subject: await subjectOf(act, articleId, known),
    version,
    occurredAt: now,
    // What is withheld already the public cannot see; that it never comes back is news to it all the same.
    isPublic: isKnown,
    changes: changesBetween({ pubStatus: head.pubStatus }, { pubStatus: input.kind }),
  })
  const { id, kind, reason, notice, createdBy } = withdrawal
  return { id, kind, reason, notice, createdAt: withdrawal.createdAt.toISOString(), createdBy, version }
}

/**
 * The instant that a withdrawal counts from. What begins before it is certainly committed, readers may see for a
 * moment: then it was public, and the log says so.
 */
function certainMoment(spans: readonly EditionSpan[], now: Date): Date {
  const imminent = spans.find((edition) => !hasBegun(edition, now) && isBeyondRecall(edition, now))
  return imminent?.validFrom ?? now
}

/** Gives a withheld article back to the public, with the edition that is due now. */
export async function reinstate(act: Act, articleId: string, expected: readonly number[]): Promise<void> {
  const { tx, actor, record } = act
  const head = await lockArticle(tx, articleId)
  await requireCurrent(tx, { type: 'article', id: articleId }, head, expected)
  if (head.pubStatus === 'usable') throw notFound('withdrawal of article', articleId)
  if (head.pubStatus !== 'withheld') throw conflict('Only a withheld article comes back.')
  const now = await instant(tx)
  const isKnown = await recordMoments(act, head, now, { by: SYSTEM })
  await endWithdrawal(tx, head, actor.label, now)
  const current = editionAt(await listSpans(tx, articleId), now)
  const version = await touchArticle(act, head, { pubStatus: 'usable' })
  record({
    // What began while it was withheld is new to the public.
    type: isKnown || !current ? 'article.reinstated' : 'article.published',
    subject: await subjectOf(act, articleId, current),
    version,
    isPublic: current !== undefined,
    ...(current && { data: { edition: current.number } }),
    changes: changesBetween({ pubStatus: head.pubStatus }, { pubStatus: 'usable' }),
  })
}

/** The article as the public knew it: with the slug that it bore, and those before. */
async function subjectOf({ tx }: Act, id: string, edition: EditionSpan | undefined): Promise<Subject> {
  if (!edition) return { type: 'article', id }
  return { type: 'article', id, slug: edition.slug, aliases: await formerSlugs(tx, edition) }
}
