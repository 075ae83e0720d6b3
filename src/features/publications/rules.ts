import type { Article, Edition } from '../../db/models.ts'
import { ApiError, conflict } from '../../lib/errors.ts'

/** When an edition is wanted to be visible. */
export interface Timing {
  publishAt?: Date | undefined
  embargoUntil?: Date | undefined
  expiresAt?: Date | undefined
}

export interface Span {
  validFrom: Date
  validTo: Date | null
}

/**
 * From when to when an edition is visible. It begins at the later of `publishAt` and `embargoUntil`; a time
 * that has passed means now, so that a client whose clock is behind is not refused.
 */
export function spanOf({ publishAt, embargoUntil, expiresAt }: Timing, now: Date): Span {
  const validFrom = new Date(Math.max(now.getTime(), publishAt?.getTime() ?? 0, embargoUntil?.getTime() ?? 0))
  if (expiresAt && expiresAt <= validFrom) {
    throw new ApiError('unprocessable', 'The publication would end before it begins.', {
      errors: [{ pointer: '/expiresAt', code: 'order', detail: 'must be later than the beginning' }],
    })
  }
  return { validFrom, validTo: expiresAt ?? null }
}

/** A withheld article is given back first: else a publication would quietly undo a withdrawal. */
export function refuseWithheld({ pubStatus }: Pick<Article, 'pubStatus'>): void {
  if (pubStatus === 'withheld') throw conflict('The article is withheld: reinstate it first.')
}

/** What the life of an article has to know of its editions. */
export type EditionSpan = Pick<
  Edition,
  | 'id'
  | 'articleId'
  | 'number'
  | 'slug'
  | 'validFrom'
  | 'validTo'
  | 'expiresAt'
  | 'publishedAt'
  | 'beginRecordedAt'
  | 'endRecordedAt'
>

export const hasBegun = ({ validFrom }: Pick<EditionSpan, 'validFrom'>, now: Date) => validFrom <= now

/** However long a commit takes: what was read within it was read. */
const COMMIT_MS = 500

/** Whether an edition begins before a transaction that ends now is certainly committed. */
export const isBeyondRecall = ({ validFrom }: Pick<EditionSpan, 'validFrom'>, now: Date) =>
  validFrom.getTime() - now.getTime() < COMMIT_MS

/** The edition that an instant falls into: there is one at most. */
export const editionAt = (spans: readonly EditionSpan[], at: Date) =>
  spans.find(({ validFrom, validTo }) => validFrom <= at && (validTo === null || at < validTo))

/** An edition that begins, or that ends: by expiry, or because the next one begins. */
export interface Moment {
  at: Date
  edition: EditionSpan
  /** Of a beginning: the edition that was public before. */
  before?: EditionSpan | undefined
  /** Of an end: nothing follows. */
  isExpiry?: boolean
}

export const isEnd = ({ isExpiry }: Moment) => isExpiry !== undefined

/** The moments that have come and are not in the log, in their order; at one instant ends come first. */
export function momentsOf(spans: readonly EditionSpan[], now: Date): Moment[] {
  const ends = spans.flatMap((edition): Moment[] => {
    const { validTo, endRecordedAt } = edition
    if (validTo === null || validTo > now || endRecordedAt !== null) return []
    return [{ at: validTo, edition, isExpiry: !spans.some(({ validFrom }) => +validFrom === +validTo) }]
  })
  const beginnings = spans.flatMap((edition): Moment[] => {
    if (!hasBegun(edition, now) || edition.beginRecordedAt !== null) return []
    const earlier = spans.filter(({ number }) => number < edition.number)
    return [{ at: edition.validFrom, edition, before: earlier.at(-1) }]
  })
  return [...ends, ...beginnings].sort((a, b) => +a.at - +b.at || Number(isEnd(b)) - Number(isEnd(a)))
}

/** The segmenter takes time that grows with the square of what it is given. */
const SEGMENTED_LENGTH_MAX = 2000

/** The words of a text in its language, by Unicode's rules (UAX #29). */
export function countWords(text: string, language: string): number {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' })
  let count = 0
  for (const piece of piecesOf(text)) {
    for (const { isWordLike } of segmenter.segment(piece)) if (isWordLike) count++
  }
  return count
}

/** A text in pieces that end between words where they can. */
const piecesOf = (text: string) =>
  text.match(
    new RegExp(`[\\s\\S]{1,${SEGMENTED_LENGTH_MAX}}(?:\\s|$)|[\\s\\S]{1,${SEGMENTED_LENGTH_MAX}}`, 'g'),
  ) ?? []
