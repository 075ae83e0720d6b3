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
  /** Has the capital of a name, not the one that some languages give every noun. */
  isName: boolean
  /** May be the participle that opens a sentence. */
  isParticiple: boolean
  /** Ends with ’s. */
  isPossessive: boolean
  span: Span | undefined
}

const PIECE = /[@#]?[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}]|[’'‘.&/-](?=[\p{L}\p{N}]))*|[^\s]/gu
const INITIAL = /^\p{Lu}$/u
const CAPITAL = /^[\p{Lu}@]/u
/** Longer ones are no words, and not looked at closely. */
const WORD_MAX = 60
const ORDINAL_MAX = 16
const MAY_JOIN = /['’-]/
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
  for (const match of text.slice(start, end).matchAll(PIECE)) {
    const [piece] = match
    const at = start + match.index
    const last = tokens.at(-1)
    if (piece === '.' && last?.end === at && keepsStop(last, text, language)) {
      last.end = at + 1
      last.text += '.'
    } else tokens.push(...pieceTokens(piece, at, last, language))
  }
}

function pieceTokens(piece: string, at: number, before: Token | undefined, language: Language): Token[] {
  return partsOf(piece, language).map(({ text, start }) => {
    const token = wordToken(text, at + start, language, before?.kind === 'word' ? before : undefined)
    return isHiddenName(token, before) ? { ...token, wordClass: 'plain' } : token
  })
}

const SMALL = new Set([
  'auxiliary',
  'be',
  'infinitive',
  'preposition',
  'coordinator',
  'subordinator',
  'adverb',
])

/** Will Smith, Al From: inside a sentence a small word with a capital is a name. */
const isHiddenName = ({ isCapital, wordClass }: Token, before: Token | undefined) =>
  isCapital && SMALL.has(wordClass) && (before?.kind === 'word' || before?.text === ',')

/** Most words are one; some languages write several as one: l’|eau, dit-|il. */
function partsOf(piece: string, { joints }: Language): { text: string; start: number }[] {
  if (!joints || !MAY_JOIN.test(piece)) return [{ text: piece, start: 0 }]
  const parts: { text: string; start: number }[] = []
  let start = 0
  for (const joint of piece.matchAll(joints)) {
    if (joint.index > start) parts.push({ text: piece.slice(start, joint.index), start })
    start = joint.index + joint[0].length
  }
  parts.push({ text: piece.slice(start), start })
  return parts
}

/** The stop of an abbreviation or an initial ends no sentence. */
const keepsStop = (
  { kind, text: word, lower, start }: Token,
  text: string,
  { abbreviations, ordinal }: Language,
) =>
  kind === 'word' &&
  (INITIAL.test(word) ||
    abbreviations.has(lower) ||
    ordinal?.test(text.slice(start, start + ORDINAL_MAX)) === true)

function wordToken(piece: string, start: number, language: Language, before: Token | undefined): Token {
  const { words, verbs } = language
  const isWord = /[\p{L}\p{N}]/u.test(piece)
  const isPossessive = isWord && POSSESSIVE.test(piece)
  const lower = piece.toLowerCase().replaceAll('’', "'")
  const bare = lower.replace(CONTRACTION, '')
  const verb = isWord && !isPossessive ? verbs.get(lower) : undefined
  const wordClass = hangsOn(bare, before, language)
    ? 'preposition'
    : (words.get(lower) ?? words.get(bare) ?? classByEnding(piece, verb, language))
  const isCapital = CAPITAL.test(piece)
  return {
    kind: isWord ? 'word' : 'mark',
    start,
    end: start + piece.length,
    text: isPossessive ? piece.replace(POSSESSIVE, '') : piece,
    lower: bare,
    wordClass,
    verb,
    isCapital,
    isName: isCapital && !language.isCommonNoun?.(bare, before),
    isParticiple: isWord && piece.length <= WORD_MAX && language.participles?.test(lower) === true,
    isPossessive: isPossessive && !isPronounClass(wordClass),
    span: undefined,
  }
}

const isPronounClass = (wordClass: WordClass) => wordClass === 'pronoun' || wordClass === 'relative'

/** Kelly and Italy are no adverbs. */
function classByEnding(piece: string, verb: VerbForm | undefined, { endings = [] }: Language): WordClass {
  if (verb || piece.length > WORD_MAX) return 'plain'
  const found = endings.find(([ending]) => ending.test(piece.toLowerCase()))?.[1] ?? 'plain'
  return found === 'adverb' && CAPITAL.test(piece) ? 'plain' : found
}

/** An article right behind a noun makes what follows its owner, as a preposition would. */
const hangsOn = (word: string, before: Token | undefined, { genitives }: Language) =>
  genitives?.has(word) === true && before?.isCapital === true && /^(plain|role|title)$/.test(before.wordClass)

const quoteToken = (span: Span): Token => ({
  kind: 'quote',
  start: span.start,
  end: span.end,
  text: '',
  lower: '',
  wordClass: 'plain',
  verb: undefined,
  isCapital: false,
  isName: false,
  isParticiple: false,
  isPossessive: false,
  span,
})
