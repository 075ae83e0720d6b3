import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { fieldsOf } from '../../http/fields.ts'
import { movedCacheControl } from '../../http/freshness.ts'
import { negotiate } from '../../http/negotiate.ts'
import { closed, IdParams, listOf, ref, SlugParams, Timestamp } from '../../http/schemas.ts'
import { invalidParameter } from '../../lib/errors.ts'
import { compiledArticles, type ReadyArticle } from './compiled.ts'
import { DOCUMENT_TYPES, DOCUMENTS, sendDocument } from './documents.ts'
import { articleIn } from './gone.ts'
import {
  alsoOf,
  bodyFormat,
  filterFrom,
  include,
  includedBy,
  listMembers,
  presenter,
  tagsOf,
  type View,
} from './list.ts'
import { pageWriter } from './page.ts'
import { Article, ArticleSummaryPage, schemas, WholeArticle } from './schema.ts'
import { type Found, findArticle, type Past } from './store.ts'

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

const routes: Feature['routes'] = async (app, deps) => {
  const { reads, settings } = deps
  const present = presenter(deps)
  const compiled = compiledArticles(app, deps)
  const answerPage = pageWriter(app, deps)

  const answer = (request: FastifyRequest, reply: FastifyReply, found: Found, key: string) => {
    const article = articleIn(found, key)
    cacheable(reply, { ttl: found.ttl, tags: tagsOf([article]), also: alsoOf([article]) })
    return present(article, request.query as View)
  }

  /** The current edition as it was compiled, where it is wanted as it is. */
  const findReady = (by: { id: string } | { slug: string }, query: View, past: Past | undefined) =>
    past || query.fields
      ? undefined
      : compiled?.find(by, { body: query.body ?? 'html', included: includedBy(query) })

  const send = (reply: FastifyReply, { text, ...freshness }: ReadyArticle) => {
    cacheable(reply, freshness)
    return reply.type('application/json; charset=utf-8').send(text)
  }

  /** An edition that is put together now, and is compiled for the next who asks. */
  const findLive = async (by: { id: string } | { slug: string }, query: View, past: Past | undefined) => {
    const found = await findArticle(reads, by, query.body ?? 'html', includedBy(query), past)
    if (found.article && !past && !query.fields) compiled?.want([found.article.id])
    return found
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
    (request, reply) => answerPage(request, reply, filterFrom(request.query)),
  )

  app.get(
    '/:id',
    {
      config: { ...config, negotiated: true, problems: [404, 406, 410, 451] },
      schema: {
        tags,
        operationId: 'getArticle',
        summary: 'Read an article',
        description:
          'Its current edition. A draft, an embargoed, withheld or unknown one is 404 in the same words; a canceled one is 410, one blocked by law 451, both with `notice`. `Accept` may ask for a NewsArticle of schema.org or for IPTC ninjs, with all quotes and corrections; of the parameters they take `asOf` alone.',
        params: IdParams,
        querystring: OneQuery,
        response: {
          200: {
            description: 'The article',
            content: {
              'application/json': { schema: ref(Article) },
              ...Object.fromEntries(
                DOCUMENT_TYPES.map((type) => [type, { schema: ref(DOCUMENTS[type].schema) }]),
              ),
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { params, query } = request
      const type = negotiate(request, reply, ['application/json', ...DOCUMENT_TYPES])
      const past = asOf(query)
      if (type !== 'application/json') {
        refuseShapes(query)
        return sendDocument({ reads, settings }, reply, { type, id: params.id, past })
      }
      const ready = await findReady(params, query, past)
      if (ready) return send(reply, ready)
      return answer(request, reply, await findLive(params, query, past), params.id)
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
      const past = asOf(request.query)
      const ready = await findReady({ slug }, request.query, past)
      if (ready) return send(reply, ready)
      const found = await findLive({ slug }, request.query, past)
      const current = found.article?.slug
      // A past edition is the answer itself, whatever slug it bore then.
      if (past || current === undefined || current === slug) return answer(request, reply, found, slug)
      const [, search] = request.url.split('?')
      const location = `/v1/articles/by-slug/${current}${search ? `?${search}` : ''}`
      return reply.header('cache-control', movedCacheControl(found.ttl)).redirect(location, 308)
    },
  )
}

/** The formats of others have shapes of their own. */
function refuseShapes({ fields, include: wanted, body }: View): void {
  const [shape] =
    Object.entries({ fields, include: wanted, body }).find(([, value]) => value !== undefined) ?? []
  if (shape) throw invalidParameter(shape, 'shapes application/json alone', 'not-applicable')
}

/** The instant that is asked for. The clock that decides is the database's; this only tells a client's error. */
function asOf({ asOf: wanted }: { asOf?: string }): Past | undefined {
  if (wanted === undefined) return undefined
  const value = new Date(wanted)
  if (value.getTime() > Date.now() + CLOCKS_APART_MS) throw invalidParameter('asOf', 'lies ahead', 'future')
  return { by: 'instant', value }
}

export const publishedArticles: Feature = { prefix: '/v1/articles', schemas, routes }
