import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { soonest } from '../../http/freshness.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { closed, KeyParams, ref } from '../../http/schemas.ts'
import type { TermNoun } from '../taxonomy/schema.ts'
import { getPublicTerm } from '../taxonomy/store.ts'
import { alsoOf, filterFrom, includedBy, listMembers, placeOf, presenter, tagsOf } from './list.ts'
import { ArticleSummaryPage } from './schema.ts'
import { listArticles } from './store.ts'

const NOUNS: readonly TermNoun[] = ['section', 'tag', 'author']

/** `/v1/sections/{key}/articles` and its like: the list of articles, for a term that the public knows. */
const articlesOf = (noun: TermNoun): Feature => {
  const routes: Feature['routes'] = async (app, deps) => {
    const { reads, secrets } = deps
    const present = presenter(deps)

    app.get(
      '/:key/articles',
      {
        config: { access: 'public', conditional: true, problems: [404] },
        schema: {
          tags: ['taxonomy'],
          operationId: `list${noun.charAt(0).toUpperCase()}${noun.slice(1)}Articles`,
          summary: `List the articles of ${noun === 'author' ? 'an' : 'a'} ${noun}`,
          description: `As \`GET /v1/articles?${noun}=\`, and 404 for a ${noun} that the public does not know.`,
          params: KeyParams,
          querystring: closed(listMembers),
          response: { 200: ref(ArticleSummaryPage, 'One page of articles') },
        },
      },
      async (request, reply) => {
        const { id, ttl } = await getPublicTerm(reads, noun, request.params.key)
        const filter = { ...filterFrom(request.query), [noun]: [id] }
        const found = await listArticles(reads, filter, windowOf(secrets, request), includedBy(request.query))
        const tags = [`${noun}:${id}`, 'articles', ...tagsOf(found.rows)]
        cacheable(reply, { ttl: soonest(ttl, found.ttl), tags, also: alsoOf(found.rows) })
        return pageFrom({ secrets, request, reply }, found, placeOf, (json) => present(json, request.query))
      },
    )
  }
  return { prefix: `/v1/${noun}s`, schemas: [], routes }
}

export const articlesByTerm: readonly Feature[] = NOUNS.map(articlesOf)
