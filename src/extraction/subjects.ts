import type { Language } from './languages/language.ts'
import { isHead, isNominal, phraseEnd, phraseStart } from './noun-phrases.ts'
import type { Range } from './sentences.ts'
import type { Token } from './tokens.ts'

/** How long an insertion between subject and verb may be. */
const GAP_MAX = 40
const BRACKET_MAX = 15
/** How many leading phrases may stand before a subject. */
const OPENINGS_MAX = 4
const DATELINE_MAX = 10

interface Subject extends Range {
  /** Where the verb begins, with its auxiliaries. */
  cueFrom: number
}

/** The subject on the left of a verb, past auxiliaries, adverbs, times, appositions and relative clauses. */
export function subjectBefore(tokens: readonly Token[], verb: number, limit: number): Subject | undefined {
  const last = skipBack(tokens, verb - 1, limit)
  const comma = isInsertionEnd(tokens[last]) ? openingComma(tokens, last, limit) : antecedentEnd(tokens, last)
  // “Ann Smith | (D) | , a lawyer, said”
  const end =
    comma !== undefined && tokens[comma - 1]?.text === ')' ? openingBracket(tokens, comma - 1, limit) : comma
  if (end === undefined || !isNominal(tokens[end - 1], tokens[end - 2])) return undefined
  const from = phraseStart(tokens, end - 1, limit)
  if (from >= end) return undefined
  return { from, to: isInsertionEnd(tokens[last]) ? last : last + 1, cueFrom: last + 1 }
}

/** “with | Ann Smith | saying”, “a sign | reading”: a participle directly behind whoever says it. */
export function subjectBeside(
  tokens: readonly Token[],
  participle: number,
  limit: number,
): Subject | undefined {
  const last = skipBack(tokens, participle - 1, limit)
  const from = phraseStart(tokens, last, limit)
  const head = tokens[last]
  if (from > last || head?.kind !== 'word') return undefined
  const speaks = head.isCapital || head.wordClass === 'role'
  return speaks && tokens[from - 1]?.wordClass === 'preposition'
    ? { from, to: last + 1, cueFrom: participle }
    : undefined
}

/** Back over what may stand between a subject and its verb. */
function skipBack(tokens: readonly Token[], from: number, limit: number): number {
  let at = from
  for (let next = stepBack(tokens, at, limit); next < at; next = stepBack(tokens, at, limit)) at = next
  return at
}

const BETWEEN = new Set(['auxiliary', 'be', 'infinitive', 'adverb', 'time'])

function stepBack(tokens: readonly Token[], at: number, limit: number): number {
  const token = tokens[at]
  if (!token || at < limit) return at
  if (token.lower === ')') return openingBracket(tokens, at, limit) - 1
  const after = tokens[at + 1]?.wordClass
  const leadsToTime =
    (token.wordClass === 'preposition' && (after === 'time' || after === 'determiner')) ||
    (token.wordClass === 'determiner' && after === 'time')
  return leadsToTime || BETWEEN.has(token.wordClass) ? at - 1 : at
}

function openingBracket(tokens: readonly Token[], closing: number, limit: number): number {
  for (let at = closing - 1; at >= Math.max(limit, closing - BRACKET_MAX); at--) {
    if (tokens[at]?.lower === '(') return at
  }
  return closing
}

const isInsertionEnd = (token: Token | undefined) => token?.kind === 'mark' && /^[,–—-]$/.test(token.text)

/** Where the phrase ends that a relative pronoun stands for; without one, behind the word itself. */
function antecedentEnd(tokens: readonly Token[], at: number): number {
  const { wordClass } = tokens[at] ?? {}
  if (wordClass !== 'relative' && wordClass !== 'that') return at + 1
  return isInsertionEnd(tokens[at - 1]) ? at - 1 : at
}

/** The comma that opens the insertion which the comma at `closing` ends: “Swanson | , who … of Elizabeth, Ohio, | said”. */
function openingComma(tokens: readonly Token[], closing: number, limit: number): number | undefined {
  const commas = commasBefore(tokens, closing, Math.max(limit + 1, closing - GAP_MAX))
  const [nearest] = commas
  return (
    commas.find((comma) => tokens[comma + 1]?.wordClass === 'relative') ??
    commas.findLast((comma) => isExplained(tokens, comma, limit)) ??
    nearest
  )
}

/** Behind a noun, the nearest first, up to a quote. */
function commasBefore(tokens: readonly Token[], closing: number, stop: number): number[] {
  const commas: number[] = []
  for (let at = closing - 1; at >= stop && tokens[at]?.kind !== 'quote'; at--) {
    if (isInsertionEnd(tokens[at]) && (isHead(tokens[at - 1]) || tokens[at - 1]?.text === ')'))
      commas.push(at)
  }
  return commas
}

/** A name on the left, on the right what it is: “Ann Smith | , a lawyer”. */
function isExplained(tokens: readonly Token[], comma: number, limit: number): boolean {
  const after = tokens[comma + 1]
  const start = phraseStart(tokens, comma - 1, limit)
  const isNamed = tokens.slice(start, comma).some(({ isCapital }) => isCapital)
  return isNamed && after !== undefined && (after.wordClass === 'determiner' || after.wordClass === 'role')
}

/** “said | Larry Sabato, director of the centre”: the subject behind its verb, which a quote or a pause precedes. */
export function subjectAfter(
  tokens: readonly Token[],
  verb: Range,
  sentence: Range,
  { isVerbSecond }: Language,
): Range | undefined {
  const before = verb.from > sentence.from ? tokens[verb.from - 1] : undefined
  if (before?.kind === 'word' && before.wordClass !== 'subordinator' && !isVerbSecond) return undefined
  const from = isBetweenTurned(tokens[verb.to]) ? verb.to + 1 : verb.to
  // “put it”: behind a verb that follows no quote a pronoun is its object.
  const mayBePronoun = isVerbSecond === true || before?.kind === 'quote' || before?.kind === 'mark'
  if (from >= sentence.to || !opensSubject(tokens[from], mayBePronoun)) return undefined
  const to = phraseEnd(tokens, from, sentence.to)
  // “a | ‘Q’”: the quote is the rest of the phrase.
  const isOpen = tokens[to - 1]?.wordClass === 'determiner' && tokens[to]?.kind === 'quote'
  return to > from && !isOpen ? { from, to: withApposition(tokens, to, sentence.to) } : undefined
}

const opensSubject = (token: Token | undefined, mayBePronoun: boolean) =>
  token !== undefined &&
  token.wordClass !== 'time' &&
  token.wordClass !== 'that' &&
  (mayBePronoun || token.wordClass !== 'pronoun')

/** “erinnert | sich | Müller”, “findet | auch | Müller”, “a expliqué | lundi | le maire”. */
const isBetweenTurned = (token: Token | undefined) =>
  token?.wordClass === 'auxiliary' ||
  token?.wordClass === 'adverb' ||
  (token?.wordClass === 'time' && !token.isCapital)

/** The end of a phrase with what explains it between commas. */
export function withApposition(tokens: readonly Token[], end: number, limit: number): number {
  const after = tokens[end + 1]
  if (tokens[end]?.text !== ',' || !after || end + 1 >= limit) return end
  if (!isNominal(after, tokens[end]) || after.wordClass === 'pronoun') return end
  const to = phraseEnd(tokens, end + 1, limit)
  const explains = after.wordClass === 'determiner' || after.wordClass === 'role' || !after.isCapital
  return explains || (isUnnamed(tokens[end - 1]) && isEnclosed(tokens, to, limit)) ? Math.max(end, to) : end
}

/** “her son”, “the mayor”: a name may explain it. */
const isUnnamed = (head: Token | undefined) =>
  head !== undefined && !head.isCapital && /^(plain|role|title)$/.test(head.wordClass)

const isEnclosed = (tokens: readonly Token[], end: number, limit: number) =>
  end >= limit || tokens[end]?.kind !== 'word'

/** The subject of the clause nearest before a verb: a nominative, or what follows a conjunction. */
export function localSubject(tokens: readonly Token[], { from, to }: Range): Range | undefined {
  for (let at = to - 1; at >= from; at--) {
    const subject = subjectAt(tokens, at, { from, to })
    if (subject) return subject
  }
  return undefined
}

function subjectAt(tokens: readonly Token[], at: number, { from, to }: Range): Range | undefined {
  const token = tokens[at]
  if (!token) return undefined
  if (isNominative(token)) return { from: at, to: at + 1 }
  if (token.wordClass === 'relative') return withAntecedent(tokens, at, from)
  const end = opensClause(tokens, at, from) ? phraseEnd(tokens, at + 1, to) : to
  return end > at + 1 && end < to ? { from: at + 1, to: end } : undefined
}

/** “it” and “you” may be objects as well. */
const isNominative = ({ wordClass, lower }: Token) =>
  wordClass === 'pronoun' && lower !== 'it' && lower !== 'you'

function withAntecedent(tokens: readonly Token[], at: number, limit: number): Range {
  const end = antecedentEnd(tokens, at)
  const start = phraseStart(tokens, end - 1, limit)
  return { from: start < end ? start : at, to: at + 1 }
}

const opensClause = (tokens: readonly Token[], at: number, from: number) =>
  tokens[at]?.wordClass === 'subordinator' ||
  (tokens[at]?.wordClass === 'coordinator' && at > from && tokens[at - 1]?.text === ',')

/** The subject that a sentence opens with: behind a dateline and leading phrases, before the first verb. */
export function leadSubject(tokens: readonly Token[], { from, to }: Range): Range | undefined {
  let at = afterDateline(tokens, from, to)
  for (let step = 0; step < OPENINGS_MAX && at < to; step++) {
    while (at < to && isOpening(tokens[at])) at++
    const subject = behindPreposition(tokens, at, to) ?? phraseAt(tokens, at, to)
    if (subject) return { ...subject, to: withApposition(tokens, subject.to, to) }
    at = nextComma(tokens, at, to) + 1
  }
  return undefined
}

function phraseAt(tokens: readonly Token[], at: number, to: number): Range | undefined {
  const end = phraseEnd(tokens, at, to)
  return end > at && !isLeadingPhrase(tokens, at, end) ? { from: at, to: end } : undefined
}

/** “In a statement | the ministry welcomed …”: no comma stands before the subject. */
function behindPreposition(tokens: readonly Token[], at: number, to: number): Range | undefined {
  if (tokens[at]?.wordClass !== 'preposition') return undefined
  const from = phraseEnd(tokens, at + 1, to)
  const opens = /^(determiner|pronoun)$/.test(tokens[from]?.wordClass ?? '')
  return opens && from > at + 1 ? { from, to: phraseEnd(tokens, from, to) } : undefined
}

/** “WASHINGTON, Dec. 8 — | …”, “Washington (UPI) — | …” */
function afterDateline(tokens: readonly Token[], from: number, to: number): number {
  const isPlace = /^\p{Lu}{3,}$/u.test(tokens[from]?.text ?? '')
  for (let at = from; at < Math.min(to, from + DATELINE_MAX); at++) {
    const isDash = /^[—–―-]$/.test(tokens[at]?.text ?? '')
    if (isDash && (isPlace || tokens[at - 1]?.text === ')')) return at + 1
  }
  return from
}

const isOpening = (token: Token | undefined) =>
  token !== undefined &&
  (token.wordClass === 'coordinator' ||
    token.wordClass === 'adverb' ||
    (token.kind === 'mark' && token.text !== ','))

/** “Hours later, …”, “Reached by phone, …”: no subject but when or how. */
function isLeadingPhrase(tokens: readonly Token[], from: number, end: number): boolean {
  const [first, second] = [tokens[from], tokens[from + 1]]
  if (first?.verb?.form === 'participle' || (first?.isParticiple && !second?.isCapital)) return true
  const phrase = tokens.slice(from, end)
  if (phrase.every(({ wordClass }) => wordClass === 'time' || wordClass === 'determiner')) return true
  let behind = end
  while (BETWEEN.has(tokens[behind]?.wordClass ?? '')) behind++
  return (
    tokens[behind]?.text === ',' && tokens.slice(from, behind).some(({ wordClass }) => wordClass === 'time')
  )
}

function nextComma(tokens: readonly Token[], from: number, to: number): number {
  for (let at = from; at < to; at++) if (tokens[at]?.text === ',' || tokens[at]?.kind === 'quote') return at
  return to
}
