import type { Attributed, Found, Sieve } from '../attribution.ts'
import { isAlone } from '../kinds.ts'
import type { Sentence } from '../scene.ts'
import { leadSubject } from '../subjects.ts'

const TAG_MAX = 7

/** “Q,” Smith said. “And Q.” */
export const sameParagraph: Sieve = ({ paragraph }, { previous }) =>
  previous?.places.at(-1)?.paragraph === paragraph ? repeated(previous) : undefined

/** Smith wrote: ¶ “Q.” */
export const colonBefore: Sieve = ({ scene, sentence, paragraph, at }) => {
  const before = scene.sentences[sentence.index - 1]
  if (at > 0 || before?.paragraph.index !== paragraph.index - 1) return undefined
  return before.paragraph.tokens.at(-1)?.text === ':' ? teller(before) : undefined
}

/** “P,” Jones said. Smith says that he will go. “Q.” The sentence before, which quotes nobody, tells who goes on. */
export const toldBefore: Sieve = (place) => {
  const before = place.scene.sentences[place.sentence.index - 1]
  if (before?.paragraph !== place.paragraph || !isAlone(place)) return undefined
  const clause = before.clauses.find(({ shape, strength }) => shape === 'sv' && strength === 'core')
  const isQuoting = before.paragraph.tokens.slice(before.from, before.to).some(({ kind }) => kind === 'quote')
  if (!clause || isQuoting) return undefined
  return {
    source: { paragraph: before.paragraph, ...clause.subject },
    cue: { paragraph: before.paragraph, ...clause.cue },
  }
}

/** Smith was furious. “Q.” */
export const sentenceBefore: Sieve = (place) => {
  const before = place.scene.sentences[place.sentence.index - 1]
  return before && before.paragraph === place.paragraph && isAlone(place) ? teller(before) : undefined
}

/** “Q.” Smith said. The stop should have been a comma: nothing else is in the sentence behind. */
export const afterStop: Sieve = ({ scene, sentence, paragraph, at }) => {
  const behind = scene.sentences[sentence.index + 1]
  if (behind?.paragraph !== paragraph || at + 1 !== behind.from || behind.to - behind.from > TAG_MAX)
    return undefined
  const clause = behind.clauses[0]
  if (clause?.subject.from !== behind.from || clause.shape !== 'sv') return undefined
  return { source: { paragraph, ...clause.subject }, cue: { paragraph, ...clause.cue } }
}

/** “Q,” Smith said. ¶ “And Q.” */
export const paragraphBefore: Sieve = (place, { lastVoice }) => {
  if (!lastVoice || !isAlone(place)) return undefined
  const end = lastVoice.places.at(-1)?.paragraph.index ?? 0
  return place.paragraph.index - end <= 1 ? repeated(lastVoice) : undefined
}

/** The main subject of the sentence that the quote is part of. */
export const leadOfSentence: Sieve = ({ sentence, paragraph, at }) => {
  const subject = leadSubject(paragraph.tokens, sentence)
  return subject && subject.from <= at ? { source: { paragraph, ...subject }, cue: null } : undefined
}

const repeated = ({ attribution }: Attributed): Found | undefined =>
  attribution && { source: attribution.source, cue: attribution.cue }

/** Who is said to speak in a sentence, or whom it is about. */
function teller({ paragraph, clauses, ...sentence }: Sentence): Found | undefined {
  const clause = clauses.findLast(({ strength }) => strength !== 'weak') ?? clauses.at(-1)
  if (clause) return { source: { paragraph, ...clause.subject }, cue: { paragraph, ...clause.cue } }
  const subject = leadSubject(paragraph.tokens, sentence)
  return subject && { source: { paragraph, ...subject }, cue: null }
}
