import { diffArrays } from 'diff'

/** A stretch of two texts: in both, only in the new one, or only in the old one. */
export interface Part {
  op: 'kept' | 'inserted' | 'removed'
  text: string
}

/** Words that gave way to others, and the words after them that stayed. */
interface Change {
  removed: string
  inserted: string
  kept: string
}

const NOTHING: Change = { removed: '', inserted: '', kept: '' }

type Split = (text: string) => string[]

/**
 * How one text became another, word by word: what was kept and removed is exactly the old text, what was kept
 * and inserted exactly the new one. Compared are lines, then what white space separates in the lines that
 * changed, then the Unicode words in that. The work is bounded, so that of two texts with little in common
 * long stretches are told as removed and inserted whole.
 */
export function diffWords(before: string, after: string): Part[] {
  const byLine = refined([{ removed: before, inserted: after, kept: '' }], linesOf)
  const byChunk = refined(byLine, chunksOf)
  return partsOf(tidied(refined(byChunk, wordsOf, SEGMENTED_LENGTH_MAX)))
}

const linesOf: Split = (text) => text.match(/[^\n]*\n|[^\n]+/g) ?? []
const chunksOf: Split = (text) => text.match(/\s+|\S+/g) ?? []

/** By Unicode's rules (UAX #29), which depend on the script and hardly on the language. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' })
/** The segmenter takes time that grows with the square of what it is given. */
const wordsOf: Split = (text) =>
  (text.match(/[\s\S]{1,500}/gu) ?? []).flatMap((piece) =>
    Array.from(segmenter.segment(piece), ({ segment }) => segment),
  )

/** Telling words apart is the slowest step: of texts that differ in more than this, chunks are enough. */
const SEGMENTED_LENGTH_MAX = 50_000
/** How many insertions and deletions are looked for in one stretch: the search is quadratic in them. */
const EDITS_MAX = 800
/** Bounds the search in all stretches together: pieces times edits. */
const STEPS_MAX = 40_000_000

/** The same changes told in smaller pieces, as far as `lengthMax` characters of them go. */
function refined(changes: readonly Change[], split: Split, lengthMax = Number.POSITIVE_INFINITY): Change[] {
  let length = 0
  const cut = changes.map((change) => {
    const { removed, inserted } = change
    const size = removed.length + inserted.length
    if (!isReplaced(change) || length + size > lengthMax) return { change }
    length += size
    return { change, old: split(removed), fresh: split(inserted) }
  })
  const pieces = cut.reduce((sum, { old = [], fresh = [] }) => sum + old.length + fresh.length, 1)
  const editsMax = Math.min(EDITS_MAX, Math.ceil(STEPS_MAX / pieces))
  return gathered(
    cut.flatMap(({ change, old, fresh }) =>
      old ? [...compared(old, fresh, editsMax), { ...NOTHING, kept: change.kept }] : [change],
    ),
  )
}

/** Two lists of pieces; what they begin and end with alike costs no search. */
function compared(old: readonly string[], fresh: readonly string[], editsMax: number): Change[] {
  const shorter = Math.min(old.length, fresh.length)
  let head = 0
  while (head < shorter && old[head] === fresh[head]) head++
  let tail = 0
  while (tail < shorter - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++
  return [
    { ...NOTHING, kept: textOf(old.slice(0, head)) },
    ...searched(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail), editsMax),
    { ...NOTHING, kept: textOf(old.slice(old.length - tail)) },
  ]
}

function searched(old: string[], fresh: string[], editsMax: number): Change[] {
  const runs = diffArrays(...numbered(old, fresh), { maxEditLength: editsMax })
  if (!runs) return [{ removed: textOf(old), inserted: textOf(fresh), kept: '' }]
  let atOld = 0
  let atFresh = 0
  return runs.map(({ added, removed, count }) => {
    const change = { ...NOTHING }
    if (added) change.inserted = textOf(fresh.slice(atFresh, atFresh + count))
    else change[removed ? 'removed' : 'kept'] = textOf(old.slice(atOld, atOld + count))
    if (!removed) atFresh += count
    if (!added) atOld += count
    return change
  })
}

/** Equal pieces as equal numbers: the search compares them very often. */
function numbered(old: readonly string[], fresh: readonly string[]): [number[], number[]] {
  const numbers = new Map<string, number>()
  const numberOf = (piece: string) => {
    const known = numbers.get(piece) ?? numbers.size
    numbers.set(piece, known)
    return known
  }
  return [old.map(numberOf), fresh.map(numberOf)]
}

const textOf = (pieces: readonly string[]) => pieces.join('')

/** Changes with nothing kept between them as one: what was removed, what was inserted, what stayed after it. */
function gathered(changes: readonly Change[]): Change[] {
  const whole: Change[] = []
  for (const { removed, inserted, kept } of changes) {
    const last = whole.at(-1)
    if (last?.kept === '') {
      last.removed += removed
      last.inserted += inserted
      last.kept = kept
    } else if (last && removed === '' && inserted === '') last.kept += kept
    else whole.push({ removed, inserted, kept })
  }
  return whole
}

const isReplaced = ({ removed, inserted }: Change) => removed !== '' && inserted !== ''

/** A lone space that stayed between two words that did not is easier to read as replaced with them. */
function tidied(changes: readonly Change[]): Change[] {
  const tidy: Change[] = []
  for (const change of changes) {
    const last = tidy.at(-1)
    if (last && /^[^\S\n]$/.test(last.kept) && isReplaced(last) && isReplaced(change)) {
      last.removed += last.kept + change.removed
      last.inserted += last.kept + change.inserted
      last.kept = change.kept
    } else tidy.push({ ...change })
  }
  return tidy
}

const partsOf = (changes: readonly Change[]): Part[] =>
  changes
    .flatMap(({ removed, inserted, kept }): Part[] => [
      { op: 'removed', text: removed },
      { op: 'inserted', text: inserted },
      { op: 'kept', text: kept },
    ])
    .filter(({ text }) => text !== '')
