/** A word in a text: as it is compared, and where it stands. */
export interface Word {
  /** Lower case, composed, with plain apostrophes. */
  key: string
  start: number
  end: number
}

/** Scripts that put no spaces between words: there every letter counts as a word. */
const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'
const LETTER = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])`
/** An apostrophe joins letters, a point or comma joins digits. */
const WORD = new RegExp(`[${UNSPACED}]\\p{M}*|${LETTER}+(?:['’]${LETTER}+|(?<=\\p{N})[.,]\\p{N}+)*`, 'gu')

/** The words of a text in their order. */
export const wordsOf = (text: string): Word[] =>
  Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    key: word.normalize('NFC').replaceAll('’', "'").toLowerCase(),
    start: index,
    end: index + word.length,
  }))
