import { validatorOf } from '../../http/validation.ts'
import { type EditorialTerm, type TermNoun, TermWords } from './schema.ts'

/** Sections are the site's own structure and always public; tags and authors are so while an article names them. */
export const isAlwaysPublic = (noun: TermNoun) => noun === 'section'

/** The words of a term as they may be stored, or 400 for the place that is wrong. */
export const readWords = validatorOf<TermWords>(TermWords)

/** What a desk has written about a term: the shape in which it sends and patches it. */
export const toWords = ({ name, slug, description }: EditorialTerm): TermWords => ({
  name,
  slug,
  ...(description !== null && { description }),
})
