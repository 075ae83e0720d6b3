import { Type } from 'typebox'
import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { fieldsOf } from '../../http/fields.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { closed, Id, IdParams, pageMembers, ref } from '../../http/schemas.ts'
import { notFound } from '../../lib/errors.ts'
import { type EditionSummary, EditionSummaryPage, EditionSummary as Summary } from './edition-list.ts'
import { alsoOf, bodyFormat, include, includedBy, presenter, tagsOf } from './list.ts'
import { Article, WholeArticle } from './schema.ts'
import { findArticle, listEditions } from './store.ts'

const tags = ['articles']
const config = { access: 'public' as const, conditional: true, problems: [404] as const }

const EditionParams = Type.Object({
  id: Id,
  number: Type.String({ pattern: '^[1-9][0-9]{0,8}$', examples: ['1'] }),
})

const routes: Feature['routes'] = async (app, deps) => {
  const { reads, secrets } = deps
  const present = presenter(deps)

  app.get(
    '/:id/editions',
    {
      config,
      schema: {
        tags,
        operationId: 'listEditions',
        summary: 'List what an article has said',
        description:
          'The editions that were public, newest first, of an article that is public now. None of them ever changes.',
        params: IdParams,
        querystring: closed(pageMembers),
        response: { 200: ref(EditionSummaryPage, 'One page of editions') },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const found = await listEditions(reads, id, windowOf(secrets, request))
      if (!found.isVisible) throw notFound('article', id)
      cacheable(reply, { ttl: found.ttl, tags: [`article:${id}`] })
      const asIs = (edition: EditionSummary) => edition
      return pageFrom({ secrets, request, reply }, found, ({ number }) => [String(number), ''], asIs)
    },
  )

  app.get(
    '/:id/editions/:number',
    {
      config,
      schema: {
        tags,
        operationId: 'getEdition',
        summary: 'Read an edition',
        description:
          'The article as this edition has it, word for word; names of people and terms are as they are now. Of an article that is public now.',
        params: EditionParams,
        querystring: closed({ fields: fieldsOf(WholeArticle), include, body: bodyFormat }),
        response: { 200: ref(Article, 'The article in this edition') },
      },
    },
    async (request, reply) => {
      const { id, number } = request.params
      const { body = 'html' } = request.query
      const past = { by: 'number' as const, value: Number(number) }
      const { article, ttl } = await findArticle(reads, { id }, body, includedBy(request.query), past)
      if (!article) throw notFound('edition', `${number} of article ${id}`)
      cacheable(reply, { ttl, tags: tagsOf([article]), also: alsoOf([article]) })
      return present(article, request.query)
    },
  )
}

export const publishedEditions: Feature = {
  prefix: '/v1/articles',
  schemas: [Summary, EditionSummaryPage],
  routes,
}
