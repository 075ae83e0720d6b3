import type { Feature } from '../../http/feature.ts'
import { closed, KeyParams, ref } from '../../http/schemas.ts'
import type { TermNoun } from '../taxonomy/schema.ts'
import { getPublicTerm } from '../taxonomy/store.ts'
import { filterFrom, listMembers } from './list.ts'
import { pageWriter } from './page.ts'
import { ArticleSummaryPage } from './schema.ts'

const NOUNS: readonly TermNoun[] = ['section', 'tag', 'author']

/** `/v1/sections/{key}/articles` and its like: the list of articles, for a term that the public knows. */
const articlesOf = (noun: TermNoun): Feature => {
  const routes: Feature['routes'] = async (app, deps) => {
    const answer = pageWriter(app, deps)

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
        const { id, ttl } = await getPublicTerm(deps.reads, noun, request.params.key)
        const filter = { ...filterFrom(request.query), [noun]: [id] }
        return answer(request, reply, filter, { ttl, tags: [`${noun}:${id}`] })
      },
    )
  }
  return { prefix: `/v1/${noun}s`, schemas: [], routes }
}

export const articlesByTerm: readonly Feature[] = NOUNS.map(articlesOf)
