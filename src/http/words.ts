import { Type } from 'typebox'
import { invalidParameter } from '../lib/errors.ts'
import { readTerms, type Term } from '../lib/search-terms.ts'

/** A parameter in which a reader says what to look for. */
export const words = (description: string) =>
  Type.String({
    minLength: 1,
    maxLength: 200,
    description: `${description} Words in any form that the language has, with or without accents; \`"a phrase"\`, \`beginn*\`, \`-without\`.`,
    examples: ['"night work" dredg* -strike'],
  })

const TERMS_MAX = 16

/** What a parameter asks for: at least one word that has to be there. */
export function termsIn(parameter: string, text: string): Term[] {
  const terms = readTerms(text)
  if (terms.length > TERMS_MAX)
    throw invalidParameter(parameter, `must not have more than ${TERMS_MAX} words and phrases`, 'too-many')
  if (terms.every(({ isExcluded }) => isExcluded))
    throw invalidParameter(parameter, 'must have a word to look for', 'no-word')
  return terms
}
