import type { SpanOfWords, TextIndex } from './text-index.ts'

/** Where these words stand in a row: the indices of the first of them. */
export function placesOfRun(index: TextIndex, keys: readonly string[]): number[] {
  const words = index.words()
  const rarest = keys
    .map((key, offset) => ({ offset, places: index.places(key) }))
    .reduce((a, b) => (b.places.length < a.places.length ? b : a))
  return rarest.places
    .map((at) => at - rarest.offset)
    .filter((first) => first >= 0 && keys.every((key, i) => words[first + i]?.key === key))
}

/** The places of each word among the words that are looked for. */
export function positionsOf(keys: readonly string[]): Map<string, number[]> {
  const positions = new Map<string, number[]>()
  for (const [at, key] of keys.entries()) {
    const known = positions.get(key)
    if (known) known.push(at)
    else positions.set(key, [at])
  }
  return positions
}

/** A word that is repeated all the time tells nothing: so many of its places are tried. */
const TRIES_MAX = 20

/** Whether the words of a quoted passage stand in a row among those that are looked for. */
export function isWithin(
  index: TextIndex,
  { first, last }: SpanOfWords,
  keys: readonly string[],
  positions: ReadonlyMap<string, readonly number[]>,
): boolean {
  const words = index.words()
  const starts = positions.get(words[first]?.key ?? '')?.slice(0, TRIES_MAX) ?? []
  return starts.some((at) => {
    let same = 1
    while (first + same < last && keys[at + same] === words[first + same]?.key) same++
    return first + same === last
  })
}
