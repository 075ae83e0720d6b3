import { ApiError, invalid } from '../../lib/errors.ts'
import { foldTypography } from '../../lib/typography.ts'

/** A W3C TextQuoteSelector and TextPositionSelector in one: UTF-16 offsets into the plain text projection. */
export interface Anchor {
  exact: string
  prefix: string
  suffix: string
  start: number
  end: number
}

/** What a client says of a segment's place: the words, and as much of the rest as it takes to be unique. */
export interface Claim {
  exact: string
  start?: number | undefined
  end?: number | undefined
  prefix?: string | undefined
  suffix?: string | undefined
}

const CONTEXT_LENGTH = 32
const PLACES_SHOWN = 10

/**
 * The anchors of a quote's segments, in the order of the text and disjoint. A claimed place must hold the
 * words letter by letter; without one the words and their context must be unique after the segment before.
 */
export function anchorAll(text: string, claims: readonly Claim[], pointer = '/segments'): Anchor[] {
  const anchors: Anchor[] = []
  for (const [index, claim] of claims.entries()) {
    const from = anchors.at(-1)?.end ?? 0
    anchors.push(anchorOne(text, claim, from, `${pointer}/${index}`))
  }
  return anchors
}

function anchorOne(text: string, claim: Claim, from: number, pointer: string): Anchor {
  if (claim.end !== undefined && claim.start === undefined) {
    throw invalid(`${pointer}/start`, 'is required with end', 'required')
  }
  const places = claim.start === undefined ? findPlaces(text, claim, from) : claimedPlace(text, claim, from)
  const [start] = places
  if (start === undefined) throw anchorNotFound(text, claim, from, pointer)
  if (places.length > 1) throw anchorAmbiguous(text, claim, places, pointer)
  return anchorAt(text, start, claim.exact.length)
}

/** The anchor of `length` units at `start`, with up to 32 units of context on either side. */
export function anchorAt(text: string, start: number, length: number): Anchor {
  const end = start + length
  return {
    exact: text.slice(start, end),
    prefix: wellFormed(text.slice(Math.max(0, start - CONTEXT_LENGTH), start)),
    suffix: wellFormed(text.slice(end, end + CONTEXT_LENGTH)),
    start,
    end,
  }
}

/** Context that was cut inside a surrogate pair loses the half. */
const wellFormed = (context: string) => context.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '')

function claimedPlace(text: string, claim: Claim, from: number): number[] {
  const { exact, start = 0, end = start + exact.length } = claim
  const stands = start >= from && end === start + exact.length && text.startsWith(exact, start)
  return stands && hasContext(text, claim, start) ? [start] : []
}

const hasContext = (text: string, { exact, prefix = '', suffix = '' }: Claim, at: number) =>
  text.slice(0, at).endsWith(prefix) && text.startsWith(suffix, at + exact.length)

const findPlaces = (text: string, claim: Claim, from: number) =>
  occurrences(text, claim.exact, from).filter((at) => hasContext(text, claim, at))

/** Every place at which `words` stand, at most a thousand. */
export function occurrences(text: string, words: string, from = 0): number[] {
  const places: number[] = []
  for (
    let at = text.indexOf(words, from);
    at >= 0 && places.length < 1000;
    at = text.indexOf(words, at + 1)
  ) {
    places.push(at)
  }
  return places
}

function anchorNotFound(text: string, { exact }: Claim, from: number, pointer: string): ApiError {
  const nearest = findFolded(text, exact, from)
  return new ApiError('anchor-not-found', 'The words do not stand in the text at this place.', {
    errors: [{ pointer, code: 'anchor-not-found', detail: 'does not stand in the text' }],
    members: { nearest: nearest ?? null },
  })
}

function anchorAmbiguous(
  text: string,
  { exact }: Claim,
  places: readonly number[],
  pointer: string,
): ApiError {
  return new ApiError('anchor-ambiguous', `The words stand in ${places.length} places.`, {
    errors: [{ pointer, code: 'anchor-ambiguous', detail: `stands in ${places.length} places` }],
    members: { places: places.slice(0, PLACES_SHOWN).map((start) => anchorAt(text, start, exact.length)) },
  })
}

/** The passage that differs from `words` in typography only. */
function findFolded(text: string, words: string, from = 0): Anchor | undefined {
  const { text: folded, startOf, endOf } = foldTypography(text)
  const wanted = foldTypography(words).text
  const [at] = occurrences(folded, wanted).filter((place) => startOf(place) >= from)
  return at === undefined ? undefined : anchorAt(text, startOf(at), endOf(at + wanted.length) - startOf(at))
}
