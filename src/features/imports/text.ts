/** Marks that turn around what stands beside them, and whatever is no letter of one line. */
const UNFIT = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\p{Cc}]+/gu

/** What exports have in a line, as a line can have it here: composed, without control characters. */
export const lineOf = (text: string) => text.toWellFormed().normalize('NFC').replace(UNFIT, ' ').trim()

/** What a text of several lines cannot have: what PostgreSQL does not store, and nobody reads. */
const CONTROLS = /(?![\t\n\r])\p{Cc}/gu

/** The same for a text of several lines. */
export const wordsOf = (text: string) => text.toWellFormed().normalize('NFC').replace(CONTROLS, '')

/** So many characters as the API counts them, and no half of one. */
export function cut(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text
  const characters = Array.from(text)
  return characters.length <= lengthMax ? text : characters.slice(0, lengthMax).join('').trimEnd()
}
