import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { fieldsOf, pick } from '../../http/fields.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { closed, Id, IdParams, Language, listOf, pageMembers, ref, Timestamp } from '../../http/schemas.ts'
import { notFound } from '../../lib/errors.ts'
import { findPublicSpeaker } from '../published-speakers/store.ts'
import { CHANNELS, QUOTE_KINDS, Quote } from '../quotes/schema.ts'
import { QuotePage, QuoteView, schemas } from './schema.ts'
import {
  findQuote,
  listArticleQuotes,
  listQuotes,
  type QuoteFilter,
  type QuoteJson,
  toQuote,
} from './store.ts'

const tags = ['quotes']
const config = { access: 'public' as const, conditional: true }

const Key = Type.String({ minLength: 1, maxLength: 120 })
const fields = fieldsOf(Quote)

const said = (description: string) => Type.Optional(Type.Unsafe<string>({ ...Timestamp, description }))
const quoteFilters = {
  channel: Type.Optional(listOf(Type.Enum([...CHANNELS]), 'Any of these.')),
  kind: Type.Optional(listOf(Type.Enum([...QUOTE_KINDS]), 'Any of these.')),
  language: Type.Optional(listOf(Language, 'Any of these.')),
  'saidAt[gte]': said('Said at or after this instant; a vague date matches when it may have been.'),
  'saidAt[lt]': said('Said before this instant; a vague date matches when it may have been.'),
  sort: Type.Optional(
    Type.Enum(['-publishedAt', 'publishedAt'], {
      description: 'By the article’s publication; newest first by default.',
    }),
  ),
}
const Filters = closed({
  ...pageMembers,
  fields,
  speaker: Type.Optional(listOf(Key, 'Ids or slugs; any of these.')),
  article: Type.Optional(listOf(Key, 'Ids or slugs; any of these.')),
  ...quoteFilters,
})

const routes: Feature['routes'] = async (app, { reads, secrets, settings }) => {
  const keep = (
    reply: FastifyReply,
    rows: readonly QuoteJson[],
    ttl: number | null,
    own: readonly string[] = [],
  ) => {
    const articles = rows.map(({ articleId }) => `article:${articleId}`)
    const speakers = rows.flatMap(({ speaker }) => (speaker ? [`speaker:${speaker.id}`] : []))
    cacheable(reply, { ttl, tags: [...own, 'quotes', ...articles, ...speakers] })
  }

  app.get(
    '/quotes',
    {
      config,
      schema: {
        tags,
        operationId: 'listQuotes',
        summary: 'List quotes',
        description:
          'The confirmed quotes of what is visible now. Different filters are joined by and, the values of one by or; an unknown speaker or article matches nothing.',
        querystring: Filters,
        response: { 200: ref(QuotePage, 'One page of quotes') },
      },
    },
    async (request, reply) => {
      const found = await listQuotes(reads, filterFrom(request.query), windowOf(secrets, request))
      keep(reply, found.rows, found.ttl)
      return pageFrom({ secrets, request, reply }, found, placeOf, (row) =>
        pick(toQuote(row, settings), request.query.fields),
      )
    },
  )

  app.get(
    '/quotes/:id',
    {
      config: { ...config, problems: [404] },
      schema: {
        tags,
        operationId: 'getQuote',
        summary: 'Read one quote',
        description:
          'While a visible edition has it. Words, anchors and role are as published; names are as they are now.',
        params: IdParams,
        querystring: closed({ fields }),
        response: { 200: ref(QuoteView, 'The quote') },
      },
    },
    async (request, reply) => {
      const found = await findQuote(reads, request.params.id)
      if (!found) throw notFound('quote', request.params.id)
      keep(reply, [found.quote], found.ttl, [`quote:${found.quote.id}`])
      return pick(toQuote(found.quote, settings), request.query.fields)
    },
  )

  app.get(
    '/articles/:id/quotes',
    {
      config: { ...config, problems: [404] },
      schema: {
        tags,
        operationId: 'listArticleQuotes',
        summary: 'List the quotes of an article',
        description: 'In the order of the text.',
        params: Type.Object({ id: Id }),
        querystring: closed({ ...pageMembers, fields }),
        response: { 200: ref(QuotePage, 'One page of quotes') },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const found = await listArticleQuotes(reads, id, windowOf(secrets, request))
      if (!found) throw notFound('article', id)
      keep(reply, found.rows, found.ttl, [`article:${id}`])
      return pageFrom(
        { secrets, request, reply },
        found,
        (row) => [String(row.position), row.id],
        (row) => pick(toQuote(row, settings), request.query.fields),
      )
    },
  )

  app.get(
    '/speakers/:id/quotes',
    {
      config: { ...config, problems: [404] },
      schema: {
        tags: ['speakers'],
        operationId: 'listSpeakerQuotes',
        summary: 'List what a speaker said',
        description: 'As `GET /v1/quotes?speaker=`, and 404 for a speaker whom the public does not know.',
        params: Type.Object({ id: Id }),
        querystring: closed({ ...pageMembers, fields, ...quoteFilters }),
        response: { 200: ref(QuotePage, 'One page of quotes') },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const known = await findPublicSpeaker(reads, 'id', id)
      if (!known) throw notFound('speaker', id)
      const filter = { ...filterFrom(request.query), speaker: [known.speaker.id] }
      const found = await listQuotes(reads, filter, windowOf(secrets, request))
      keep(reply, found.rows, found.ttl, [`speaker:${known.speaker.id}`])
      return pageFrom({ secrets, request, reply }, found, placeOf, (row) =>
        pick(toQuote(row, settings), request.query.fields),
      )
    },
  )
}

const placeOf = ({ publishedAt, id }: QuoteJson) => [publishedAt, id] as const

type FilterQuery = Omit<QuoteFilter, 'ascending' | 'saidFrom' | 'saidBefore'> & {
  sort?: string
  'saidAt[gte]'?: string
  'saidAt[lt]'?: string
}

function filterFrom(query: FilterQuery): QuoteFilter {
  const { speaker, article, channel, kind, language, sort } = query
  const date = (text: string | undefined) => (text === undefined ? undefined : new Date(text))
  const said = { saidFrom: date(query['saidAt[gte]']), saidBefore: date(query['saidAt[lt]']) }
  return { speaker, article, channel, kind, language, ...said, ascending: sort === 'publishedAt' }
}

export const publishedQuotes: Feature = { prefix: '/v1', schemas, routes }
