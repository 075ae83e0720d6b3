import type { Language, VerbForm, WordClass } from './languages/language.ts'

/** A word or a mark by itself, wherever it stands. */
export interface Word {
  kind: 'word' | 'mark'
  /** As written, but without a possessive ending. */
  text: string
  /** Lower case, with straight apostrophes and without contractions of is, has and will. */
  lower: string
  wordClass: WordClass
  verb: VerbForm | undefined
  /** Begins with a capital. */
  isCapital: boolean
  /** May be the participle that opens a sentence. */
  isParticiple: boolean
  /** Ends with ’s. */
  isPossessive: boolean
}

const LETTER = /[\p{L}\p{N}]/u
const CAPITAL = /^[\p{Lu}@]/u
const POSSESSIVE = /['’]s$|(?<=s)['’]$/
const CONTRACTION = /'(?:s|d|ll|ve|re|m)$/
/** Longer ones are no words, and not looked at closely. */
const WORD_MAX = 60

/** Looks words up in a language, each only once: a text says most of its words again. */
export function lexiconOf(language: Language): (piece: string) => Word {
  const known = new Map<string, Word>()
  return (piece) => {
    const found = known.get(piece)
    if (found) return found
    const word = wordOf(piece, language)
    known.set(piece, word)
    return word
  }
}

function wordOf(piece: string, language: Language): Word {
  if (!LETTER.test(piece)) return { ...MARK, text: piece, lower: piece }
  if (piece.length > WORD_MAX) return { ...MARK, kind: 'word', text: piece, lower: piece }
  const isPossessive = POSSESSIVE.test(piece)
  const lower = piece.toLowerCase().replaceAll('’', "'")
  const bare = lower.replace(CONTRACTION, '')
  const verb = isPossessive ? undefined : language.verbs.get(lower)
  const wordClass =
    language.words.get(lower) ?? language.words.get(bare) ?? classByEnding(piece, verb, language)
  return {
    kind: 'word',
    text: isPossessive ? piece.replace(POSSESSIVE, '') : piece,
    lower: bare,
    wordClass,
    verb,
    isCapital: CAPITAL.test(piece),
    isParticiple: language.participles?.test(lower) === true,
    isPossessive: isPossessive && wordClass !== 'pronoun' && wordClass !== 'relative',
  }
}

const MARK: Omit<Word, 'text' | 'lower'> = {
  kind: 'mark',
  wordClass: 'plain',
  verb: undefined,
  isCapital: false,
  isParticiple: false,
  isPossessive: false,
}

/** Kelly and Italy are no adverbs. */
function classByEnding(piece: string, verb: VerbForm | undefined, { endings = [] }: Language): WordClass {
  if (verb) return 'plain'
  const found = endings.find(([ending]) => ending.test(piece.toLowerCase()))?.[1] ?? 'plain'
  return found === 'adverb' && CAPITAL.test(piece) ? 'plain' : found
}
