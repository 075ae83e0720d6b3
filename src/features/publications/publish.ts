import { type Act, instant } from '../../db/act.ts'
import type { Article } from '../../db/models.ts'
import { requireCurrent } from '../../db/versions.ts'
import { ApiError, conflict, notFound } from '../../lib/errors.ts'
import { renderMarkdown } from '../../lib/markdown.ts'
import { changesBetween } from '../../lib/merge-patch.ts'
import { releaseSlugs } from '../articles/store.ts'
import { isVerbatim } from '../quotes/integrity.ts'
import { type FullQuote, integrityOf, listQuotes } from '../quotes/store.ts'
import { getWorkingCopy, lockArticle, touchArticle } from '../revisions/store.ts'
import { compileQuotes, compileWords } from './compile.ts'
import { refuseContent, refuseState, spanOf, type Timing } from './rules.ts'
import {
  deleteEdition,
  type EditionSpan,
  insertEdition,
  listSpans,
  type NewEdition,
  setValidTo,
} from './store.ts'

interface Order {
  expected: readonly number[]
  requireReview: boolean
  timing: Timing
  /** For what was published before it came into this system: the instant to begin at, instead of now. */
  at?: Date
}

export interface Published {
  edition: number
  revision: number
  version: number
  publishAt: string
  embargoUntil: string | null
  expiresAt: string | null
  publishedAt: string | null
}

/**
 * Compiles the working copy and its confirmed quotes into the next edition, visible now or at a time. The
 * edition before ends where this one begins, in the same transaction.
 */
export async function publish(
  act: Act,
  articleId: string,
  { expected, requireReview, timing, at }: Order,
): Promise<Published> {
  const { tx, actor } = act
  const head = await lockArticle(tx, articleId)
  await requireCurrent(tx, { type: 'article', id: articleId }, head, expected)
  refuseState(head, requireReview)
  const copy = await getWorkingCopy(tx, head)
  refuseContent(copy)
  const confirmed = (await listQuotes(tx, articleId)).filter(({ review }) => review === 'confirmed')
  const rendering = renderMarkdown(copy.body)
  refuseAltered(confirmed, rendering.text)

  const now = at ?? (await instant(tx))
  const span = spanOf(timing, now)
  const earlier = await listSpans(tx, articleId)
  refuseSecondSchedule(earlier, now)
  await endCurrent(act, earlier, span.validFrom)
  const publishedAt = firstVisible(head, earlier) ?? span.validFrom
  const hasBegun = span.validFrom <= now
  const edition = {
    ...compileWords(copy, rendering, confirmed),
    ...span,
    articleId,
    number: Math.max(0, ...earlier.map(({ number }) => number)) + 1,
    revision: head.revision,
    publishAt: timing.publishAt ?? span.validFrom,
    embargoUntil: timing.embargoUntil ?? null,
    expiresAt: timing.expiresAt ?? null,
    publishedAt,
    beginRecordedAt: hasBegun ? now : null,
    endRecordedAt: null,
    createdBy: actor.label,
  }
  await insertEdition(tx, edition, copy, compileQuotes(confirmed, rendering.text, copy.language, publishedAt))
  const version = await touchArticle(act, head, { state: 'published' })
  act.record({
    type: hasBegun ? firstOrNext(earlier) : 'article.scheduled',
    subject: { type: 'article', id: articleId, slug: copy.slug },
    version,
    isPublic: hasBegun,
    data: { edition: edition.number },
    changes: changesBetween({ state: head.state }, { state: 'published', edition: edition.number }),
  })
  return toPublished(edition, version, now)
}

const firstOrNext = (earlier: readonly EditionSpan[]) =>
  earlier.length > 0 ? ('article.updated' as const) : ('article.published' as const)

function toPublished(edition: NewEdition, version: number, now: Date): Published {
  const { number, revision, validFrom, embargoUntil, expiresAt, publishedAt } = edition
  const iso = (date: Date | null) => date?.toISOString() ?? null
  return {
    edition: number,
    revision,
    version,
    publishAt: validFrom.toISOString(),
    embargoUntil: iso(embargoUntil),
    expiresAt: iso(expiresAt),
    publishedAt: iso(publishedAt <= now ? publishedAt : null),
  }
}

/**
 * Takes back a publication that has not begun; the edition before goes on as if it had not been planned.
 * The article's lock and the database's clock decide: what has begun is not taken back here.
 */
export async function cancelScheduled(
  act: Act,
  articleId: string,
  expected: readonly number[],
  requireReview: boolean,
): Promise<void> {
  const { tx, record } = act
  const head = await lockArticle(tx, articleId)
  await requireCurrent(tx, { type: 'article', id: articleId }, head, expected)
  const now = await instant(tx)
  const editions = await listSpans(tx, articleId)
  const ahead = editions.find(({ validFrom }) => validFrom > now)
  if (!ahead) throw notFound('scheduled publication of article', articleId)
  await deleteEdition(tx, ahead.id)
  const rest = editions.filter((edition) => edition !== ahead)
  const before = rest.find(({ validTo }) => validTo?.getTime() === ahead.validFrom.getTime())
  if (before) await setValidTo(tx, before.id, before.expiresAt)
  // A slug that only this edition bore is free again.
  await releaseSlugs(tx, articleId, (await getWorkingCopy(tx, head)).slug)
  const unpublished = requireReview ? ('approved' as const) : ('draft' as const)
  const version = await touchArticle(act, head, rest.length === 0 ? { state: unpublished } : {})
  record({
    type: 'article.schedule-canceled',
    subject: { type: 'article', id: articleId },
    version,
    data: { edition: ahead.number },
    changes: changesBetween({ scheduled: ahead.validFrom }, { scheduled: null }),
  })
}

function refuseSecondSchedule(earlier: readonly EditionSpan[], now: Date): void {
  const ahead = earlier.find(({ validFrom }) => validFrom > now)
  if (!ahead) return
  throw conflict(
    `Edition ${ahead.number} is scheduled for ${ahead.validFrom.toISOString()}. Cancel it first: DELETE …/publications/scheduled.`,
  )
}

async function endCurrent({ tx }: Act, earlier: readonly EditionSpan[], at: Date): Promise<void> {
  const current = earlier.filter(({ validTo }) => validTo === null || validTo > at)
  for (const edition of current) await setValidTo(tx, edition.id, at)
}

/** When readers first saw the article: the same for all its editions. */
const firstVisible = ({ firstPublishedAt }: Article, earlier: readonly EditionSpan[]): Date | undefined =>
  firstPublishedAt ?? earlier[0]?.publishedAt

/** A confirmed quote must stand letter by letter where its anchors say. */
function refuseAltered(confirmed: readonly FullQuote[], text: string): void {
  const altered = confirmed.filter(
    (quote) =>
      quote.kind !== 'paraphrase' &&
      (!isVerbatim(integrityOf(quote)) ||
        quote.segments.some(({ exact, start, end }) => text.slice(start, end) !== exact)),
  )
  if (altered.length === 0) return
  throw new ApiError('quote-altered', 'A confirmed quote does not stand in the text letter by letter.', {
    members: {
      quotes: altered.map((quote) => ({
        quoteId: quote.id,
        integrity: integrityOf(quote),
        expected: quote.text,
        found: null,
      })),
    },
  })
}
