import { type QuotedSpan, quotedSpans } from '../../lib/quotation-marks.ts'
import { type Folded, foldTypography } from '../../lib/typography.ts'
import { type Word, wordsOf } from '../../lib/words.ts'

/** A quoted passage with the words in it: from the index `first` to before `last` in the text's words. */
export interface SpanOfWords extends QuotedSpan {
  first: number
  last: number
}

/** A text in the forms in which quotes are looked for in it; each is made when it is first needed. */
export interface TextIndex {
  text: string
  folded(): Folded
  words(): readonly Word[]
  /** Where a word stands among the words. */
  places(key: string): readonly number[]
  /** What stands in double and in single quotation marks, each in order. */
  spans(): readonly (readonly SpanOfWords[])[]
  /** The index of the first word that begins at an offset or behind it. */
  wordFrom(offset: number): number
}

export function indexText(text: string): TextIndex {
  const folded = once(() => foldTypography(text))
  const words = once(() => wordsOf(text))
  const places = once(() => placesOf(words()))
  const wordFrom = (offset: number) => firstIndex(words(), ({ start }) => start >= offset)
  const spans = once(() =>
    quotedSpans(text).map((layer) =>
      layer.map((span) => ({ ...span, first: wordFrom(span.start), last: wordFrom(span.end) })),
    ),
  )
  return { text, folded, words, places: (key) => places().get(key) ?? [], spans, wordFrom }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function placesOf(words: readonly Word[]): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (const [index, { key }] of words.entries()) {
    const known = places.get(key)
    if (known) known.push(index)
    else places.set(key, [index])
  }
  return places
}

/** The first of items in order that satisfies a condition which all behind it satisfy, too. */
export function firstIndex<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && holds(item)) high = middle
    else low = middle + 1
  }
  return low
}
