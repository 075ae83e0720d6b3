import { Type } from 'typebox'
import { fieldsOf } from '../../http/fields.ts'
import { Language, listOf, pageMembers, Timestamp } from '../../http/schemas.ts'
import { termsIn, words } from '../../http/words.ts'
import { CHANNELS } from '../../lib/channels.ts'
import { QUOTE_KINDS, Quote } from '../quotes/schema.ts'
import type { QuoteFilter } from './filter.ts'
import { FACETS, type FacetName } from './schema.ts'
import type { Order } from './walks.ts'

const Key = Type.String({ minLength: 1, maxLength: 120 })
const keys = () => Type.Optional(listOf(Key, 'Ids or slugs; any of these.'))
const said = (description: string) => Type.Optional(Type.Unsafe<string>({ ...Timestamp, description }))

export const fields = fieldsOf(Quote)

/** The parameters of a list of quotes, apart from who said them. */
export const listMembers = {
  ...pageMembers,
  fields,
  article: keys(),
  tag: keys(),
  q: Type.Optional(words('Words of the quote.')),
  about: Type.Optional(words('Words of the quote or of its article, or the name of a tag.')),
  channel: Type.Optional(listOf(Type.Enum([...CHANNELS]), 'Any of these.')),
  kind: Type.Optional(listOf(Type.Enum([...QUOTE_KINDS]), 'Any of these.')),
  language: Type.Optional(listOf(Language, 'Any of these.')),
  'saidAt[gte]': said('Said at or after this instant; a vague date matches when it may have been.'),
  'saidAt[lt]': said('Said before this instant; a vague date matches when it may have been.'),
  sort: Type.Optional(
    Type.Enum(['-publishedAt', 'publishedAt', '-saidAt', 'saidAt'], {
      description:
        'By the article’s publication, newest first, unless said otherwise. By `saidAt` a vague date stands at its beginning, and what nobody dated at its publication.',
    }),
  ),
  facets: Type.Optional(
    listOf(Type.Enum([...FACETS]), 'Also count all that match by these, whatever the page.', FACETS.length),
  ),
}

export const speakerMember = { speaker: keys() }

type SameMembers = 'article' | 'tag' | 'channel' | 'kind' | 'language' | 'speaker'

export interface ListQuery extends Pick<QuoteFilter, SameMembers> {
  q?: string
  about?: string
  sort?: string
  facets?: FacetName[]
  fields?: string[]
  'saidAt[gte]'?: string
  'saidAt[lt]'?: string
}

const date = (text: string | undefined) => (text === undefined ? undefined : new Date(text))

export function filterFrom(query: ListQuery): QuoteFilter {
  const { speaker, article, tag, channel, kind, language, q, about } = query
  return {
    ...{ speaker, article, tag, channel, kind, language },
    q: q === undefined ? undefined : termsIn('q', q),
    about: about === undefined ? undefined : termsIn('about', about),
    saidFrom: date(query['saidAt[gte]']),
    saidBefore: date(query['saidAt[lt]']),
  }
}

export const orderFrom = ({ sort = '-publishedAt' }: ListQuery): Order => ({
  by: sort.endsWith('saidAt') ? 'saidAt' : 'publishedAt',
  direction: sort.startsWith('-') ? 'desc' : 'asc',
})

/** Looking for words and counting cost more than reading, and draw on the budget of searches. */
export const rateClass = (query: unknown) => {
  const { q, about, facets } = query as ListQuery
  return q === undefined && about === undefined && facets === undefined ? 'read' : 'search'
}
