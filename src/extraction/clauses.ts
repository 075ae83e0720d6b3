import type { Language, VerbForm, VerbStrength } from './languages/language.ts'
import { isHead, isNominal, phraseEnd, phraseStart } from './noun-phrases.ts'
import type { Range } from './sentences.ts'
import type { Token } from './tokens.ts'

/** Somebody says something: a verb of speech and whoever its subject is. */
export interface Clause {
  cue: Range
  subject: Range
  /** `sv` Smith said · `vs` said Smith · `shared` … and said, saying · `according` according to Smith. */
  shape: 'sv' | 'vs' | 'shared' | 'according'
  /** Index of the verb, or of the last word of the cue. */
  verb: number
  strength: VerbStrength
}

const GAP_MAX = 40

/** The reporting clauses of a sentence, in order. */
export function clausesOf(tokens: readonly Token[], sentence: Range, language: Language): Clause[] {
  const clauses: Clause[] = []
  const lead = leadSubject(tokens, sentence)
  for (let at = sentence.from; at < sentence.to; at++) {
    const clause =
      accordingTo(tokens, at, sentence, language) ??
      behindSource(tokens, at, sentence, language) ??
      verbClause(tokens, at, sentence, lead, language)
    if (clause) clauses.push(clause)
  }
  return clauses
}

function accordingTo(
  tokens: readonly Token[],
  at: number,
  sentence: Range,
  { accordingTo: openings, tags }: Language,
): Clause | undefined {
  const opening = openings.find((words) => words.every((word, offset) => tokens[at + offset]?.lower === word))
  const isTag =
    tags?.has(tokens[at]?.lower ?? '') && isComma(tokens[at - 1]) && tokens[at - 2]?.kind === 'quote'
  if (!opening && !isTag) return undefined
  const from = at + (opening?.length ?? 1)
  const to = withApposition(tokens, phraseEnd(tokens, from, sentence.to), sentence.to)
  if (to === from) return undefined
  return {
    cue: { from: at, to: from },
    subject: { from, to },
    shape: 'according',
    verb: from - 1,
    strength: 'strong',
  }
}

/** “der Studie | zufolge”: what names a source stands behind it. */
function behindSource(
  tokens: readonly Token[],
  at: number,
  sentence: Range,
  { postpositions }: Language,
): Clause | undefined {
  if (!postpositions?.has(tokens[at]?.lower ?? '')) return undefined
  const from = phraseStart(tokens, at - 1, sentence.from)
  if (from === at) return undefined
  return {
    cue: { from: at, to: at + 1 },
    subject: { from, to: at },
    shape: 'according',
    verb: at,
    strength: 'strong',
  }
}

function verbClause(
  tokens: readonly Token[],
  at: number,
  sentence: Range,
  lead: Range | undefined,
  language: Language,
): Clause | undefined {
  const token = tokens[at]
  if (!token?.verb || isNounHere(tokens, at)) return undefined
  const { strength, form } = token.verb
  const own = ownSubject(tokens, at, form, sentence, language)
  if (own) return { ...own, verb: at, strength }
  if (!lead || lead.to > at) return undefined
  return { cue: { from: at, to: at + 1 }, subject: lead, shape: 'shared', verb: at, strength }
}

/** The subject beside a verb, on its left before its right. */
function ownSubject(
  tokens: readonly Token[],
  verb: number,
  form: VerbForm['form'],
  sentence: Range,
  language: Language,
): Pick<Clause, 'cue' | 'subject' | 'shape'> | undefined {
  if (form === 'participle') return undefined
  const before = subjectBefore(tokens, verb, sentence.from)
  if (before && !isTurned(tokens, before, sentence, language))
    return { cue: { from: before.cueFrom, to: verb + 1 }, subject: before, shape: 'sv' }
  const after = form === 'finite' ? subjectAfter(tokens, verb, sentence) : undefined
  if (!after) return undefined
  const cue = { from: auxiliariesBefore(tokens, verb), to: verb + 1 }
  // “In dem Urteil heißt es”: it says so there.
  const isImpersonal = language.pronouns.get(tokens[after.from]?.lower ?? '') === 'neuter'
  return before && isImpersonal ? { cue, subject: before, shape: 'sv' } : { cue, subject: after, shape: 'vs' }
}

/** “in | einem Interview”: no subject, but where or when. */
const isTurned = (tokens: readonly Token[], { from }: Range, sentence: Range, { isVerbSecond }: Language) =>
  isVerbSecond && from > sentence.from && tokens[from - 1]?.wordClass === 'preposition'

/** “the report”, “his claim”: a noun, whatever the verb. */
function isNounHere(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  const before = tokens[at - 1]
  if (!token?.verb?.isNounToo || !before) return false
  return before.isPossessive || before.wordClass === 'determiner' || before.wordClass === 'possessive'
}

/** “a | déclaré le maire”: the verb with what helps it. */
function auxiliariesBefore(tokens: readonly Token[], verb: number): number {
  let at = verb
  while (tokens[at - 1]?.wordClass === 'auxiliary') at--
  return at
}

interface Subject extends Range {
  cueFrom: number
}

/** The subject on the left of a verb, past auxiliaries, adverbs, times, appositions and relative clauses. */
function subjectBefore(tokens: readonly Token[], verb: number, limit: number): Subject | undefined {
  const last = skipBack(tokens, verb - 1, limit)
  const cueFrom = last + 1
  const end = isComma(tokens[last]) ? openingComma(tokens, last, limit) : antecedentEnd(tokens, last)
  if (end === undefined) return undefined
  const from = phraseStart(tokens, end - 1, limit)
  return from < end ? { from, to: isComma(tokens[last]) ? last : cueFrom, cueFrom } : undefined
}

/** Where the phrase ends that a relative pronoun stands for; without one, behind the word itself. */
function antecedentEnd(tokens: readonly Token[], at: number): number {
  if (tokens[at]?.wordClass !== 'relative') return at + 1
  return isComma(tokens[at - 1]) ? at - 1 : at
}

/** Back over what may stand between a subject and its verb. */
function skipBack(tokens: readonly Token[], from: number, limit: number): number {
  let at = from
  for (let next = stepBack(tokens, at, limit); next < at; next = stepBack(tokens, at, limit)) at = next
  return at
}

function stepBack(tokens: readonly Token[], at: number, limit: number): number {
  const token = tokens[at]
  if (!token || at < limit) return at
  if (token.lower === ')') return openingBracket(tokens, at, limit) - 1
  const leadsToTime = token.wordClass === 'preposition' && tokens[at + 1]?.wordClass === 'time'
  return leadsToTime || isBetween(token) ? at - 1 : at
}

const isBetween = (token: Token) =>
  token.kind === 'word' &&
  (token.wordClass === 'auxiliary' ||
    token.wordClass === 'adverb' ||
    token.wordClass === 'time' ||
    (token.wordClass === 'plain' && !token.isCapital && token.lower.endsWith('ly')))

function openingBracket(tokens: readonly Token[], closing: number, limit: number): number {
  for (let at = closing - 1; at >= Math.max(limit, closing - 15); at--) {
    if (tokens[at]?.lower === '(') return at
  }
  return closing
}

const isComma = (token: Token | undefined) => token?.kind === 'mark' && /^[,–—-]$/.test(token.text)

/** The comma that opens the insertion which the comma at `closing` ends. */
function openingComma(tokens: readonly Token[], closing: number, limit: number): number | undefined {
  let found: number | undefined
  for (let at = closing - 1; at >= Math.max(limit + 1, closing - GAP_MAX); at--) {
    if (!isComma(tokens[at]) || !isHead(tokens[at - 1])) continue
    found = at
    const start = phraseStart(tokens, at - 1, limit)
    if (tokens.slice(start, at).some(({ isCapital }) => isCapital)) return at
  }
  return found
}

/** “said | Larry Sabato, director of the centre”: the subject behind its verb. */
function subjectAfter(tokens: readonly Token[], verb: number, sentence: Range): Range | undefined {
  const from = tokens[verb + 1]?.wordClass === 'auxiliary' ? verb + 2 : verb + 1
  const first = tokens[from]
  if (!first || first.wordClass === 'time' || first.wordClass === 'that') return undefined
  const to = phraseEnd(tokens, from, sentence.to)
  if (to === from) return undefined
  return { from, to: withApposition(tokens, to, sentence.to) }
}

/** The end of a phrase with what explains it between commas. */
function withApposition(tokens: readonly Token[], end: number, limit: number): number {
  const after = tokens[end + 1]
  if (tokens[end]?.text !== ',' || !after || end + 1 >= limit) return end
  if (!isNominal(after, tokens[end])) return end
  const to = phraseEnd(tokens, end + 1, limit)
  const opens = after.wordClass === 'determiner' || after.wordClass === 'role' || !after.isCapital
  return opens || (isUnnamed(tokens[end - 1]) && isEnclosed(tokens, to, limit)) ? to : end
}

/** “her son”, “the mayor”: a name may explain it. */
const isUnnamed = (head: Token | undefined) =>
  head !== undefined && !head.isCapital && /^(plain|role|title)$/.test(head.wordClass)

const isEnclosed = (tokens: readonly Token[], end: number, limit: number) =>
  end >= limit || tokens[end]?.kind !== 'word'

/** The subject that a sentence opens with: behind a leading clause, before the first verb. */
export function leadSubject(tokens: readonly Token[], { from, to }: Range): Range | undefined {
  let at = from
  for (let step = 0; step < 4 && at < to; step++) {
    while (at < to && isOpening(tokens[at])) at++
    const end = phraseEnd(tokens, at, to)
    const isClause = end === at || tokens[at]?.verb?.form === 'participle'
    if (!isClause) return { from: at, to: withApposition(tokens, end, to) }
    at = nextComma(tokens, at, to) + 1
  }
  return undefined
}

const isOpening = (token: Token | undefined) =>
  token !== undefined && (token.wordClass === 'coordinator' || token.wordClass === 'adverb')

function nextComma(tokens: readonly Token[], from: number, to: number): number {
  for (let at = from; at < to; at++) if (tokens[at]?.text === ',' || tokens[at]?.kind === 'quote') return at
  return to
}
