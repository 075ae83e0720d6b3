import type { Feature } from '../../http/feature.ts'
import { expectedVersions } from '../../http/if-match.ts'
import { ok, perform } from '../../http/perform.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import type { ApiError } from '../../lib/errors.ts'
import { articleUrl } from '../revisions/rules.ts'
import { sectionSlugOf } from '../revisions/store.ts'
import { ArticleProposals, QuoteReview, QuoteReviewAnswer, reviewSchemas } from './proposals-schema.ts'
import { proposeQuotes } from './propose.ts'
import { reviewQuotes } from './review.ts'
import { toEditorialQuote } from './store.ts'

const tags = ['editorial quotes']

const routes: Feature['routes'] = async (app, { db, settings }) => {
  app.post(
    '/:id/quotes/proposals',
    {
      config: { access: 'content:write', idempotent: true, problems: [404, 409] },
      schema: {
        tags,
        operationId: 'proposeArticleQuotes',
        summary: 'Find the quotes of a working copy',
        description:
          'Keeps as proposals what the text quotes and the article does not have: neither confirmed nor rejected ones are proposed again, nor what somebody marked. Answers with all that wait for a decision; twice is as good as once. Relative dates count from the dateline, else the first publication, else today.',
        params: IdParams,
        response: { 200: ref(ArticleProposals, 'The open proposals; the ETag is the article’s') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => ok(await proposeQuotes(act, request.params.id, settings))),
  )

  app.post(
    '/:id/quotes/review',
    {
      config: { access: 'content:write', ifMatch: true, idempotent: true, problems: [404] },
      schema: {
        tags,
        operationId: 'reviewQuotes',
        summary: 'Confirm and reject quotes together',
        description:
          'One change of the article, an answer for each quote: one that is refused keeps no other from being decided. Confirming needs a speaker, given here or on the quote, or `speakerUnknown`, and freezes what they were called.',
        params: IdParams,
        body: ref(QuoteReview),
        response: { 200: ref(QuoteReviewAnswer, 'What became of each; the ETag is the article’s') },
      },
    },
    (request, reply) => {
      const order = { expected: expectedVersions(request), review: request.body }
      return perform(db, request, reply, async (act) => {
        const { results, copy, version } = await reviewQuotes(act, request.params.id, order)
        const section = await sectionSlugOf(act.tx, copy)
        const url = articleUrl(settings, { ...copy, id: copy.articleId, section })
        const data = results.map(({ id, quote, refusal }) => ({
          id,
          status: refusal?.statusCode ?? 200,
          ...(quote && { quote: toEditorialQuote(quote, { text: copy.text, url, version }) }),
          ...(refusal && { problem: problemOf(refusal) }),
        }))
        const answer: QuoteReviewAnswer = { data, version }
        return ok(answer)
      })
    },
  )
}

const problemOf = ({ code, title, statusCode: status, message: detail }: ApiError) => ({
  ...{ code, title, status, detail },
})

export const quoteReviews: Feature = { prefix: '/v1/editorial/articles', schemas: reviewSchemas, routes }
