import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { listFingerprint, sealCursor } from '../../http/cursor.ts'
import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { fieldsOf, pick } from '../../http/fields.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import {
  closed,
  IdParams,
  Language,
  listOf,
  pageMembers,
  ref,
  SlugParams,
  Timestamp,
} from '../../http/schemas.ts'
import { ApiError, notFound } from '../../lib/errors.ts'
import { ArticleKind } from '../articles/schema.ts'
import { type ArticleJson, toArticle } from './present.ts'
import {
  Article,
  ArticleSummaryPage,
  BODY_FORMATS,
  type BodyFormat,
  SummaryFields,
  schemas,
  WholeArticle,
} from './schema.ts'
import { type ArticleFilter, type Found, findArticle, listArticles } from './store.ts'

const tags = ['articles']
const config = { access: 'public' as const, conditional: true }
const Key = Type.String({ minLength: 1, maxLength: 120 })
const keys = Type.Optional(listOf(Key, 'Ids or slugs; any of these. An unknown one matches nothing.'))
const instant = (description: string) => Type.Optional(Type.Unsafe<string>({ ...Timestamp, description }))

const include = Type.Optional(listOf(Type.Enum(['quotes', 'speakers']), 'What to embed.', 2))
const listMembers = {
  ...pageMembers,
  fields: fieldsOf(SummaryFields),
  include,
  language: Type.Optional(listOf(Language, 'Any of these.')),
  kind: Type.Optional(listOf(ArticleKind, 'Any of these.')),
  'publishedAt[gte]': instant('Published at or after this instant.'),
  'publishedAt[lt]': instant('Published before this instant.'),
  sort: Type.Optional(
    Type.Enum(['-publishedAt', 'publishedAt'], { description: 'Newest first by default.' }),
  ),
}
const Filters = closed({ ...listMembers, section: keys, tag: keys, author: keys, speaker: keys })

const OneQuery = closed({
  fields: fieldsOf(WholeArticle),
  include,
  body: Type.Optional(
    Type.Enum([...BODY_FORMATS], {
      description: '`text` is the projection that quote offsets refer to; default `html`.',
    }),
  ),
})

interface View {
  fields?: readonly string[]
  include?: readonly string[]
  body?: BodyFormat
}

const includedBy = ({ include = [] }: View) => ({
  quotes: include.includes('quotes'),
  speakers: include.includes('speakers'),
})

/** Embedded members are asked for by `include`; `fields` does not take them away again. */
const fieldsWith = ({ fields, include = [] }: View) => fields && [...fields, ...include]

const routes: Feature['routes'] = async (app, { reads, secrets, settings }) => {
  const present = (json: ArticleJson, view: View) =>
    pick(
      toArticle(json, {
        urls: settings,
        format: view.body ?? 'html',
        quotesAfter: (id, { position, id: quoteId }) =>
          sealCursor(secrets, listFingerprint(`/v1/articles/${id}/quotes`, {}), [String(position), quoteId]),
      }),
      fieldsWith(view),
    )

  const answer = (request: FastifyRequest, reply: FastifyReply, found: Found, key: string) => {
    if (found.withdrawn) throw gone(found.withdrawn)
    if (!found.article) throw notFound('article', key)
    cacheable(reply, { ttl: found.ttl, tags: tagsOf([found.article]) })
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
      cacheable(reply, { ttl: found.ttl, tags: ['articles', ...tagsOf(found.rows)] })
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
      const found = await findArticle(reads, request.params, body, includedBy(request.query))
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
      const found = await findArticle(reads, { slug }, body, includedBy(request.query))
      const current = found.article?.slug
      if (current === undefined || current === slug) return answer(request, reply, found, slug)
      const [, search] = request.url.split('?')
      const location = `/v1/articles/by-slug/${current}${search ? `?${search}` : ''}`
      return reply
        .code(308)
        .headers({
          location,
          'cache-control': `public, max-age=${Math.max(0, Math.min(60, found.ttl ?? 60))}`,
        })
        .send(null)
    },
  )
}

const placeOf = ({ publishedAt, id }: ArticleJson) => [publishedAt, id] as const

const tagsOf = (articles: readonly ArticleJson[]) =>
  articles.flatMap(({ id, section, tags: own }) => [
    `article:${id}`,
    ...(section ? [`section:${section.slug}`] : []),
    ...own.map(({ slug }) => `tag:${slug}`),
  ])

interface FilterQuery extends Omit<ArticleFilter, 'ascending' | 'publishedFrom' | 'publishedBefore'> {
  sort?: string
  'publishedAt[gte]'?: string
  'publishedAt[lt]'?: string
}

export function filterFrom(query: FilterQuery): ArticleFilter {
  const { section, tag, author, speaker, language, kind, sort } = query
  const date = (text: string | undefined) => (text === undefined ? undefined : new Date(text))
  const dates = {
    publishedFrom: date(query['publishedAt[gte]']),
    publishedBefore: date(query['publishedAt[lt]']),
  }
  return { section, tag, author, speaker, language, kind, ...dates, ascending: sort === 'publishedAt' }
}

function gone({ kind, notice }: NonNullable<Found['withdrawn']>): ApiError {
  if (kind === 'legal') {
    return new ApiError('unavailable-for-legal-reasons', 'The article was blocked.', { members: { notice } })
  }
  return new ApiError('gone', 'The newsroom took the article back.', { members: { notice } })
}

export const publishedArticles: Feature = { prefix: '/v1/articles', schemas, routes }
