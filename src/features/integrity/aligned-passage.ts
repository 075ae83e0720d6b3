import { wordsOf } from '../../lib/words.ts'
import { occurrences } from '../quotes/rules.ts'
import { align, likeness } from './align.ts'
import { contextAt } from './context.ts'
import { spanAround } from './frame.ts'
import {
  CONTEXT_MIN,
  isFramed,
  passageOfSpan,
  passageOfWords,
  type Reworded,
  type Wanted,
} from './passage.ts'
import type { TextIndex } from './text-index.ts'
import { fullestWindow } from './window.ts'

const LIKENESS_MIN = 0.6
/** What stood in marks and now would not is only taken for it when it is more alike, or where it was. */
const UNFRAMED_LIKENESS_MIN = 0.8
/** Fewer words are like too many others. */
const ALIGNED_WORDS_MIN = 3
/** With a smaller part of the words in one place no passage there could be as much alike as is asked. */
const OVERLAP_MIN = 0.4

/** Passages that align with the words and are like enough: where most of the words are, and where they were. */
export function alignedPassages(index: TextIndex, wanted: Wanted): Reworded[] {
  const { keys, anchor, from } = wanted
  if (keys.length < ALIGNED_WORDS_MIN) return []
  const begin = index.wordFrom(from)
  const fullest = fullestWindow(index, keys, begin, index.wordFrom(anchor.start))
  const isPromising = fullest !== undefined && fullest.share >= OVERLAP_MIN
  if (!isPromising) return []
  const windows: Window[] = [fullest, ...windowsByNeighbours(index, wanted)]
  return windows
    .filter(({ first }, i) => first >= begin && windows.findIndex((each) => each.first === first) === i)
    .flatMap((window) => alignedAt(index, wanted, window) ?? [])
}

interface Window {
  first: number
  last: number
}

const NEIGHBOUR_LENGTH = 16
/** So many places of the old neighbours are looked at. */
const NEIGHBOURS_MAX = 5

/** As many words as are looked for, behind what stood before them and before what stood behind them. */
function windowsByNeighbours(index: TextIndex, { anchor, keys, from }: Wanted): Window[] {
  const before = anchor.prefix.slice(-NEIGHBOUR_LENGTH)
  const after = anchor.suffix.slice(0, NEIGHBOUR_LENGTH)
  const placesOf = (words: string) =>
    words.trim() === '' ? [] : occurrences(index.text, words, from).slice(0, NEIGHBOURS_MAX)
  const starts = placesOf(before).map((at) => index.wordFrom(at + before.length))
  const ends = placesOf(after).map((at) => index.wordFrom(at))
  return [
    ...starts.map((first) => ({ first, last: first + keys.length })),
    ...ends.map((last) => ({ first: Math.max(0, last - keys.length), last })),
  ]
}

function alignedAt(index: TextIndex, wanted: Wanted, window: Window): Reworded | undefined {
  const { keys, from } = wanted
  const inPlace = isFramed(wanted) ? quotedAround(index, keys, (window.first + window.last) >> 1) : undefined
  if (inPlace) return inPlace
  const margin = Math.ceil(keys.length / 2) + 3
  const start = Math.max(index.wordFrom(from), window.first - margin)
  const alignment = align(keys, keysBetween(index, start, window.last + margin))
  if (!alignment) return undefined
  const [first, last] = alignment.fresh.map((at) => at + start) as [number, number]
  const quoted = isFramed(wanted) ? quotedAround(index, keys, (first + last) >> 1) : undefined
  if (quoted) return quoted
  const alike = likeness(alignment.common, keys.length, last - first)
  if (alike < LIKENESS_MIN) return undefined
  const lead = leading(index, wanted, first, alignment.old[0])
  const trail = trailing(index, wanted, last, keys.length - alignment.old[1])
  const passage = passageOfWords(index, first - lead, last + trail)
  const isStray = isFramed(wanted) && alike < UNFRAMED_LIKENESS_MIN
  if (isStray && contextAt(index.text, wanted.anchor, passage.start, passage.end) < CONTEXT_MIN)
    return undefined
  return { ...passage, common: alignment.common, size: last - first + lead + trail }
}

const keysBetween = (index: TextIndex, first: number, last: number) =>
  index
    .words()
    .slice(first, last)
    .map(({ key }) => key)

/** What stands between the marks around a word, if that as a whole is like the words. */
function quotedAround(index: TextIndex, keys: readonly string[], at: number): Reworded | undefined {
  const word = index.words()[at]
  const span = word && spanAround(index, word.start, word.end)
  if (!span) return undefined
  const alignment = align(keys, keysBetween(index, span.first, span.last))
  const size = span.last - span.first
  if (!alignment || likeness(alignment.common, keys.length, size) < LIKENESS_MIN) return undefined
  return { ...passageOfSpan(index, span), common: alignment.common, size }
}

/** Words before the first that aligned, in place of those that did not: up to where the old context begins. */
function leading(index: TextIndex, { anchor }: Wanted, first: number, unmatched: number): number {
  const border = wordsOf(anchor.prefix).at(-1)?.key
  let count = 0
  while (count < unmatched && isInside(index, first - count - 1, border)) count++
  return count
}

function trailing(index: TextIndex, { anchor }: Wanted, last: number, unmatched: number): number {
  const border = wordsOf(anchor.suffix)[0]?.key
  let count = 0
  while (count < unmatched && isInside(index, last + count, border)) count++
  return count
}

const isInside = (index: TextIndex, at: number, border: string | undefined) => {
  const word = index.words()[at]
  return word !== undefined && word.key !== border
}
