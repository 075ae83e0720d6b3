import { type Act, instant } from '../../db/act.ts'
import type { Article } from '../../db/models.ts'
import { requireCurrent } from '../../db/versions.ts'
import { SYSTEM } from '../../lib/actor.ts'
import { conflict } from '../../lib/errors.ts'
import { renderMarkdown } from '../../lib/markdown.ts'
import { changesBetween } from '../../lib/merge-patch.ts'
import { referencesIn } from '../../lib/references.ts'
import type { MadeCorrection, NewCorrection } from '../corrections/schema.ts'
import { listQuotes } from '../quotes/store.ts'
import { getWorkingCopy, lockArticle, touchArticle } from '../revisions/store.ts'
import { destinationOf } from '../workflow/rules.ts'
import { refuseBegun, takeBack, tellTakenBack } from './cancel.ts'
import { compileQuotes, compileWords } from './compile.ts'
import { confirmedOf, refuseBlocked } from './findings.ts'
import { recordMoments } from './moments.ts'
import { type EditionSpan, hasBegun, refuseWithheld, spanOf, type Timing } from './rules.ts'
import type { Publication } from './schema.ts'
import {
  correctionOf,
  insertCorrection,
  insertEdition,
  listSpans,
  mediaOfRevision,
  type NewEdition,
  setValidTo,
} from './store.ts'

interface Order {
  expected: readonly number[]
  requireReview: boolean
  timing: Timing
  /** For what was published before it came into this system: the instant to begin at, instead of now. */
  at?: Date
  /** It puts something right, and says so to the public. */
  correction?: NewCorrection
}

/**
 * Compiles the working copy and its confirmed quotes into the next edition, visible now or at a time. The
 * edition before ends where this one begins, in the same transaction; one that has not begun is replaced.
 */
export async function publish(act: Act, articleId: string, order: Order): Promise<Publication> {
  const { tx, record } = act
  const head = await lockArticle(tx, articleId)
  await requireCurrent(tx, { type: 'article', id: articleId }, head, order.expected)
  refuseWithheld(head)
  const state = destinationOf(order.correction ? 'correction' : 'publication', head)
  const now = order.at ?? (await instant(tx))
  const isKnown = await recordMoments(act, head, now, { by: SYSTEM })

  const { edition, earlier, replaced } = await compile(act, head, order, now)
  const version = await touchArticle(act, head, { state })
  if (replaced) tellTakenBack(act, replaced, version)
  const changes = changesBetween(
    { state: head.state, edition: earlier.at(-1)?.number ?? null },
    { state, edition: edition.number },
  )
  const subject = { type: 'article' as const, id: articleId, slug: edition.slug }
  const { number, validFrom, validTo } = edition
  if (hasBegun(edition, now))
    await recordMoments(act, { ...head, version }, now, { by: act.actor, changes, isKnown })
  else
    record({
      type: 'article.scheduled',
      subject,
      version,
      changes,
      data: { edition: number, validFrom, validTo },
    })
  if (replaced) await refuseBegun(act, replaced)
  return toPublication(edition, version, now)
}

async function compile(act: Act, head: Article, { requireReview, correction, ...order }: Order, now: Date) {
  const { tx, actor } = act
  const articleId = head.id
  const copy = await getWorkingCopy(tx, head)
  const quotes = await listQuotes(tx, articleId)
  const rendering = renderMarkdown(copy.body)
  const references = referencesIn(rendering.tree)
  const media = await mediaOfRevision(tx, copy)
  refuseBlocked({ head, copy, quotes, references, media, requireReview })

  const spans = await listSpans(tx, articleId)
  const replaced = spans.find((each) => !hasBegun(each, now))
  const earlier = replaced ? await takeBack(act, spans, replaced, copy.slug) : spans
  const timing = correction ? { expiresAt: standingExpiry(earlier, now) } : order.timing
  const span = spanOf(timing, now)
  await endCurrent(act, earlier, span.validFrom)
  const publishedAt = firstVisible(head, earlier) ?? span.validFrom
  const confirmed = confirmedOf(quotes)
  const edition: NewEdition = {
    ...compileWords(copy, rendering, confirmed),
    ...span,
    articleId,
    number: (earlier.at(-1)?.number ?? 0) + 1,
    revision: head.revision,
    publishAt: timing.publishAt ?? span.validFrom,
    embargoUntil: timing.embargoUntil ?? null,
    expiresAt: timing.expiresAt ?? null,
    publishedAt,
    beginRecordedAt: null,
    endRecordedAt: null,
    createdBy: actor.label,
  }
  await insertEdition(tx, edition, copy, compileQuotes(confirmed, rendering.text, copy.language, publishedAt))
  if (correction) await correct(act, edition, correction, earlier)
  return { edition, earlier, replaced }
}

/** A correction puts words right, and nothing else: what was to end still ends, and what has ended is over. */
function standingExpiry(earlier: readonly EditionSpan[], now: Date): Date | undefined {
  const { expiresAt = null } = earlier.at(-1) ?? {}
  if (expiresAt && expiresAt <= now) throw conflict('The article has expired: publish it anew.')
  return expiresAt ?? undefined
}

/** A correction names the edition that was wrong: the last one that readers could see. */
async function correct(
  { tx, actor }: Act,
  { articleId, number, validFrom }: NewEdition,
  { kind, publicText }: NewCorrection,
  earlier: readonly EditionSpan[],
): Promise<void> {
  const wrong = earlier.at(-1)
  if (!wrong) throw conflict('The article was never public: publish it.')
  await insertCorrection(tx, {
    ...{ articleId, kind, publicText, fromEdition: wrong.number, toEdition: number },
    ...{ createdAt: validFrom, createdBy: actor.label },
  })
}

/** Publishes the working copy as a correction, with the public words that say what was wrong. */
export async function publishCorrection(
  act: Act,
  articleId: string,
  { correction, ...order }: Omit<Order, 'timing'> & { correction: NewCorrection },
): Promise<MadeCorrection> {
  const { edition, version, publishAt } = await publish(act, articleId, {
    ...order,
    correction,
    timing: {},
  })
  const stored = await correctionOf(act.tx, articleId, edition)
  if (!stored) throw new Error('A correction was published and not stored.')
  const { id, kind, publicText, fromEdition, toEdition } = stored
  return { id, articleId, kind, publicText, at: publishAt, fromEdition, toEdition, version }
}

function toPublication(edition: NewEdition, version: number, now: Date): Publication {
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

async function endCurrent({ tx }: Act, earlier: readonly EditionSpan[], at: Date): Promise<void> {
  const current = earlier.filter(({ validTo }) => validTo === null || validTo > at)
  for (const edition of current) await setValidTo(tx, edition.id, at)
}

/** When readers first saw the article: the same for all its editions. */
const firstVisible = ({ firstPublishedAt }: Article, earlier: readonly EditionSpan[]): Date | undefined =>
  firstPublishedAt ?? earlier[0]?.publishedAt
