import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { pick } from '../../http/fields.ts'
import { soonest } from '../../http/freshness.ts'
import { negotiate } from '../../http/negotiate.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { closed, Id, IdParams, pageMembers, ref } from '../../http/schemas.ts'
import { notFound } from '../../lib/errors.ts'
import { sendToSurvivor } from '../published-speakers/moved.ts'
import { findPublicSpeaker } from '../published-speakers/store.ts'
import { countFacets } from './facets.ts'
import { configurationsFor } from './filter.ts'
import {
  fields,
  filterFrom,
  type ListQuery,
  listMembers,
  orderFrom,
  rateClass,
  speakerMember,
} from './parameters.ts'
import { Quotation, toQuotation } from './quotation.ts'
import { FoundQuotes, QuotePage, QuoteView, schemas } from './schema.ts'
import {
  findQuote,
  type ListedQuote,
  listArticleQuotes,
  listQuotes,
  type QuoteJson,
  tagsOf,
  toQuote,
} from './store.ts'

const tags = ['quotes']
const config = { access: 'public' as const, conditional: true }

const routes: Feature['routes'] = async (app, { reads, secrets, settings }) => {
  const keep = (
    reply: FastifyReply,
    rows: readonly QuoteJson[],
    ttl: number | null,
    own: readonly string[] = [],
  ) => {
    cacheable(reply, { ttl, tags: [...own, 'quotes', ...tagsOf(rows)] })
  }

  /** A page of what matches; in one statement more what `facets` counts. */
  const answerList = async (
    request: FastifyRequest<{ Querystring: ListQuery }>,
    reply: FastifyReply,
    speaker = request.query.speaker,
    own: { tags: readonly string[]; ttl: number | null } = { tags: [], ttl: null },
  ) => {
    const { query } = request
    const filter = { ...filterFrom(query), speaker }
    const window = windowOf(secrets, request)
    const configurations = await configurationsFor(reads, filter)
    const found = await listQuotes(reads, { filter, configurations, order: orderFrom(query) }, window)
    const facets = query.facets && (await countFacets(reads, query.facets, filter, configurations))
    const listed = found.rows.map(({ quote }) => quote)
    keep(reply, listed, soonest(own.ttl, found.ttl), own.tags)
    const page = pageFrom({ secrets, request, reply }, found, placeOf, ({ quote }) =>
      pick(toQuote(quote, settings), query.fields),
    )
    return { ...page, ...(facets && { facets }) }
  }

  app.get(
    '/quotes',
    {
      config: { ...config, rateClass },
      schema: {
        tags,
        operationId: 'listQuotes',
        summary: 'Find quotes',
        description:
          'The confirmed quotes of what is visible now. Different filters are joined by and, the values of one by or; an unknown speaker, article or tag matches nothing. A speaker means also those who turned out to be the same. With `q`, `about` or `facets` it draws on the budget of searches.',
        querystring: closed({ ...speakerMember, ...listMembers }),
        response: { 200: ref(FoundQuotes, 'One page of quotes') },
      },
    },
    (request, reply) => answerList(request, reply),
  )

  app.get(
    '/quotes/:id',
    {
      config: { ...config, negotiated: true, problems: [404, 406] },
      schema: {
        tags,
        operationId: 'getQuote',
        summary: 'Read one quote',
        description:
          'While a visible edition has it. Words, anchors and role are as published; names are as they are now. With `Accept: application/ld+json` as a Quotation of schema.org.',
        params: IdParams,
        querystring: closed({ fields }),
        produces: ['application/json', 'application/ld+json'],
        response: {
          200: {
            description: 'The quote',
            content: {
              'application/json': { schema: ref(QuoteView) },
              'application/ld+json': { schema: ref(Quotation) },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const type = negotiate(request, reply, ['application/json', 'application/ld+json'])
      const found = await findQuote(reads, request.params.id)
      if (!found) throw notFound('quote', request.params.id)
      keep(reply, [found.quote], found.ttl, [`quote:${found.quote.id}`])
      const quote = toQuote(found.quote, settings)
      if (type === 'application/json') return pick(quote, request.query.fields)
      return reply.type(type).send(toQuotation(quote))
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
      config: { ...config, rateClass, problems: [404] },
      schema: {
        tags: ['speakers'],
        operationId: 'listSpeakerQuotes',
        summary: 'List what a speaker said',
        description: 'As `GET /v1/quotes?speaker=`, and 404 for a speaker whom the public does not know.',
        params: Type.Object({ id: Id }),
        querystring: closed(listMembers),
        response: {
          200: ref(FoundQuotes, 'One page of quotes'),
          301: Type.Null({ description: 'Was merged into the speaker at `Location`' }),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const known = await findPublicSpeaker(reads, 'id', id)
      if (!known) throw notFound('speaker', id)
      const { speaker, ttl } = known
      if (speaker.id !== id.toLowerCase()) {
        return sendToSurvivor(request, reply, { from: id, to: speaker.id, ttl })
      }
      return answerList(request, reply, [speaker.id], { tags: [`speaker:${speaker.id}`], ttl })
    },
  )
}

const placeOf = ({ sortedAt, quote }: ListedQuote) => [sortedAt, quote.id] as const

export const publishedQuotes: Feature = { prefix: '/v1', schemas, routes }
