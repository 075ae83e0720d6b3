import type { Token } from './tokens.ts'

/** How many words a phrase may have. */
const PHRASE_MAX = 25

const NOUN_CLASSES = new Set(['plain', 'role', 'title', 'determiner', 'possessive', 'pronoun', 'time'])

/** May stand in a noun phrase. A verb counts behind a determiner, a word that is a noun as often behind a noun, too. */
export function isNominal(token: Token | undefined, before?: Token): boolean {
  if (token?.kind !== 'word') return false
  if (!NOUN_CLASSES.has(token.wordClass)) return token.isPossessive
  if (!token.verb || (token.isCapital && token.verb.form === 'base')) return true
  return before !== undefined && (opensNoun(before) || (token.verb.isNounToo && isCommonNoun(before)))
}

const opensNoun = (token: Token | undefined) =>
  token?.isPossessive === true || token?.wordClass === 'determiner' || token?.wordClass === 'possessive'

const isCommonNoun = (token: Token | undefined) =>
  token?.wordClass === 'plain' && token.kind === 'word' && !token.isCapital

/** Ends a name or a noun: what a preposition or a relative clause may follow. */
export const isHead = (token: Token | undefined) =>
  token?.kind === 'word' && (token.isCapital || /^(plain|role|title)$/.test(token.wordClass))

/** Where the noun phrase begins that ends with the token at `last`; `last + 1` where there is none. */
export function phraseStart(tokens: readonly Token[], last: number, limit: number): number {
  const stop = Math.max(limit, last - PHRASE_MAX)
  let start = last + 1
  if (!isNominal(tokens[last], tokens[last - 1])) return start
  for (let at = last; at >= stop; at--) {
    const isPart = isNominal(tokens[at], tokens[at - 1])
    if (isPart) start = at
    else if (!joins(tokens, at, stop)) break
    if (isPart && opensPhrase(tokens, at, stop)) break
  }
  return start
}

/** A pronoun stands alone; a determiner begins, unless a preposition hangs the phrase on another. */
const opensPhrase = (tokens: readonly Token[], at: number, stop: number) =>
  tokens[at]?.wordClass === 'pronoun' || (isOpening(tokens[at]) && !joins(tokens, at - 1, stop))

const isOpening = (token: Token | undefined) =>
  token?.wordClass === 'determiner' || token?.wordClass === 'possessive'

/** “a spokesman | for | the company”, “Smith | and | Jones”: more of the phrase stands on the left. */
function joins(tokens: readonly Token[], at: number, stop: number): boolean {
  const token = tokens[at]
  const left = tokens[at - 1]
  if (!token || at - 1 < stop || !left) return false
  const right = tokens[at + 1]
  // “On the radio in June | Larch said”: when, not who.
  if (token.wordClass === 'preposition') return isHead(left) && !left.verb && right?.wordClass !== 'time'
  if (token.wordClass === 'infinitive') return isHead(left) && opensNoun(right)
  if (token.lower === '&') return true
  return token.wordClass === 'coordinator' && isHead(left) && (left.isCapital || left.wordClass === 'role')
}

/** Where the noun phrase ends (exclusive) that begins at `first`; `first` where there is none. */
export function phraseEnd(tokens: readonly Token[], first: number, limit: number): number {
  const stop = Math.min(limit, first + PHRASE_MAX)
  if (first < stop && tokens[first]?.wordClass === 'pronoun') return first + 1
  let at = first
  while (at < stop && goesOn(tokens, at, first)) at++
  return at
}

function goesOn(tokens: readonly Token[], at: number, first: number): boolean {
  const token = tokens[at]
  if (!token || token.wordClass === 'pronoun') return false
  if (!isNominal(token, tokens[at - 1])) return at > first && leadsOn(token, tokens[at + 1])
  return at === first || !opensAnother(token, tokens[at - 1], tokens[at + 1])
}

/** “the police | Monday”, “a statement | the ministry”, and “Smith | fell”: behind a name a small word is a verb. */
function opensAnother(token: Token, before: Token | undefined, after: Token | undefined): boolean {
  if (token.wordClass === 'time' && isHead(before)) return !isNominal(after, token)
  if (token.wordClass === 'determiner' && isCommonNoun(before)) return true
  return isName(before) && isPlainWord(token)
}

const isName = (token: Token | undefined) =>
  token?.isCapital === true && token.wordClass === 'plain' && !token.isPossessive

const isPlainWord = (token: Token) =>
  !token.isCapital && /^(plain|time|pronoun|determiner)$/.test(token.wordClass)

/** What joins may begin no phrase of its own behind a verb: “said Smith | of | Ohio”. */
function leadsOn(token: Token, next: Token | undefined): boolean {
  if (!next || !isNominal(next, token)) return false
  if (token.lower === '&') return true
  if (token.wordClass === 'preposition') return next.wordClass !== 'time' && next.wordClass !== 'pronoun'
  return token.wordClass === 'coordinator' && (next.isCapital || next.wordClass === 'role')
}
