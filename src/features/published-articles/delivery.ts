import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { fieldsOf } from '../../http/fields.ts'
import { movedCacheControl } from '../../http/freshness.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { closed, IdParams, listOf, ref, SlugParams, Timestamp } from '../../http/schemas.ts'
import { ApiError, invalidParameter, notFound } from '../../lib/errors.ts'
import {
  alsoOf,
  bodyFormat,
  filterFrom,
  include,
  includedBy,
  listMembers,
  placeOf,
  presenter,
  tagsOf,
  type View,
} from './list.ts'
import { Article, ArticleSummaryPage, schemas, WholeArticle } from './schema.ts'
import { type Found, findArticle, listArticles, type Past } from './store.ts'

const tags = ['articles']
const config = { access: 'public' as const, conditional: true }
const Key = Type.String({ minLength: 1, maxLength: 120 })
const keys = Type.Optional(listOf(Key, 'Ids or slugs; any of these. An unknown one matches nothing.'))
const Filters = closed({ ...listMembers, section: keys, tag: keys, author: keys, speaker: keys })

/** How far the clocks of clients and servers may be apart. */
const CLOCKS_APART_MS = 5000

const OneQuery = closed({
  asOf: Type.Optional(
    Type.Unsafe<string>({
      ...Timestamp,
      description: 'What was public at this instant, if the article is public now; not ahead.',
    }),
  ),
  fields: fieldsOf(WholeArticle),
  include,
  body: bodyFormat,
})

const routes: Feature['routes'] = async (app, { reads, secrets, settings }) => {
  const present = presenter({ secrets, settings })

  const answer = (request: FastifyRequest, reply: FastifyReply, found: Found, key: string) => {
    if (found.withdrawn) throw gone(found.withdrawn)
    if (!found.article) throw notFound('article', key)
    cacheable(reply, { ttl: found.ttl, tags: tagsOf([found.article]), also: alsoOf([found.article]) })
    return present(found.article, request.query as View)
  }

  app.get(
    '',
    {
      config,
      schema: {
        tags,
        operationId: 'listArticles',
        summary: 'List articles',
        description:
          'What is visible now, newest first, without bodies. Different filters are joined by and, the values of one by or.',
        querystring: Filters,
        response: { 200: ref(ArticleSummaryPage, 'One page of articles') },
      },
    },
    async (request, reply) => {
      const found = await listArticles(
        reads,
        filterFrom(request.query),
        windowOf(secrets, request),
        includedBy(request.query),
      )
      cacheable(reply, {
        ttl: found.ttl,
        tags: ['articles', ...tagsOf(found.rows)],
        also: alsoOf(found.rows),
      })
      return pageFrom({ secrets, request, reply }, found, placeOf, (json) => present(json, request.query))
    },
  )

  app.get(
    '/:id',
    {
      config: { ...config, problems: [404, 410, 451] },
      schema: {
        tags,
        operationId: 'getArticle',
        summary: 'Read an article',
        description:
          'Its current edition. A draft, an embargoed, withheld or unknown one is 404 in the same words; a canceled one is 410, one blocked by law 451, both with `notice`.',
        params: IdParams,
        querystring: OneQuery,
        response: { 200: ref(Article, 'The article') },
      },
    },
    async (request, reply) => {
      const { body = 'html' } = request.query
      const found = await findArticle(
        reads,
        request.params,
        body,
        includedBy(request.query),
        asOf(request.query),
      )
      return answer(request, reply, found, request.params.id)
    },
  )

  app.get(
    '/by-slug/:slug',
    {
      config: { ...config, problems: [404, 410, 451] },
      schema: {
        tags,
        operationId: 'getArticleBySlug',
        summary: 'Read an article by slug',
        description: 'A former slug of a visible article is 308 to the present one, with the query kept.',
        params: SlugParams,
        querystring: OneQuery,
        response: {
          200: ref(Article, 'The article'),
          308: Type.Null({ description: 'The article goes by another slug now' }),
        },
      },
    },
    async (request, reply) => {
      const { slug } = request.params
      const { body = 'html' } = request.query
      const past = asOf(request.query)
      const found = await findArticle(reads, { slug }, body, includedBy(request.query), past)
      const current = found.article?.slug
      // A past edition is the answer itself, whatever slug it bore then.
      if (past || current === undefined || current === slug) return answer(request, reply, found, slug)
      const [, search] = request.url.split('?')
      const location = `/v1/articles/by-slug/${current}${search ? `?${search}` : ''}`
      return reply.header('cache-control', movedCacheControl(found.ttl)).redirect(location, 308)
    },
  )
}

/** The instant that is asked for. The clock that decides is the database's; this only tells a client's error. */
function asOf({ asOf: wanted }: { asOf?: string }): Past | undefined {
  if (wanted === undefined) return undefined
  const value = new Date(wanted)
  if (value.getTime() > Date.now() + CLOCKS_APART_MS) throw invalidParameter('asOf', 'lies ahead', 'future')
  return { by: 'instant', value }
}

function gone({ kind, notice }: NonNullable<Found['withdrawn']>): ApiError {
  if (kind === 'legal') {
    return new ApiError('unavailable-for-legal-reasons', 'The article was blocked.', { members: { notice } })
  }
  return new ApiError('gone', 'The newsroom took the article back.', { members: { notice } })
}

export const publishedArticles: Feature = { prefix: '/v1/articles', schemas, routes }
