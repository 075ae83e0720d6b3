import type { Feature } from '../../http/feature.ts'
import { publicTerms } from './delivery.ts'
import { editorialTerms } from './editorial.ts'
import { TERM_NOUNS, termSchemas } from './schema.ts'

/** Sections, tags and authors, in public and on the desk. */
export const taxonomy: readonly Feature[] = TERM_NOUNS.flatMap((noun) => {
  const schemas = termSchemas(noun)
  return [publicTerms(noun, schemas), editorialTerms(noun, schemas)]
})
