import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { closed, KeyParams, pageMembers, ref } from '../../http/schemas.ts'
import { isAlwaysPublic } from './rules.ts'
import { type Term, type TermNoun, type TermSchemas, titleOf } from './schema.ts'
import { getPublicTerm, listPublicTerms } from './store.ts'

const tags = ['taxonomy']
const config = { access: 'public' as const, conditional: true }

/** The public's routes of one kind of term. */
export function publicTerms(noun: TermNoun, schemas: TermSchemas): Feature {
  const title = titleOf(noun)
  const who = isAlwaysPublic(noun) ? `Every ${noun}` : `Every ${noun} that a visible article names`
  const unless = isAlwaysPublic(noun) ? '' : ' While no visible article names it, 404 as for an unknown one.'

  const routes: Feature['routes'] = async (app, { reads, secrets }) => {
    app.get(
      '',
      {
        config,
        schema: {
          tags,
          operationId: `list${title}s`,
          summary: `List the ${noun}s`,
          description: `${who}, by name.`,
          querystring: closed(pageMembers),
          response: { 200: ref(schemas.TermPage, `One page of ${noun}s`) },
        },
      },
      async (request, reply) => {
        const { ttl, ...rows } = await listPublicTerms(reads, noun, windowOf(secrets, request))
        cacheable(reply, { ttl, tags: [`${noun}s`, ...rows.rows.map(({ id }) => `${noun}:${id}`)] })
        const asIs = (term: Term) => term
        return pageFrom({ secrets, request, reply }, rows, ({ name, id }) => [name, id], asIs)
      },
    )

    app.get(
      '/:key',
      {
        config: { ...config, problems: [404] },
        schema: {
          tags,
          operationId: `get${title}`,
          summary: `Read one ${noun}`,
          description: `By id or slug.${unless}`,
          params: KeyParams,
          response: { 200: ref(schemas.Term, `The ${noun}`) },
        },
      },
      async (request, reply) => {
        const { ttl, ...term } = await getPublicTerm(reads, noun, request.params.key)
        cacheable(reply, { ttl, tags: [`${noun}:${term.id}`, `${noun}s`] })
        return term
      },
    )
  }
  return { prefix: `/v1/${noun}s`, schemas: [], routes }
}
