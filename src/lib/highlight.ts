import { escapeHtml } from './html.ts'

/** A word of a text, and where it stands. */
export interface Token {
  word: string
  start: number
  end: number
}

/** Scripts that put no spaces between words: each character is a word of its own, as in the index. */
const UNSPACED =
  '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\u{20000}-\\u{3ffff}'
const WORD = new RegExp(`[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}])+`, 'gu')

export const tokensOf = (text: string): Token[] =>
  Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({ word, start: index, end: index + word.length }))

const WITHOUT_MARKS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
}

/** A word without case and accents: enough to tell which words cannot be meant. */
export const folded = (word: string) =>
  word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðħı]/g, (letter) => WITHOUT_MARKS[letter] ?? letter)

/** The whole text as HTML with its found words in `<mark>`; nothing else in it is markup. */
export function marked(text: string, isFound: (word: string) => boolean): string {
  const tokens = tokensOf(text)
  return render(
    text,
    tokens.filter(({ word }) => isFound(word)),
    0,
    text.length,
  )
}

const PASSAGES_MAX = 3
const PASSAGE_WORDS = 32
/** Words that stand before the first one found. */
const LEAD_WORDS = 6

/** The passages of a text that have most of what was found, in the order of the text; else its beginning. */
export function passages(text: string, isFound: (word: string) => boolean): string[] {
  const tokens = tokensOf(text)
  const found = tokens.flatMap((token, index) => (isFound(token.word) ? [{ ...token, index }] : []))
  const starts = found.length > 0 ? best(found, tokens.length) : [0]
  return starts.map((first) => {
    const last = Math.min(first + PASSAGE_WORDS, tokens.length) - 1
    const start = first === 0 ? 0 : (tokens[first]?.start ?? 0)
    const end = last === tokens.length - 1 ? text.length : (tokens[last]?.end ?? text.length)
    const inside = found.filter((token) => token.start >= start && token.end <= end)
    const html = render(text, inside, start, end).replace(/\s+/g, ' ').trim()
    return `${start > 0 ? '… ' : ''}${html}${end < text.length ? ' …' : ''}`
  })
}

/** Where to begin passages that do not overlap: those with the most different words first. */
function best(found: readonly (Token & { index: number })[], count: number): number[] {
  const candidates = found.map(({ index }, i) => {
    // At the end of a text there is more before it.
    const start = Math.max(0, Math.min(index - LEAD_WORDS, count - PASSAGE_WORDS))
    const words = new Set<string>()
    for (let at = i; (found[at]?.index ?? Number.POSITIVE_INFINITY) < start + PASSAGE_WORDS; at++)
      words.add(folded(found[at]?.word ?? ''))
    return { start, words: words.size }
  })
  const chosen: number[] = []
  for (const { start } of candidates.sort((a, b) => b.words - a.words || a.start - b.start)) {
    if (chosen.length < PASSAGES_MAX && chosen.every((other) => Math.abs(other - start) >= PASSAGE_WORDS))
      chosen.push(start)
  }
  return chosen.sort((a, b) => a - b)
}

function render(text: string, found: readonly Token[], start: number, end: number): string {
  let at = start
  let html = ''
  for (const token of found) {
    html += `${escapeHtml(text.slice(at, token.start))}<mark>${escapeHtml(text.slice(token.start, token.end))}</mark>`
    at = token.end
  }
  return html + escapeHtml(text.slice(at, end))
}
