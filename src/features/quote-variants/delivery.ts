import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { notFound } from '../../lib/errors.ts'
import { diffWords } from '../../lib/word-diff.ts'
import { tagsOf, toQuote } from '../published-quotes/store.ts'
import { groupVariants } from './rules.ts'
import { QuoteVariants, schemas } from './schema.ts'
import { findCandidates } from './store.ts'

const routes: Feature['routes'] = async (app, { reads, settings }) => {
  app.get(
    '/:id/variants',
    {
      config: { access: 'public', conditional: true, rateClass: 'search', problems: [404] },
      schema: {
        tags: ['quotes'],
        operationId: 'listQuoteVariants',
        summary: 'Compare where the same words stand',
        description:
          'The other public quotes of the same speaker that say the same or nearly the same, by wording: at most 20, the nearest first, each with its differences from this quote. Among the newest 5,000 quotes of the speaker the newest 100 whose sketches meet are compared.',
        params: IdParams,
        response: { 200: ref(QuoteVariants, 'The wordings') },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const found = await findCandidates(reads, id)
      if (!found) throw notFound('quote', id)
      const groups = groupVariants(found.text, found.others)
      const shown = groups.flatMap(({ items }) => items)
      cacheable(reply, { ttl: found.ttl, tags: [`quote:${id}`, 'quotes', ...tagsOf(shown)] })
      const data = groups.map(({ similarity, items }) => {
        const text = items[0]?.text ?? ''
        const quotes = items.map((quote) => toQuote(quote, settings))
        return {
          similarity: Math.round(similarity * 100) / 100,
          text,
          differences: diffWords(found.text, text),
          quotes,
        }
      })
      return { data, page: { next: null } }
    },
  )
}

export const quoteVariants: Feature = { prefix: '/v1/quotes', schemas, routes }
