import type { Attribution } from './attribution.ts'
import type { Language } from './languages/language.ts'
import type { ProposalKind } from './proposal.ts'
import type { Place } from './scene.ts'
import type { Token } from './tokens.ts'

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}’'-]*/gu
const CAPITAL = /^\p{Lu}/u
/** So many words in a row are somebody's sentence, wherever it starts. */
const SENTENCE_WORDS = 6
const SCARE_WORDS = 3
const TITLE_WORDS = 8
/** Shorter words of a title may be small: of, the, and. */
const SMALL_WORD = 3
/** Rules that take whoever is near: so few words are no quote by them. */
const LOOSE = new Map([
  ['same-sentence', 1],
  ['far-after', 2],
  ['lead', 3],
  ['sentence-before', 3],
  ['paragraph-before', 3],
  ['same-paragraph', 0],
])

/** Whole sentences, some words of one, or no speech at all. */
export function speechKind(
  place: Place,
  attribution: Attribution | undefined,
): Exclude<ProposalKind, 'document'> {
  const { scene, span, paragraph, at } = place
  const words = wordsOf(scene.text.slice(span.innerStart, span.innerEnd))
  const before = paragraph.tokens[at - 1]
  if (before && scene.language.scareWords.has(before.lower)) return 'scare'
  const loose = attribution ? LOOSE.get(attribution.rule) : SCARE_WORDS
  const isLoose = loose !== undefined
  if (isLoose && words.length <= loose) return 'scare'
  if (isTitle(words, scene.language) && !isAlone(place) && isNamed(place, isLoose)) return 'scare'
  return isWhole(place) || goesOn(place, words.length) ? 'direct' : 'partial'
}

/** “Q,” Smith said, | “and Q.” What was whole before it was interrupted. */
function goesOn({ paragraph: { tokens }, sentence, at }: Place, words: number): boolean {
  const isInterrupted =
    at > sentence.from && tokens[sentence.from]?.kind === 'quote' && tokens[at - 1]?.text === ','
  return isInterrupted && words > SCARE_WORDS
}

const wordsOf = (text: string): readonly string[] => text.match(WORD) ?? []

/** Capitals throughout, as in the name of a programme; not where every noun has one. */
const isTitle = (words: readonly string[], { isCommonNoun }: Language) =>
  !isCommonNoun &&
  words.length <= TITLE_WORDS &&
  words.some((word) => CAPITAL.test(word)) &&
  words.every((word) => word.length <= SMALL_WORD || CAPITAL.test(word))

/** A sentence of its own. */
export const isAlone = ({ paragraph: { tokens }, sentence, at }: Place) =>
  at === sentence.from && tokens.slice(at + 1, sentence.to).every(({ kind }) => kind === 'mark')

/** “CNN’s | New Day”, “on | Fox & Friends”, “the | Never Trump | movement”: stands where a name stands. */
function isNamed({ scene, paragraph: { tokens }, sentence, at }: Place, isLoose: boolean): boolean {
  const before = at > sentence.from ? tokens[at - 1] : undefined
  if (before?.isPossessive || before?.wordClass === 'preposition') return true
  if (before && scene.language.nouns.works.has(before.lower)) return true
  if (before?.wordClass === 'determiner' || before?.wordClass === 'coordinator') return true
  return isLoose || isInsideName(before, tokens[at + 1])
}

/** Gov. C.L. | “Butch” | Otter. */
const isInsideName = (before: Token | undefined, after: Token | undefined) =>
  before?.kind === 'word' && before.isCapital && after?.kind === 'word' && after.isCapital

/** Stands for itself as a sentence does, not as a part of the one around it. */
export function isWhole({ scene: { text }, span, paragraph, sentence, at }: Place): boolean {
  const before = paragraph.tokens[at - 1]
  const isIntroduced = at === sentence.from || before?.kind === 'mark' || before?.kind === 'quote'
  const begins = /^[^\p{L}]*\p{Lu}/u.test(text.slice(span.innerStart, span.innerStart + 8))
  const isEnded = /[.,!?…—–―]/.test(text.slice(span.innerEnd - 1, span.end + 1))
  if (isIntroduced && begins && isEnded) return true
  if (!isIntroduced || !(at === sentence.from || begins)) return false
  return wordsOf(text.slice(span.innerStart, span.innerEnd)).length >= SENTENCE_WORDS
}
