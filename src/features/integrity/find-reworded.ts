import { occurrences } from '../quotes/rules.ts'
import { likeness } from './align.ts'
import { alignedPassages } from './aligned-passage.ts'
import { contextAt } from './context.ts'
import { spanAround } from './frame.ts'
import {
  isCredible,
  isFramed,
  type Passage,
  passageOfSpan,
  passageOfWords,
  type Reworded,
  trimmed,
  type Wanted,
} from './passage.ts'
import { isWithin, placesOfRun, positionsOf } from './runs.ts'
import type { TextIndex } from './text-index.ts'

/** How much a whole context of 64 characters adds to likeness, where several passages are alike. */
const CONTEXT_WORTH = 0.3

/**
 * The passage that a segment became when its words do not stand any more: one that has all of them in a row, or
 * is a stretch of them, or aligns with them word by word. Of several the most alike with the most of its context.
 */
export function findReworded(index: TextIndex, wanted: Wanted): Passage | undefined {
  const { anchor, keys } = wanted
  if (keys.length === 0) return undefined
  const [best] = [
    ...containing(index, wanted),
    ...contained(index, wanted),
    ...alignedPassages(index, wanted),
  ]
    .map(({ start, end, common, size }) => {
      const context = (CONTEXT_WORTH * contextAt(index.text, anchor, start, end)) / 64
      return { start, end, worth: likeness(common, keys.length, size) + context }
    })
    .sort((a, b) => b.worth - a.worth)
  return best ?? betweenNeighbours(index, wanted)
}

/** Passages that have all of the words in a row: more was put between the marks, or points were changed. */
function containing(index: TextIndex, wanted: Wanted): Reworded[] {
  const { keys, anchor, from } = wanted
  const size = keys.length
  const begin = index.wordFrom(from)
  const places = placesOfRun(index, keys).filter((at) => at >= begin)
  return places.flatMap((first): Reworded[] => {
    const passage = passageOfWords(index, first, first + size)
    const context = contextAt(index.text, anchor, passage.start, passage.end)
    if (!isCredible(wanted, context, places.length)) return []
    const around = isFramed(wanted) ? spanAround(index, passage.start, passage.end) : undefined
    if (!around) return [{ ...passage, common: size, size }]
    return [{ ...passageOfSpan(index, around), common: size, size: around.last - around.first }]
  })
}

/** Quoted passages that are a stretch of the words: the rest was cut off. */
function contained(index: TextIndex, wanted: Wanted): Reworded[] {
  if (!isFramed(wanted)) return []
  const { keys, anchor, from } = wanted
  const positions = positionsOf(keys)
  const stretches = index.spans().flatMap((layer) =>
    layer.filter((span) => {
      const size = span.last - span.first
      return span.start >= from && size > 0 && size < keys.length && isWithin(index, span, keys, positions)
    }),
  )
  return stretches.flatMap((span): Reworded[] => {
    const size = span.last - span.first
    const context = contextAt(index.text, anchor, span.start, span.end)
    const few = { keys: keys.slice(0, size), timesBefore: wanted.timesBefore }
    if (!isCredible(few, context, Number.POSITIVE_INFINITY)) return []
    return [{ ...passageOfSpan(index, span), common: size, size }]
  })
}

/** How much longer than the words a passage between their old neighbours may be. */
const STRETCH = 3
const STRETCH_LENGTH = 40
const NEIGHBOUR_LENGTH = 16
/** Of more words so little is left that another passage stands in their place. */
const FEW_WORDS = 2

/** Of one or two words: whatever stands where they stood, when what is around them is still there. */
function betweenNeighbours({ text }: TextIndex, { anchor, keys, from }: Wanted): Passage | undefined {
  const before = anchor.prefix.slice(-NEIGHBOUR_LENGTH)
  const after = anchor.suffix.slice(0, NEIGHBOUR_LENGTH)
  if (keys.length > FEW_WORDS || before.trim() === '' || after.trim() === '') return undefined
  const limit = anchor.exact.length * STRETCH + STRETCH_LENGTH
  for (const at of occurrences(text, before, from)) {
    const start = at + before.length
    const end = text.slice(start, start + limit + after.length).indexOf(after)
    if (end > 0) return trimmed(text, { start, end: start + end })
  }
  return undefined
}
