import { countWords } from '../../../src/features/publications/rules.ts'
import { slugify } from '../../../src/lib/slug.ts'
import { type Chance, chanceFrom, pick, pickRanked } from './chance.ts'
import { LANGUAGES, type Language } from './languages.ts'

/** A piece of text with what SQL cannot make of it. */
export interface Piece {
  language: string
  n: number
  text: string
  slug: string
  /** As it stands in the fragment of an address. */
  encoded: string
  words: number
}

/** How many there are of each, for the language with the largest share. */
export interface Amounts {
  words: number
  clauses: number
  sentences: number
}

const CLAUSE_WORDS = [4, 8] as const
const SENTENCE_WORDS = [8, 16] as const

/** Words that no language has, without end: what a newspaper's names and places are to an index. */
const SYLLABLES = [...'bdfgklmnprstvz'].flatMap((consonant) => [...'aeiou'].map((vowel) => consonant + vowel))
const ENDINGS = ['', 'n', 'r', 'st', 'l']
export function rareWord(n: number): string {
  const high = Math.floor(n / SYLLABLES.length)
  const syllable = (at: number) => SYLLABLES[at % SYLLABLES.length] ?? ''
  return `${syllable(n)}${syllable(n * 7 + high)}${syllable(high * 3 + 1)}${ENDINGS[high % ENDINGS.length] ?? ''}`
}

/** What the articles of every language are put together from, the same for the same seed. */
export function makePieces(seed: number, amounts: Amounts): { clauses: Piece[]; sentences: Piece[] } {
  const made = LANGUAGES.map((language, at) => {
    const chance = chanceFrom(seed * LANGUAGES.length + at)
    const words = [...language.words, ...Array.from({ length: amounts.words }, (_, n) => rareWord(n))]
    const many = (count: number, make: () => string) =>
      Array.from({ length: Math.ceil(count * language.share) }, (_, n) => pieceOf(language, n, make()))
    return {
      clauses: many(amounts.clauses, () => wordsOf(chance, language, words, CLAUSE_WORDS)),
      sentences: many(
        amounts.sentences,
        () => `${capital(wordsOf(chance, language, words, SENTENCE_WORDS))}.`,
      ),
    }
  })
  return {
    clauses: made.flatMap(({ clauses }) => clauses),
    sentences: made.flatMap(({ sentences }) => sentences),
  }
}

function wordsOf(
  chance: Chance,
  { starters, glue }: Language,
  words: readonly string[],
  [least, most]: readonly [number, number],
): string {
  const count = least + Math.floor(chance() * (most - least + 1))
  const rest = Array.from({ length: count - 1 }, (_, at) =>
    at % 2 === 0 ? pickRanked(chance, words) : pick(chance, at % 4 === 1 ? glue : words),
  )
  return [pick(chance, starters), ...rest].join(' ')
}

const pieceOf = ({ code }: Language, n: number, text: string): Piece => ({
  language: code,
  n,
  text,
  slug: slugify(text, code),
  encoded: encodeURIComponent(text),
  words: countWords(text, code),
})

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
