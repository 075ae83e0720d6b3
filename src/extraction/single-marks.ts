import type { Extent } from './paragraphs.ts'
import type { Span } from './spans.ts'

/** Two apostrophes are a double mark that was typed on an old keyboard. */
const DOUBLE = /["“”„«»]|''|’’/
const OPENING = /[\s([{—–―]/
const LETTER = /[\p{L}\p{N}]/u
const CLOSING_CONTEXT = /[\s.,;:!?)\]}—–―]/
const STOP = /[.,!?…]/
/** One pair may be a title; an author who quotes in single marks does it again. */
const PAIRS_MIN = 2

/** Whether a text quotes in single marks: it has no others, and more than one pair of these. */
export const usesSingleMarks = (text: string, paragraphs: readonly Extent[]): boolean =>
  !DOUBLE.test(text) && countPairs(text, paragraphs) >= PAIRS_MIN

function countPairs(text: string, paragraphs: readonly Extent[]): number {
  let pairs = 0
  for (const paragraph of paragraphs) {
    pairs += singleSpansOf(text, paragraph).filter(({ isClosed }) => isClosed).length
    if (pairs >= PAIRS_MIN) return pairs
  }
  return pairs
}

/** What stands between single marks. The same sign is an apostrophe: a closing mark stands where a word could end. */
export function singleSpansOf(text: string, { start, end }: Extent): Span[] {
  const spans: Span[] = []
  for (let at = start; at < end; at++) {
    if (!isOpening(text, at, start)) continue
    const closing = closingMark(text, at, end)
    const to = closing ?? end
    spans.push({
      start: at,
      end: closing === undefined ? end : closing + 1,
      innerStart: at + 1,
      innerEnd: to,
      isClosed: closing !== undefined,
    })
    at = to
  }
  return spans
}

const isSingle = (mark: string) => mark === '‘' || mark === '’' || mark === "'"

function isOpening(text: string, at: number, start: number): boolean {
  const mark = text.charAt(at)
  if (mark !== '‘' && mark !== "'") return false
  const before = at === start ? ' ' : text.charAt(at - 1)
  return OPENING.test(before) && LETTER.test(text.charAt(at + 1))
}

/** The first mark behind a stop, else the first that may end a word: “the workers’ rights” goes on. */
function closingMark(text: string, opening: number, end: number): number | undefined {
  let first: number | undefined
  for (let at = opening + 1; at < end; at++) {
    if (at > opening + 1 && isOpening(text, at, opening)) return first
    if (!isClosing(text, at, end)) continue
    if (STOP.test(text.charAt(at - 1))) return at
    first ??= at
  }
  return first
}

function isClosing(text: string, at: number, end: number): boolean {
  if (!isSingle(text.charAt(at)) || text.charAt(at) === '‘') return false
  return at + 1 >= end || CLOSING_CONTEXT.test(text.charAt(at + 1))
}
