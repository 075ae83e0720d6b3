import { Matcher } from './matcher.ts'
import { type Skeleton, skeletonOf } from './skeleton.ts'

export const WORD_LISTS = ['banned', 'suspect', 'allowed'] as const
type WordList = (typeof WORD_LISTS)[number]

export interface ListedWord {
  list: WordList
  skeleton: string
}

export type WordMatcher = Matcher<WordList>

/** An entry of several lists counts for the last of these. */
const PRECEDENCE: readonly WordList[] = ['suspect', 'banned', 'allowed']

/** Words are literals: a list is never a pattern language, so no entry can break or stall another. */
export const matcherOf = (words: readonly ListedWord[]): WordMatcher =>
  new Matcher(
    [...words]
      .sort((a, b) => PRECEDENCE.indexOf(a.list) - PRECEDENCE.indexOf(b.list))
      .map(({ list, skeleton }) => [skeleton, list] as const),
  )

/** An entry as it is compared. */
export const wordSkeleton = (word: string) => skeletonOf(word).text.trim()

export interface WordSpan {
  list: 'banned' | 'suspect'
  /** In the text as it was typed, in code units. */
  start: number
  end: number
}

/**
 * Where listed words stand by themselves: a word inside another is another word, but in scripts that write
 * none apart. What lies within an allowed word is allowed.
 */
export function listedIn(matcher: WordMatcher, skeleton: Skeleton): WordSpan[] {
  const { text, origins } = skeleton
  const finds = [...matcher.find(text)].filter(({ start, end }) => isApart(text, start) && isApart(text, end))
  const allowed = finds.filter(({ label }) => label === 'allowed')
  return finds.flatMap(({ label, start, end }) => {
    if (label === 'allowed' || allowed.some((span) => span.start <= start && end <= span.end)) return []
    return [{ list: label, start: origins[start] ?? 0, end: origins[end] ?? 0 }]
  })
}

const LETTER = /[\p{L}\p{N}]/u
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

/** Whether a word may begin or end there: between two letters only where words are not written apart. */
function isApart(text: string, at: number): boolean {
  const before = text.charAt(at - 1)
  const after = text.charAt(at)
  return !(LETTER.test(before) && LETTER.test(after)) || UNSPACED.test(before) || UNSPACED.test(after)
}
