import type { Article } from '../../db/models.ts'
import { ApiError, conflict, type Fault } from '../../lib/errors.ts'

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

/** Refuses a publication that the workflow does not allow. */
export function refuseState({ state, pubStatus }: Article, requireReview: boolean): void {
  if (pubStatus === 'withheld') throw conflict('The article is withheld: reinstate it first.')
  if (pubStatus !== 'usable') throw conflict('The article was withdrawn for good.')
  if (state === 'archived') throw conflict('The article is archived.')
  const isReviewed = state === 'approved' || state === 'published'
  if (requireReview && !isReviewed)
    throw blocked([{ pointer: '/state', code: 'review', detail: 'must be approved first' }])
}

/** Refuses what no reader could read: the plain text of the body is empty, say, since it was all markup. */
export function refuseContent({ text }: { text: string }): void {
  if (text.trim() === '') throw blocked([{ pointer: '/body', code: 'empty', detail: 'has no text' }])
}

const blocked = (errors: readonly Fault[]) =>
  new ApiError('publication-blocked', 'The article cannot be published as it is.', { errors })

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
