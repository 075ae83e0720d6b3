import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { notFound } from '../../lib/errors.ts'
import { toQuote } from '../published-quotes/store.ts'
import { articleUrl } from '../revisions/rules.ts'
import { toAnnotation } from './annotation.ts'
import { QuoteAnnotation, schemas } from './schema.ts'
import { findAnnotated } from './store.ts'

const MEDIA_TYPE = 'application/ld+json'

const routes: Feature['routes'] = async (app, { reads, settings }) => {
  app.get(
    '/quotes/:id/annotation',
    {
      config: { access: 'public', conditional: true, problems: [404] },
      schema: {
        tags: ['quotes'],
        operationId: 'getQuoteAnnotation',
        summary: 'Read a quote as a Web Annotation',
        description:
          'After the W3C Web Annotation model: each segment by its words with their context, and by its position in code points of the plain text that `GET /v1/articles/{id}?body=text` answers.',
        params: IdParams,
        produces: [MEDIA_TYPE],
        response: {
          200: {
            description: 'The annotation',
            content: { [MEDIA_TYPE]: { schema: ref(QuoteAnnotation) } },
          },
        },
      },
    },
    async (request, reply) => {
      const found = await findAnnotated(reads, request.params.id)
      if (!found) throw notFound('quote', request.params.id)
      const { text, begin, quote: json, ttl } = found
      const { speaker, address, publishedAt: created } = json
      const sections = address.sectionId ? [`section:${address.sectionId}`] : []
      const speakers = speaker ? [`speaker:${speaker.id}`] : []
      cacheable(reply, {
        ttl,
        tags: [`quote:${json.id}`, `article:${json.articleId}`, ...speakers, ...sections],
      })
      reply.type(`${MEDIA_TYPE}; profile="http://www.w3.org/ns/anno.jsonld"`)
      return toAnnotation(toQuote(json, settings), {
        ...{ text, begin, created, language: address.language },
        id: `${settings.publicUrl}/v1/quotes/${json.id}/annotation`,
        source: articleUrl(settings, { id: json.articleId, ...address }),
      })
    },
  )
}

export const quoteAnnotations: Feature = { prefix: '/v1', schemas, routes }
