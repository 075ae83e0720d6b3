import { firstIndex, type TextIndex } from './text-index.ts'

/** A stretch of a text: indices of words, and which part of what was looked for is in it. */
interface Window {
  first: number
  last: number
  share: number
}

interface Hit {
  at: number
  key: string
}

/**
 * The stretch of a text that has most of these words in whatever order; of equal ones that nearest to where
 * they were. Only places of the rarest of the words are looked at, so that a long text costs no more than a short
 * one.
 */
export function fullestWindow(
  index: TextIndex,
  keys: readonly string[],
  from: number,
  near: number,
): Window | undefined {
  const needed = rarest(index, keys)
  const total = [...needed.values()].reduce((sum, count) => sum + count, 0)
  const hits = hitsOf(index, [...needed.keys()], from, near)
  const held = new Map<string, number>()
  let overlap = 0
  let tail = 0
  let best: Window | undefined
  const turn = ({ key }: Hit, by: 1 | -1) => {
    const need = needed.get(key) ?? 0
    const before = held.get(key) ?? 0
    held.set(key, before + by)
    overlap += Math.min(need, before + by) - Math.min(need, before)
  }
  for (const hit of hits) {
    turn(hit, 1)
    for (let first = hits[tail]; first && hit.at - first.at >= keys.length; first = hits[tail]) {
      turn(first, -1)
      tail++
    }
    const window = { first: hits[tail]?.at ?? hit.at, last: hit.at + 1, share: overlap / total }
    if (!best || isFuller(window, best, near)) best = window
  }
  return best
}

const isFuller = (a: Window, b: Window, near: number) =>
  a.share > b.share || (a.share === b.share && Math.abs(a.first - near) < Math.abs(b.first - near))

const HITS_MAX = 3000

/** The words with the fewest places in the text, as many as have few together, and how often each is wanted. */
function rarest(index: TextIndex, keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  const byRarity = [...counts].sort(([a], [b]) => index.places(a).length - index.places(b).length)
  let hits = 0
  const chosen = byRarity.filter(([key], i) => {
    hits += index.places(key).length
    return i === 0 || hits <= HITS_MAX
  })
  return new Map(chosen)
}

/** Of a word that stands in too many places those around where it was. */
function hitsOf(index: TextIndex, keys: readonly string[], from: number, near: number): Hit[] {
  const hits = keys.flatMap((key) => {
    const places = index.places(key)
    const middle = firstIndex(places, (at) => at >= near)
    const begin = Math.max(0, middle - HITS_MAX / 2)
    const nearest = places.length > HITS_MAX ? places.slice(begin, begin + HITS_MAX) : places
    return nearest.flatMap((at) => (at >= from ? [{ at, key }] : []))
  })
  return hits.sort((a, b) => a.at - b.at)
}
