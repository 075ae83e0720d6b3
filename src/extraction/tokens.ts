import type { Language, VerbForm, WordClass } from './languages/language.ts'
import type { Extent } from './paragraphs.ts'
import type { Span } from './spans.ts'

/** A word, a punctuation mark, or a whole quote, which the rest of the sentence is read around. */
export interface Token {
  kind: 'word' | 'mark' | 'quote'
  start: number
  end: number
  /** As written, but without a possessive ending. */
  text: string
  /** Lower case, with straight apostrophes and without contractions of is, has and will. */
  lower: string
  wordClass: WordClass
  verb: VerbForm | undefined
  /** Begins with a capital. */
  isCapital: boolean
  /** Ends with ’s. */
  isPossessive: boolean
  span: Span | undefined
}

const PIECE = /[@#]?[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}]|[’'‘.&/-](?=[\p{L}\p{N}]))*|[^\s]/gu
const INITIAL = /^\p{Lu}$/u
const CAPITAL = /^[\p{Lu}@]/u
const POSSESSIVE = /['’]s$|(?<=s)['’]$/
const CONTRACTION = /'(?:s|d|ll|ve|re|m)$/

/** The tokens of a paragraph in order. */
export function tokensOf(text: string, extent: Extent, spans: readonly Span[], language: Language): Token[] {
  const tokens: Token[] = []
  let from = extent.start
  for (const span of spans) {
    readWords(tokens, text, { start: from, end: span.start }, language)
    tokens.push(quoteToken(span))
    from = span.end
  }
  readWords(tokens, text, { start: from, end: extent.end }, language)
  return tokens
}

function readWords(tokens: Token[], text: string, { start, end }: Extent, language: Language): void {
  const stretch = text.slice(start, end)
  PIECE.lastIndex = 0
  for (const match of stretch.matchAll(PIECE)) {
    const [piece] = match
    const at = start + match.index
    const last = tokens.at(-1)
    if (piece === '.' && last?.end === at && keepsStop(last, language)) {
      last.end = at + 1
      last.text += '.'
      continue
    }
    tokens.push(wordToken(piece, at, language))
  }
}

/** The stop of an abbreviation or an initial ends no sentence. */
const keepsStop = ({ kind, text, lower }: Token, { abbreviations }: Language) =>
  kind === 'word' && (INITIAL.test(text) || abbreviations.has(lower))

function wordToken(piece: string, start: number, { words, verbs }: Language): Token {
  const isWord = /[\p{L}\p{N}]/u.test(piece)
  const isPossessive = isWord && POSSESSIVE.test(piece)
  const lower = piece.toLowerCase().replaceAll('’', "'")
  const bare = lower.replace(CONTRACTION, '')
  const wordClass = words.get(lower) ?? words.get(bare) ?? 'plain'
  const isPronoun = isPossessive && (wordClass === 'pronoun' || wordClass === 'relative')
  return {
    kind: isWord ? 'word' : 'mark',
    start,
    end: start + piece.length,
    text: isPossessive ? piece.replace(POSSESSIVE, '') : piece,
    lower: bare,
    wordClass,
    verb: isWord && !isPossessive ? verbs.get(lower) : undefined,
    isCapital: CAPITAL.test(piece),
    isPossessive: isPossessive && !isPronoun,
    span: undefined,
  }
}

const quoteToken = (span: Span): Token => ({
  kind: 'quote',
  start: span.start,
  end: span.end,
  text: '',
  lower: '',
  wordClass: 'plain',
  verb: undefined,
  isCapital: false,
  isPossessive: false,
  span,
})
