import type { Language, WordClass } from './languages/language.ts'
import type { Extent } from './paragraphs.ts'
import type { Span } from './spans.ts'
import { lexiconOf, type Word } from './words.ts'

/** A word, a punctuation mark, or a whole quote, which the rest of the sentence is read around. */
export interface Token extends Omit<Word, 'kind'> {
  kind: 'word' | 'mark' | 'quote'
  start: number
  end: number
  /** Has the capital of a name, not the one that some languages give every noun. */
  isName: boolean
  span: Span | undefined
}

const PIECE = /[@#]?[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}]|[’'‘.&/-](?=[\p{L}\p{N}]))*|[^\s]/gu
const INITIAL = /^\p{Lu}$/u
const ORDINAL_MAX = 16
const MAY_JOIN = /['’-]/

interface Reader {
  text: string
  language: Language
  wordOf: (piece: string) => Word
}

/** Reads the paragraphs of a text: the tokens of each in order. */
export function tokeniserOf(text: string, language: Language) {
  const reader: Reader = { text, language, wordOf: lexiconOf(language) }
  return ({ start, end }: Extent, spans: readonly Span[]): Token[] => {
    const tokens: Token[] = []
    let from = start
    for (const span of spans) {
      readWords(tokens, { start: from, end: span.start }, reader)
      tokens.push(quoteToken(span))
      from = span.end
    }
    readWords(tokens, { start: from, end }, reader)
    return tokens
  }
}

function readWords(tokens: Token[], { start, end }: Extent, reader: Reader): void {
  if (start >= end) return
  for (const { 0: piece, index } of reader.text.slice(start, end).matchAll(PIECE)) {
    const at = start + index
    const last = tokens.at(-1)
    if (piece === '.' && last?.end === at && keepsStop(last, reader)) {
      last.end = at + 1
      last.text += '.'
    } else if (last?.end === at && isOwnersMark(piece, last)) {
      last.end = at + 1
      last.isPossessive = true
    } else addPiece(tokens, piece, at, reader)
  }
}

/** The growers| ’ |association. */
const isOwnersMark = (piece: string, { kind, lower }: Token) =>
  (piece === '’' || piece === "'") && kind === 'word' && lower.endsWith('s')

/** The stop of an abbreviation or an initial ends no sentence. */
const keepsStop = (
  { kind, text: word, lower, start }: Token,
  { text, language: { abbreviations, ordinal } }: Reader,
) =>
  kind === 'word' &&
  (INITIAL.test(word) ||
    abbreviations.has(lower) ||
    ordinal?.test(text.slice(start, start + ORDINAL_MAX)) === true)

function addPiece(tokens: Token[], piece: string, at: number, reader: Reader): void {
  const before = tokens.at(-1)
  if (!reader.language.joints || !MAY_JOIN.test(piece)) {
    tokens.push(tokenOf(reader.wordOf(piece), at, at + piece.length, before, reader.language))
    return
  }
  for (const { text, start } of partsOf(piece, reader.language.joints)) {
    const from = at + start
    tokens.push(tokenOf(reader.wordOf(text), from, from + text.length, before, reader.language))
  }
}

/** Some languages write several words as one: l’|eau, dit-|il. */
function partsOf(piece: string, joints: RegExp): { text: string; start: number }[] {
  const parts: { text: string; start: number }[] = []
  let start = 0
  for (const joint of piece.matchAll(joints)) {
    if (joint.index > start) parts.push({ text: piece.slice(start, joint.index), start })
    start = joint.index + joint[0].length
  }
  parts.push({ text: piece.slice(start), start })
  return parts
}

/** A word in its place, which may make another of it. Members one by one: there are thousands. */
function tokenOf(
  word: Word,
  start: number,
  end: number,
  before: Token | undefined,
  language: Language,
): Token {
  const wordBefore = before?.kind === 'word' ? before : undefined
  return {
    kind: word.kind,
    start,
    end,
    text: word.text,
    lower: word.lower,
    wordClass: classInPlace(word, before, language),
    verb: word.verb,
    isCapital: word.isCapital,
    isName: word.isCapital && !language.isCommonNoun?.(word.lower, wordBefore),
    isParticiple: word.isParticiple,
    isPossessive: word.isPossessive,
    span: undefined,
  }
}

function classInPlace(word: Word, before: Token | undefined, language: Language): WordClass {
  if (isHiddenName(word, before)) return 'plain'
  return hangsOn(word, before, language) ? 'preposition' : word.wordClass
}

/** An article right behind a noun makes what follows its owner, as a preposition would. */
const hangsOn = ({ lower }: Word, before: Token | undefined, { genitives }: Language) =>
  genitives?.has(lower) === true &&
  before?.isCapital === true &&
  /^(plain|role|title)$/.test(before.wordClass)

const SMALL = new Set('auxiliary be infinitive preposition coordinator subordinator adverb'.split(' '))

/** Will Smith, Al From: inside a sentence a small word with a capital is a name. */
const isHiddenName = ({ isCapital, wordClass }: Word, before: Token | undefined) =>
  isCapital && SMALL.has(wordClass) && (before?.kind === 'word' || before?.text === ',')

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
