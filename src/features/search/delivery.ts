import { Type } from 'typebox'
import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { closed, Language, listOf, pageMembers, ref, Timestamp } from '../../http/schemas.ts'
import { termsIn, words } from '../../http/words.ts'
import { tagsOf } from '../published-quotes/store.ts'
import { findWords } from './found-words.ts'
import { toHit } from './present.ts'
import { SearchHitPage, schemas } from './schema.ts'
import { placeOf, type Ranked, type SearchFilter, search } from './store.ts'

const keys = () =>
  Type.Optional(listOf(Type.String({ minLength: 1, maxLength: 120 }), 'Ids or slugs; any of these.'))
const instant = (description: string) => Type.Optional(Type.Unsafe<string>({ ...Timestamp, description }))

const { limit, cursor } = pageMembers
const Parameters = closed({
  q: words('What to look for.'),
  type: Type.Optional(
    Type.Enum(['articles', 'quotes'], { description: '`articles` unless said otherwise.' }),
  ),
  section: keys(),
  tag: keys(),
  speaker: keys(),
  language: Type.Optional(listOf(Language, 'Of the article, or of the quote; any of these.')),
  'publishedAt[gte]': instant('Published at or after this instant.'),
  'publishedAt[lt]': instant('Published before this instant.'),
  limit,
  cursor,
})

const routes: Feature['routes'] = async (app, { reads, secrets, settings }) => {
  app.get(
    '',
    {
      config: { access: 'public', conditional: true, rateClass: 'search' },
      schema: {
        tags: ['search'],
        operationId: 'search',
        summary: 'Search articles or quotes',
        description:
          'Of what is visible now and has all the words, the newest 500, best first; what was published after the first page does not come in between. Each text is looked for by the rules of its own language. The answer does not repeat the query.',
        querystring: Parameters,
        response: { 200: ref(SearchHitPage, 'One page of what was found') },
      },
    },
    async (request, reply) => {
      const { query } = request
      const type = query.type ?? 'articles'
      const terms = termsIn('q', query.q)
      const found = await search(
        reads,
        { type, terms, filter: filterFrom(query) },
        windowOf(secrets, request),
      )
      const isFoundIn = await findWords(reads, terms, found.rows.flatMap(textsOf))
      cacheable(reply, { ttl: found.ttl, tags: [type, ...found.rows.flatMap(tagsOfHit)] })
      return pageFrom({ secrets, request, reply }, found, placeOf, ({ hit }) =>
        toHit(hit, { urls: settings, isFoundIn }),
      )
    },
  )
}

const textsOf = ({ hit: { configuration, text, article, quote } }: Ranked) => [
  { configuration, text },
  ...(quote ? [] : [{ configuration, text: article.title }]),
]

const tagsOfHit = ({ hit: { article, quote } }: Ranked) => [
  `article:${article.id}`,
  ...(article.section ? [`section:${article.section.id}`] : []),
  ...(quote ? tagsOf([quote]) : []),
]

interface SearchQuery extends Pick<SearchFilter, 'section' | 'tag' | 'speaker' | 'language'> {
  'publishedAt[gte]'?: string
  'publishedAt[lt]'?: string
}

function filterFrom(query: SearchQuery): SearchFilter {
  const { section, tag, speaker, language } = query
  const date = (text: string | undefined) => (text === undefined ? undefined : new Date(text))
  const dates = {
    publishedFrom: date(query['publishedAt[gte]']),
    publishedBefore: date(query['publishedAt[lt]']),
  }
  return { section, tag, speaker, language, ...dates }
}

export const searches: Feature = { prefix: '/v1/search', schemas, routes }
