import { folded, tokensOf } from '../../lib/highlight.ts'

/** Two texts are versions of the same words from here on: that many of all their words are shared, in order. */
const SIMILARITY_MIN = 0.6
const SHARED_WORDS_MIN = 3
/** Of longer quotes the beginnings are compared: the work grows with the square of it. */
const COMPARED_WORDS = 400
/** How many wordings are shown. */
const GROUPS_MAX = 20

/** The words without case, accents, marks and punctuation: what is the same in this is the same wording. */
export const wordingOf = (text: string) =>
  tokensOf(folded(text))
    .map(({ word }) => word)
    .join(' ')

/**
 * How much two wordings have in common, from 0 to 1: twice the words that are in both in the same order, through
 * the words of both. Zero when too little is shared for one to be a version of the other.
 */
export function similarityOf(one: string, other: string): number {
  if (one === other) return 1
  const [first, second] = [comparedOf(one), comparedOf(other)]
  const inDice = (shared: number) => (2 * shared) / (first.length + second.length)
  // What both have in any order is the most that they can have in one.
  if (inDice(sharedInAnyOrder(first, second)) < SIMILARITY_MIN) return 0
  const shared = sharedInOrder(first, second)
  return shared >= SHARED_WORDS_MIN && inDice(shared) >= SIMILARITY_MIN ? inDice(shared) : 0
}

const comparedOf = (wording: string) => wording.split(' ').filter(Boolean).slice(0, COMPARED_WORDS)

function sharedInAnyOrder(first: readonly string[], second: readonly string[]): number {
  const left = new Map<string, number>()
  for (const word of first) left.set(word, (left.get(word) ?? 0) + 1)
  return second.filter((word) => {
    const count = left.get(word) ?? 0
    left.set(word, count - 1)
    return count > 0
  }).length
}

/** The length of the longest common subsequence. Plain loops over numbers: this is done very often. */
function sharedInOrder(first: readonly string[], second: readonly string[]): number {
  const numbers = new Map([...first, ...second].map((word, at) => [word, at]))
  const columns = Uint32Array.from(second, (word) => numbers.get(word) ?? 0)
  const lengths = new Uint16Array(second.length + 1)
  for (const word of first) countRow(numbers.get(word) ?? 0, columns, lengths)
  return lengths.at(-1) ?? 0
}

function countRow(word: number, columns: Uint32Array, lengths: Uint16Array): void {
  let diagonal = 0
  let left = 0
  for (let at = 0; at < columns.length; at++) {
    const above = lengths[at + 1] ?? 0
    if (columns[at] === word) left = diagonal + 1
    else if (above > left) left = above
    lengths[at + 1] = left
    diagonal = above
  }
}

/** Quotes with one wording, and how near it is to the one that is asked about. */
export interface Group<Item> {
  similarity: number
  items: Item[]
}

/** The quotes that are versions of a text, by wording: at most 20, the nearest first. */
export function groupVariants<Item extends { text: string }>(
  text: string,
  candidates: readonly Item[],
): Group<Item>[] {
  const own = wordingOf(text)
  const groups = new Map<string, Group<Item>>()
  for (const item of candidates) {
    const wording = wordingOf(item.text)
    const group = groups.get(wording) ?? { similarity: similarityOf(own, wording), items: [] }
    group.items.push(item)
    groups.set(wording, group)
  }
  return [...groups.values()]
    .filter(({ similarity }) => similarity > 0)
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, GROUPS_MAX)
}
