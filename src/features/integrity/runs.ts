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

/** Whether the words of a quoted passage stand in a row among `keys`. */
export function isWithin(index: TextIndex, { first, last }: SpanOfWords, keys: readonly string[]): boolean {
  const words = index.words()
  const size = last - first
  for (
    let at = keys.indexOf(words[first]?.key ?? '');
    at >= 0;
    at = keys.indexOf(words[first]?.key ?? '', at + 1)
  ) {
    if (at + size > keys.length) return false
    let same = 1
    while (same < size && keys[at + same] === words[first + same]?.key) same++
    if (same === size) return true
  }
  return false
}
