import { foldTypography } from '../../lib/typography.ts'
import { occurrences } from '../quotes/rules.ts'
import { contextAt } from './context.ts'
import { frameAt, keepsFrame } from './frame.ts'
import { isCredible, type Passage, trimmed, type Wanted } from './passage.ts'
import type { TextIndex } from './text-index.ts'

/** Where the words stand, and whether another place might as well be the one that is meant. */
export interface Verbatim extends Passage {
  isSame: boolean
  isAmbiguous: boolean
}

/** The place of the very words: where they were, else where most of their context is. */
export function findExact(index: TextIndex, wanted: Wanted): Verbatim | undefined {
  const { exact, start } = wanted.anchor
  const passageAt = (at: number) => ({ start: at, end: at + exact.length })
  const same = passageAt(start)
  const stands = start >= wanted.from && index.text.startsWith(exact, start)
  if (stands && isWhole(index.text, wanted, same)) return { ...same, isSame: true, isAmbiguous: false }
  return chosen(index, wanted, occurrences(index.text, exact, wanted.from).map(passageAt))
}

/** The place of words that differ in typography alone. */
export function findFolded(index: TextIndex, wanted: Wanted): Verbatim | undefined {
  const words = foldTypography(wanted.anchor.exact).text.trim()
  if (words === '') return undefined
  const { text, startOf, endOf } = index.folded()
  const places = occurrences(text, words)
    .map((at) => trimmed(index.text, { start: startOf(at), end: endOf(at + words.length) }))
    .filter(({ start }) => start >= wanted.from)
  return chosen(index, wanted, places)
}

/** Of several places the one with the most of the old context, where that is one. */
function chosen(index: TextIndex, wanted: Wanted, all: readonly Passage[]): Verbatim | undefined {
  const { anchor, frame } = wanted
  const places = all.filter((place) => isWhole(index.text, wanted, place))
  const ranked = places
    .map((place) => {
      const context = contextAt(index.text, anchor, place.start, place.end)
      const isFramed = keepsFrame(frame, frameAt(index.text, place.start, place.end))
      const away = Math.abs(place.start - anchor.start)
      return { place, context, isFramed, score: context + (isFramed ? FRAME_WORTH : 0), away }
    })
    .sort((a, b) => b.score - a.score || a.away - b.away)
  const [best, next] = ranked
  if (!best || !isCredible(wanted, best.context, best.isFramed ? places.length : 2)) return undefined
  return { ...best.place, isSame: false, isAmbiguous: next?.score === best.score }
}

/** Marks around the words count as much as so many characters of context. */
const FRAME_WORTH = 16

const isLetter = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character)

/** Words that began and ended as words do not stand inside of others. */
function isWhole(text: string, { anchor }: Wanted, { start, end }: Passage): boolean {
  const { exact, prefix, suffix } = anchor
  const mayJoin = (outer: string | undefined, inner: string | undefined) => isLetter(outer) && isLetter(inner)
  const joins = mayJoin(text[start - 1], text[start]) && !mayJoin(prefix.at(-1), exact[0])
  return !joins && !(mayJoin(text[end], text[end - 1]) && !mayJoin(suffix[0], exact.at(-1)))
}
