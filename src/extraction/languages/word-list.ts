import type { WordClass } from './language.ts'

/** The words of a list that is written with spaces between them. */
export const wordsOf = (list: string) => list.trim().split(/\s+/)

export const setOf = (list: string): ReadonlySet<string> => new Set(wordsOf(list))

/** Words by class; the first class that names a word wins. */
export function classesOf(
  classes: readonly (readonly [WordClass, string])[],
): ReadonlyMap<string, WordClass> {
  const words = new Map<string, WordClass>()
  for (const [wordClass, list] of classes) {
    for (const word of wordsOf(list)) if (!words.has(word)) words.set(word, wordClass)
  }
  return words
}
