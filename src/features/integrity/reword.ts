import { foldTypography } from '../../lib/typography.ts'
import { type Word, wordsOf } from '../../lib/words.ts'
import type { Integrity } from './statuses.ts'

/** What a passage is to the words that it came from. */
export function rewordingOf(exact: string, found: string): Integrity {
  const [old, fresh] = [foldTypography(exact).text, foldTypography(found).text]
  const [oldWords, freshWords] = [wordsOf(old), wordsOf(fresh)]
  if (isSame(oldWords, freshWords)) return samePoints(old, fresh) ? 'typography-changed' : 'altered'
  if (isWithin(freshWords, oldWords)) return 'truncated'
  return isWithin(oldWords, freshWords) ? 'extended' : 'altered'
}

const isSame = (a: readonly Word[], b: readonly Word[]) =>
  a.length === b.length && a.every(({ key }, index) => key === b[index]?.key)

/** Whether words stand in a row among others. */
function isWithin(part: readonly Word[], whole: readonly Word[]): boolean {
  if (part.length === 0 || part.length >= whole.length) return false
  return whole.some(
    (_word, at) => at + part.length <= whole.length && part.every(({ key }, i) => key === whole[at + i]?.key),
  )
}

/**
 * Whether two runs of the same words have the same letters and the same points between them. The points at
 * their ends are the editor's, who puts a comma for a full stop when the sentence goes on; a question mark is
 * the speaker's.
 */
const samePoints = (old: string, fresh: string) => bare(old) === bare(fresh)

const bare = (text: string) => text.replace(/[' ()[\]-]+/g, ' ').replace(/^[ .,;:…]+|[ .,;:…]+$/g, '')
