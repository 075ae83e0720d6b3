/** Marks that turn around what stands beside them, and whatever is no letter of one line. */
const UNFIT = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\p{Cc}]+/gu

/** What exports have in a line, as a line can have it here: composed, without control characters. */
export const lineOf = (text: string) => text.toWellFormed().normalize('NFC').replace(UNFIT, ' ').trim()

/** No format has control characters, but exports have what somebody once pasted. */
const CONTROLS = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu

export const withoutControls = (text: string) => text.replace(CONTROLS, '')

/** The same as `lineOf` for a text of several lines. */
export const wordsOf = (text: string) => withoutControls(text.toWellFormed().normalize('NFC'))

/** So many characters as the API counts them, and no half of one. */
export function cut(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text
  const characters = Array.from(text)
  return characters.length <= lengthMax ? text : characters.slice(0, lengthMax).join('').trimEnd()
}
