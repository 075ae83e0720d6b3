import type { Language } from './languages/language.ts'
import type { Extent } from './paragraphs.ts'

/** What stands between marks, with where the marks are. */
export interface Span {
  /** The opening mark. */
  start: number
  /** After the closing mark; the paragraph's end where there is none. */
  end: number
  innerStart: number
  innerEnd: number
  isClosed: boolean
}

const STRAIGHT = '"'
const SPACE_OR_BRACKET = /[\s([{—–―\-/]/
const WORD = /[\p{L}\p{N}]/u
const OPENS_WORD = /[\p{L}\p{N}@#$£€‘'’([.…¡¿]/u
const DIGIT = /\d/

/** One pass over a paragraph with at most one open span: marks of the other kind inside it are content. */
export function spansOf(text: string, { start, end }: Extent, { quotation }: Language): Span[] {
  const spans: Span[] = []
  let opened = -1
  const close = (at: number, isClosed: boolean) => {
    const span = { start: opened, end: isClosed ? at + 1 : at, ...inner(text, opened + 1, at), isClosed }
    if (span.innerEnd > span.innerStart) spans.push(span)
    opened = -1
  }
  for (let at = start; at < end; at++) {
    const mark = text.charAt(at)
    const turn = turnOf(mark, quotation)
    if (!turn || (opened >= 0 && isNested(mark, text.charAt(opened)))) continue
    const opens = isOpener(turn, text, at, { start, end }, opened >= 0)
    if (opened >= 0) close(at, !opens)
    if (opens) opened = at
  }
  if (opened >= 0) close(end, false)
  return spans
}

const GUILLEMETS = '«»'

/** Guillemets inside other marks are content, and other marks inside guillemets. */
const isNested = (mark: string, opener: string) => GUILLEMETS.includes(mark) !== GUILLEMETS.includes(opener)

type Turn = 'opener' | 'closer' | 'straight'

function turnOf(mark: string, { openers, closers }: Language['quotation']): Turn | undefined {
  if (mark === STRAIGHT) return 'straight'
  if (openers.includes(mark)) return 'opener'
  return closers.includes(mark) ? 'closer' : undefined
}

/** Real copy types openers for closers and straight marks for both; the spaces around them tell. */
function isOpener(turn: Turn, text: string, at: number, extent: Extent, isOpen: boolean): boolean {
  if (turn === 'opener') return !isOpen || isAfterSpace(text, at, extent) || isBeforeWord(text, at, extent)
  if (isOpen) return false
  if (turn === 'closer') return isAfterSpace(text, at, extent) && isBeforeWord(text, at, extent)
  return !isInches(text, at, extent)
}

const isAfterSpace = (text: string, at: number, { start }: Extent) =>
  at === start || SPACE_OR_BRACKET.test(text.charAt(at - 1))

const isBeforeWord = (text: string, at: number, { end }: Extent) =>
  at + 1 < end && OPENS_WORD.test(text.charAt(at + 1))

/** Nothing open after a digit. */
const isInches = (text: string, at: number, { start, end }: Extent) =>
  at > start && DIGIT.test(text.charAt(at - 1)) && !(at + 1 < end && WORD.test(text.charAt(at + 1)))

function inner(text: string, from: number, to: number): { innerStart: number; innerEnd: number } {
  let innerStart = from
  let innerEnd = to
  while (innerStart < innerEnd && isSpace(text, innerStart)) innerStart++
  while (innerEnd > innerStart && isSpace(text, innerEnd - 1)) innerEnd--
  return { innerStart, innerEnd }
}

const isSpace = (text: string, at: number) => /\s/.test(text.charAt(at))
