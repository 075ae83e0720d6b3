import type { TextIndex } from './text-index.ts'

/** As many words of a text as are looked for, and how many of them are among those. */
interface Window {
  /** Indices of words. */
  first: number
  last: number
  overlap: number
}

interface Hit {
  at: number
  key: string
}

/**
 * The stretch of a text that has most of these words in whatever order; of equal ones that nearest to where
 * they were. Only places of the words themselves are looked at, so that a long text costs what they occur.
 */
export function fullestWindow(
  index: TextIndex,
  keys: readonly string[],
  from: number,
  near: number,
): Window | undefined {
  const needed = countsOf(keys)
  const hits = hitsOf(index, [...needed.keys()], from)
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
    const window = { first: hits[tail]?.at ?? hit.at, last: hit.at + 1, overlap }
    if (!best || isFuller(window, best, near)) best = window
  }
  return best
}

const isFuller = (a: Window, b: Window, near: number) =>
  a.overlap > b.overlap || (a.overlap === b.overlap && Math.abs(a.first - near) < Math.abs(b.first - near))

function countsOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

const hitsOf = (index: TextIndex, keys: readonly string[], from: number): Hit[] =>
  keys
    .flatMap((key) => index.places(key).flatMap((at) => (at >= from ? [{ at, key }] : [])))
    .sort((a, b) => a.at - b.at)
