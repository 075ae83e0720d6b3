import { extractQuotes } from '../../extraction/extract.ts'
import type { Feature } from '../../http/feature.ts'
import { ref } from '../../http/schemas.ts'
import { ProposalRequest, QuoteProposals, schemas } from './schema.ts'
import { withCandidates } from './store.ts'

/** 200,000 characters of any script, escaped as JSON may. */
const BODY_LIMIT = 1_048_576

const routes: Feature['routes'] = async (app, { db, settings }) => {
  app.post(
    '',
    {
      bodyLimit: BODY_LIMIT,
      config: { access: 'content:read' },
      schema: {
        tags: ['editorial quotes'],
        operationId: 'proposeQuotes',
        summary: 'Find the quotes in a text',
        description:
          'Reads a text by rules and proposes its quotes in their order, each with who is likely to have said it, how and when, and with the speakers on file who may be meant. Nothing is stored; the same text gives the same answer.',
        body: ref(ProposalRequest),
        response: { 200: ref(QuoteProposals, 'The proposals') },
      },
    },
    async (request) => {
      const { text, publishedAt, timeZone = settings.timeZone, language } = request.body as ProposalRequest
      const found = extractQuotes({
        text,
        publishedAt: publishedAt === undefined ? undefined : new Date(publishedAt),
        timeZone,
        language,
      })
      return { data: await withCandidates(db, found) }
    },
  )
}

export const quoteProposals: Feature = { prefix: '/v1/editorial/quote-proposals', schemas, routes }
