import type { Attribution } from './attribution.ts'
import type { ProposalKind } from './proposal.ts'
import type { Place } from './scene.ts'

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}’'-]*/gu
/** So many words in a row are somebody's sentence, wherever it starts. */
const SENTENCE_WORDS = 6
const SCARE_WORDS = 3

/** Whole sentences, some words of one, or no speech at all. */
export function speechKind(
  place: Place,
  attribution: Attribution | undefined,
): Exclude<ProposalKind, 'document'> {
  const words = wordCount(place)
  if (words <= SCARE_WORDS && !isSpoken(place, attribution)) return 'scare'
  return isSentence(place, words) ? 'direct' : 'partial'
}

const wordCount = ({ scene, span }: Place) =>
  scene.text.slice(span.innerStart, span.innerEnd).match(WORD)?.length ?? 0

/** A verb of speech stands in its sentence, and not one that merely gives names. */
function isSpoken({ scene, paragraph, at }: Place, attribution: Attribution | undefined): boolean {
  const before = paragraph.tokens[at - 1]
  if (before && scene.language.scareWords.has(before.lower)) return false
  return Boolean(attribution?.cue)
}

function isSentence({ scene: { text }, span, paragraph, sentence, at }: Place, words: number): boolean {
  const before = paragraph.tokens[at - 1]
  const isIntroduced = at === sentence.from || before?.kind === 'mark' || before?.kind === 'quote'
  const isCapital = /^[^\p{L}]*\p{Lu}/u.test(text.slice(span.innerStart, span.innerStart + 8))
  const last = text.slice(span.innerEnd - 1, span.end + 1)
  const isEnded = /[.,!?…—–]/.test(last)
  if (isIntroduced && isCapital && isEnded) return true
  return isIntroduced && words >= SENTENCE_WORDS && (at === sentence.from || isCapital)
}
