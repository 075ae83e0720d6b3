import type { Clause } from './clause.ts'
import { clausesOf } from './clauses.ts'
import type { Language } from './languages/language.ts'
import type { Extent } from './paragraphs.ts'
import type { Range } from './sentences.ts'
import type { Span } from './spans.ts'
import type { Token } from './tokens.ts'

/** Readers are told who speaks before long. */
const REACH = 600
/** Longer ones are told, not put in: the speaker's own words. */
const LENGTH_MAX = 14

interface Reading {
  text: string
  language: Language
  tokensOf: (extent: Extent, spans: readonly Span[]) => Token[]
}

/**
 * Where a language names the speaker between the marks (« Il pleut, dit-elle, depuis hier »), the words on either
 * side are the quote, and what stands between them is not. Where somebody is named outside, nothing is taken out.
 */
export function withoutInterruptions(spans: readonly Span[], reading: Reading): readonly Span[] {
  if (!reading.language.interrupts) return spans
  return spans.flatMap((span) => {
    const found = isNamedOutside(reading.text, span) ? undefined : interruptionIn(span, reading)
    return found ? parts(span, found) : [span]
  })
}

const isNamedOutside = (text: string, { start, end }: Span) =>
  /^\s?,/.test(text.slice(end, end + 2)) || /:\s{0,2}$/.test(text.slice(Math.max(0, start - 3), start))

function interruptionIn(span: Span, { language, tokensOf }: Reading): Extent | undefined {
  const end = Math.min(span.innerEnd, span.innerStart + REACH)
  const inside = tokensOf({ start: span.innerStart, end }, [])
  const clauses = clausesOf(inside, { from: 0, to: inside.length }, language)
  for (const clause of clauses) {
    const extent = enclosed(inside, clause)
    if (extent) return extent
  }
  return undefined
}

/** From the mark before the verb to the mark behind its subject. */
function enclosed(tokens: readonly Token[], { cue, subject, shape }: Clause): Extent | undefined {
  const isTurned = shape === 'vs' || tokens[subject.from]?.wordClass === 'pronoun'
  const from = firstOf(tokens, Math.min(cue.from, subject.from))
  const to = Math.max(cue.to, endOf(tokens, subject))
  const before = tokens[from - 1]
  const after = tokens[to]
  if (!isTurned || !before || !/^[,?!]$/.test(before.text) || to - from > LENGTH_MAX) return undefined
  if (after && !/^[,.]$/.test(after.text)) return undefined
  const start = before.text === ',' ? before.start : before.end
  return { start, end: after?.end ?? tokens[to - 1]?.end ?? start }
}

/** What seems to explain the subject up to the very end is rather how the quote goes on. */
function endOf(tokens: readonly Token[], { from, to }: Range): number {
  const comma = tokens.slice(from, to).findIndex(({ text }) => text === ',')
  const goesOn = comma >= 0 && to >= tokens.length - 1 && !tokens[from + comma + 1]?.isCapital
  return goesOn ? from + comma : to
}

/** With the auxiliaries before it: “a-t-elle | ajouté”. */
function firstOf(tokens: readonly Token[], from: number): number {
  let first = from
  while (tokens[first - 1]?.wordClass === 'auxiliary') first--
  return first
}

/** The words before and behind, each as a quote of its own. */
function parts(span: Span, { start, end }: Extent): Span[] {
  const before: Span = { ...span, end: start, innerEnd: start, isClosed: true }
  const behind: Span = { ...span, start: end, innerStart: end + 1 }
  return [before, behind].filter(({ innerStart, innerEnd }) => innerEnd > innerStart)
}
