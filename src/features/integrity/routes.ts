import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { isBehind, listQuotes, startOf } from '../quotes/store.ts'
import { getArticleHead } from '../revisions/store.ts'
import { ArticleFilters, IntegrityEntryPage, NewsroomFilters, QuoteIntegrityPage, schemas } from './schema.ts'
import { integrityOf } from './statuses.ts'
import { listIntegrity, toIntegrity } from './store.ts'

const tags = ['editorial quotes']

const routes: Feature['routes'] = async (app, { db, secrets }) => {
  app.get(
    '/articles/:id/integrity',
    {
      config: { access: 'content:read', problems: [404] },
      schema: {
        tags,
        operationId: 'listArticleIntegrity',
        summary: 'What became of the quotes of an article',
        description:
          'As the last save left them, in the order of the text: whether the words still stand, how what stands there differs, how much that matters, and where the quote could be anchored anew.',
        params: IdParams,
        querystring: ArticleFilters,
        response: { 200: ref(QuoteIntegrityPage, 'One page of quotes') },
      },
    },
    async (request, reply) => {
      const { status, severity } = request.query
      const head = await getArticleHead(db, request.params.id)
      const { after, limit, wantsCount } = windowOf(secrets, request)
      const wanted = (await listQuotes(db, head.id)).filter(
        (quote) =>
          (status?.includes(integrityOf(quote)) ?? true) && (severity?.includes(quote.severity) ?? true),
      )
      const rest = after ? wanted.filter((quote) => isBehind(quote, after)) : wanted
      return pageFrom(
        { secrets, request, reply },
        { rows: rest.slice(0, limit + 1), count: wantsCount ? wanted.length : undefined },
        (quote) => [String(startOf(quote)), quote.id],
        toIntegrity,
      )
    },
  )

  app.get(
    '/integrity',
    {
      config: { access: 'content:read' },
      schema: {
        tags,
        operationId: 'listIntegrity',
        summary: 'What became of quotes across the newsroom',
        description:
          'Newest quotes first, of drafts as of published articles. Without `status` and `severity` those that somebody should look at; a quote that was rejected is never listed. The words are those of the working copies: readers keep what was published.',
        querystring: NewsroomFilters,
        response: { 200: ref(IntegrityEntryPage, 'One page of quotes') },
      },
    },
    async (request, reply) =>
      pageFrom(
        { secrets, request, reply },
        await listIntegrity(db, request.query, windowOf(secrets, request)),
        ({ quoteId }) => ['', quoteId],
        (entry) => entry,
      ),
  )
}

export const integrity: Feature = { prefix: '/v1/editorial', schemas, routes }
