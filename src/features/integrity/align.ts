import { diffArrays } from 'diff'

/** What two runs of words have in common: how many, and where in either run they begin and end. */
export interface Alignment {
  common: number
  old: [first: number, last: number]
  fresh: [first: number, last: number]
}

/** How alike two runs of words are: twice what they have in common, of all their words. */
export const likeness = (common: number, one: number, other: number) => (2 * common) / (one + other)

/** With more differences two runs are not alike enough to be worth the search, which is quadratic in them. */
const EDITS_MAX = 200
/** Of longer runs, after what they begin and end with alike, the search would cost more than it tells. */
const WORDS_MAX = 3000

type Pair = readonly [old: number, fresh: number]

/**
 * The longest common subsequence of two runs of words, less the strays at its ends that would make the passage
 * between them less alike; undefined when they have nothing in common, or too little for their length.
 */
export function align(old: readonly string[], fresh: readonly string[]): Alignment | undefined {
  const pairs = withoutStrays(pairsOf(old, fresh), old.length)
  const [first, last] = [pairs[0], pairs.at(-1)]
  if (!first || !last) return undefined
  return { common: pairs.length, old: [first[0], last[0] + 1], fresh: [first[1], last[1] + 1] }
}

/** What both begin and end with alike costs no search. */
function pairsOf(old: readonly string[], fresh: readonly string[]): Pair[] {
  const shorter = Math.min(old.length, fresh.length)
  let head = 0
  while (head < shorter && old[head] === fresh[head]) head++
  let tail = 0
  while (tail < shorter - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++
  const [oldEnd, freshEnd] = [old.length - tail, fresh.length - tail]
  const between = searched(old.slice(head, oldEnd), fresh.slice(head, freshEnd))
  return [
    ...Array.from({ length: head }, (_, i): Pair => [i, i]),
    ...between.map(([a, b]): Pair => [a + head, b + head]),
    ...Array.from({ length: tail }, (_, i): Pair => [oldEnd + i, freshEnd + i]),
  ]
}

function searched(old: string[], fresh: string[]): Pair[] {
  const isShort = old.length + fresh.length <= WORDS_MAX
  const runs = isShort ? diffArrays(old, fresh, { maxEditLength: EDITS_MAX }) : undefined
  const pairs: Pair[] = []
  let atOld = 0
  let atFresh = 0
  for (const { added, removed, count } of runs ?? []) {
    for (let i = 0; !added && !removed && i < count; i++) pairs.push([atOld + i, atFresh + i])
    if (!added) atOld += count
    if (!removed) atFresh += count
  }
  return pairs
}

function withoutStrays(pairs: readonly Pair[], wanted: number): Pair[] {
  let from = 0
  let to = pairs.length
  const value = (a: number, b: number) =>
    likeness(b - a, wanted, (pairs[b - 1]?.[1] ?? 0) - (pairs[a]?.[1] ?? 0) + 1)
  while (to - from > 1 && value(from + 1, to) > value(from, to)) from++
  while (to - from > 1 && value(from, to - 1) > value(from, to)) to--
  return pairs.slice(from, to)
}
