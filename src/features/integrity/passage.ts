import type { Anchor } from '../quotes/rules.ts'
import type { Frame } from './frame.ts'
import type { SpanOfWords, TextIndex } from './text-index.ts'

/** What is looked for: the words of a segment with what stood around them. */
export interface Wanted {
  anchor: Anchor
  /** The words as they are compared. */
  keys: readonly string[]
  /** The marks around them where they were anchored; none where marks do not matter. */
  frame: Frame
  /** How often the words stood in the text before the edit. */
  timesBefore: number
  /** Segments keep their order: where the one before this ends. */
  from: number
}

/** A place of a text that may be what became of a segment. */
export interface Passage {
  start: number
  end: number
}

/** A passage that is not the words any more, with how many of them it has and how many words it has at all. */
export interface Reworded extends Passage {
  common: number
  size: number
}

/** So few words may stand anywhere by chance: their old context has to speak for a place. */
const FEW_WORDS = 3
export const CONTEXT_MIN = 10

/** Whether a place with this much of the old context can be the one of these words. */
export const isCredible = (
  { keys, timesBefore }: Pick<Wanted, 'keys' | 'timesBefore'>,
  context: number,
  places: number,
) => keys.length > FEW_WORDS || context >= CONTEXT_MIN || (places === 1 && timesBefore <= 1)

/** Whether marks stood on both sides, so that what is between marks now can be held against it. */
export const isFramed = ({ frame }: Wanted) => frame.opened && frame.closed

/** A passage without the spaces at its ends. */
export function trimmed(text: string, { start, end }: Passage): Passage {
  const words = text.slice(start, end)
  return { start: end - words.trimStart().length, end: start + words.trimEnd().length }
}

export const passageOfSpan = ({ text }: TextIndex, { start, end }: SpanOfWords) =>
  trimmed(text, { start, end })

/** The words from `first` to before `last`, with the points that follow them up to a mark. */
export function passageOfWords(index: TextIndex, first: number, last: number): Passage {
  const words = index.words()
  const start = words[first]?.start ?? 0
  const end = words[last - 1]?.end ?? start
  const points = /^[.,;:!?…]{1,3}(?=[”“"″’'»›«])/u.exec(index.text.slice(end, end + 4))
  return { start, end: end + (points?.[0].length ?? 0) }
}
