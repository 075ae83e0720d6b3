import type { Found, Sieve } from '../attribution.ts'
import type { Clause } from '../clauses.ts'
import type { Place } from '../scene.ts'

/** “Q,” Smith said. */
export const afterSubjectVerb: Sieve = (place) =>
  first(place, (clause) => clause.shape === 'sv' && opensAfter(place, clause.subject.from))

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

/** The plan is “Q” and more, Smith said. */
export const farAfter: Sieve = (place) =>
  last(place, (clause) => clause.subject.from > place.at && clause.strength !== 'weak')

/** Any verb that may report, anywhere in the sentence. */
export const sameSentence: Sieve = (place) =>
  last(place, (clause) => isBefore(place, clause)) ?? first(place, () => true)

const first = (place: Place, accepts: (clause: Clause) => boolean) =>
  found(place, place.sentence.clauses.find(accepts))

const last = (place: Place, accepts: (clause: Clause) => boolean) =>
  found(place, place.sentence.clauses.findLast(accepts))

const found = ({ paragraph }: Place, clause: Clause | undefined): Found | undefined =>
  clause && { source: { paragraph, ...clause.subject }, cue: { paragraph, ...clause.cue } }

/** Right behind the quote, but for a comma, a dash or an adverb. */
function opensAfter({ paragraph: { tokens }, at }: Place, from: number): boolean {
  if (from <= at || from > at + 4) return false
  return tokens
    .slice(at + 1, from)
    .every(({ kind, wordClass }) => kind === 'mark' || /^(adverb|coordinator|auxiliary)$/.test(wordClass))
}

const isBefore = ({ at }: Place, clause: Clause) => clause.verb < at && clause.subject.to <= at

/** Words between verb and quote; a colon brings them together. */
const distance = ({ paragraph: { tokens }, at }: Place, clause: Clause) =>
  tokens[at - 1]?.text === ':' ? 0 : at - clause.verb - 1
