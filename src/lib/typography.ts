/** A text whose typographic variants were made equal, with the way back to the text itself. */
export interface Folded {
  text: string
  /** Where a passage that begins at this folded offset begins in the text. */
  startOf(offset: number): number
  /** Where a passage that ends before this folded offset ends in the text. */
  endOf(offset: number): number
}

/** Blanks that stay in their line. */
const BLANK = '[^\\S\\n]'

/**
 * What typesetting exchanges, and what stands for it: invisible characters, marks with the spaces that belong
 * to them, dashes, ellipses, spaces, and accents written apart. Letters and digits are never among them.
 */
const VARIANTS: readonly [pattern: string, plain: string][] = [
  ['[\\u00ad\\u200b\\u2060\\ufeff]+', ''],
  [`(?<![\\p{L}\\p{N}\\p{P}])[«‹]\\s{1,2}|${BLANK}{1,2}[»›](?![\\p{L}\\p{N}])`, "'"],
  ["''|[“”„‟«»\"″‘’‚‛‹›′'`´]", "'"],
  [`${BLANK}{0,2}(?:…|\\.${BLANK}?\\.${BLANK}?\\.)`, '…'],
  [`${BLANK}{0,2}(?:[‐‑‒–—―−]|-{1,3})${BLANK}{0,2}`, '-'],
  [`${BLANK}{1,2}(?=[;:!?])|(?<=\\p{N})${BLANK}{1,2}(?=[%€°])`, ''],
  ['\\s+', ' '],
]
const COMPOSED = '[^\\p{M}\\s]\\p{M}+'
const VARIANT = new RegExp([...VARIANTS.map(([pattern]) => `(${pattern})`), `(${COMPOSED})`].join('|'), 'gu')

/** Makes typographic variants equal: two passages that differ in typography alone fold to the same. */
export function foldTypography(text: string): Folded {
  const turns: Turn[] = []
  const parts: string[] = []
  let end = 0
  let length = 0
  for (const found of text.matchAll(VARIANT)) {
    const [variant] = found
    const plain = plainOf(found)
    if (plain === variant) continue
    const kept = text.slice(end, found.index)
    length += kept.length
    turns.push({ from: length, folded: plain.length, at: found.index, length: variant.length })
    parts.push(kept, plain)
    length += plain.length
    end = found.index + variant.length
  }
  parts.push(text.slice(end))
  return {
    text: parts.join(''),
    startOf: (offset) => startIn(turns, offset),
    endOf: (offset) => endIn(turns, offset),
  }
}

function plainOf([variant, ...groups]: RegExpExecArray): string {
  const index = groups.findIndex((group) => group !== undefined)
  return VARIANTS[index]?.[1] ?? variant.normalize('NFC')
}

/** A variant at `at` in the text and what stands for it, from `from` in the folded text. */
interface Turn {
  from: number
  folded: number
  at: number
  length: number
}

/** Between two turns a text and its folded form run in step. */
function startIn(turns: readonly Turn[], offset: number): number {
  const turn = lastWhere(turns, ({ from }) => from <= offset)
  if (!turn) return offset
  const beyond = offset - turn.from - turn.folded
  return beyond < 0 ? turn.at : turn.at + turn.length + beyond
}

function endIn(turns: readonly Turn[], offset: number): number {
  const turn = lastWhere(turns, ({ from }) => from < offset)
  if (!turn) return offset
  return turn.at + turn.length + Math.max(0, offset - turn.from - turn.folded)
}

/** Turns stand in the order of the text, so that a condition on their place holds up to one of them. */
function lastWhere(turns: readonly Turn[], holds: (turn: Turn) => boolean): Turn | undefined {
  let low = 0
  let high = turns.length
  while (low < high) {
    const middle = (low + high) >> 1
    const turn = turns[middle]
    if (turn && holds(turn)) low = middle + 1
    else high = middle
  }
  return turns[low - 1]
}
