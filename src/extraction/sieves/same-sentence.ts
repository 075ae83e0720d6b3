import type { Found, Sieve } from '../attribution.ts'
import type { Clause } from '../clause.ts'
import { isWhole } from '../kinds.ts'
import type { Place } from '../scene.ts'
import { outermost } from './nesting.ts'

/** “Q,” Smith said. */
export const afterSubjectVerb: Sieve = (place) =>
  isPartOfClause(place)
    ? undefined
    : first(place, (clause) => clause.shape === 'sv' && opensAfter(place, clause.subject.from))

/** “Q,” said Smith. */
export const afterVerbSubject: Sieve = (place) =>
  first(place, (clause) => clause.shape === 'vs' && opensAfter(place, clause.cue.from))

/** “Q,” according to Smith. */
export const afterAccordingTo: Sieve = (place) =>
  first(place, (clause) => clause.shape === 'according' && opensAfter(place, clause.cue.from))

/** Smith said: “Q.” */
export const beforeSubjectVerb: Sieve = (place) =>
  last(
    place,
    (clause) => isBefore(place, clause) && distance(place, clause) <= 12 && clause.strength !== 'weak',
  )

/** Smith believed “Q.” */
export const beforeWeakVerb: Sieve = (place) =>
  last(place, (clause) => isBefore(place, clause) && distance(place, clause) <= 4)

/** Smith said that whatever happens is “Q.” */
export const farBefore: Sieve = (place) =>
  last(place, (clause) => isBefore(place, clause) && clause.strength !== 'weak')

/** Smith’s claim that “Q.” */
export const ownersNoun: Sieve = (place) =>
  last(place, ({ shape, verb }) => shape === 'noun' && verb < place.at)

/** The plan is “Q” and more, Smith said: a verb of speech closes the sentence. */
export const closing: Sieve = (place) => {
  const clause = place.sentence.clauses.at(-1)
  return clause && closes(place, clause) ? found(place, clause) : undefined
}

/** The plan is “Q” and more, Smith said at length. */
export const farAfter: Sieve = (place) =>
  last(
    place,
    ({ shape, subject, strength }) => shape !== 'noun' && subject.from > place.at && strength !== 'weak',
  )

/** Any verb that may report, anywhere in the sentence. */
export const sameSentence: Sieve = (place) =>
  last(place, (clause) => isBefore(place, clause)) ?? first(place, ({ shape }) => shape !== 'noun')

const first = (place: Place, accepts: (clause: Clause) => boolean) =>
  found(place, place.sentence.clauses.find(accepts))

/** The clause nearest before, or the one that reports it where only some words are quoted. */
function last(place: Place, accepts: (clause: Clause) => boolean): Found | undefined {
  const clause = place.sentence.clauses.findLast(accepts)
  return found(place, clause && !isWhole(place) ? outermost(place, clause) : clause)
}

const found = ({ paragraph }: Place, clause: Clause | undefined): Found | undefined =>
  clause && { source: { paragraph, ...clause.subject }, cue: { paragraph, ...clause.cue } }

/** “brilliant” decisions Smith made; While he spoke of “Q,” she said …: what follows is no verb of its own. */
function isPartOfClause(place: Place): boolean {
  if (isWhole(place)) return false
  const { scene, paragraph, sentence, at, span } = place
  const next = paragraph.tokens[at + 1]
  const isSetOff =
    next?.kind === 'mark' || /[,.!?…—–―]$/.test(scene.text.slice(span.innerStart, span.innerEnd).slice(-1))
  const opensBelow = paragraph.tokens[sentence.from]?.wordClass === 'subordinator' && at > sentence.from
  return !isSetOff || opensBelow
}

const CLOSING_MAX = 4

/** Behind a comma or the quote, and nearly the last word. */
function closes(
  { paragraph: { tokens }, sentence, at }: Place,
  { subject, cue, shape, strength }: Clause,
): boolean {
  if (strength === 'weak' || strength === 'naming' || (shape !== 'sv' && shape !== 'vs')) return false
  const from = Math.min(subject.from, cue.from)
  const before = tokens[from - 1]
  const isBehind = from > at && (before?.text === ',' || before?.kind === 'quote')
  const end = Math.max(subject.to, cue.to)
  const rest = tokens.slice(end, sentence.to)
  return isBehind && rest.length <= CLOSING_MAX && rest.every(({ kind }) => kind !== 'quote')
}

/** Right behind the quote, but for a comma, a dash or an adverb. */
function opensAfter({ paragraph: { tokens }, at }: Place, from: number): boolean {
  if (from <= at || from > at + 4) return false
  return tokens
    .slice(at + 1, from)
    .every(({ kind, wordClass }) => kind === 'mark' || wordClass === 'adverb' || wordClass === 'auxiliary')
}

const isBefore = ({ at }: Place, clause: Clause) =>
  clause.shape !== 'noun' && clause.verb < at && clause.subject.to <= at

/** Words between verb and quote; a colon brings them together. */
const distance = ({ paragraph: { tokens }, at }: Place, clause: Clause) =>
  tokens[at - 1]?.text === ':' ? 0 : at - clause.verb - 1
