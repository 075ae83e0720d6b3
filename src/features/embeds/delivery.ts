import { Type } from 'typebox'
import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import type { Freshness } from '../../http/freshness.ts'
import { negotiate } from '../../http/negotiate.ts'
import { closed, IdParams, ref } from '../../http/schemas.ts'
import { ApiError, notFound } from '../../lib/errors.ts'
import { tagsOf, toQuote } from '../published-quotes/store.ts'
import { articleUrl } from '../revisions/rules.ts'
import { CARD_POLICY, renderCard } from './card.ts'
import { noticesOf, wordsFor } from './notices.ts'
import { CACHE_SECONDS, linkOembed, quoteOembed, targetOf, toXml } from './oembed.ts'
import { EmbedCard, Oembed, schemas } from './schema.ts'
import { findCard, findLink } from './store.ts'

const tags = ['quotes']
const config = { access: 'public' as const, conditional: true }
const asText = { schema: Type.String() }
const room = (what: string) =>
  Type.Optional(
    Type.Integer({ minimum: 1, maximum: 10_000, description: `The ${what} there is, in pixels.` }),
  )

const routes: Feature['routes'] = async (app, { reads, settings }) => {
  /** The card of a public quote; undefined for any other. */
  const cardOf = async (id: string): Promise<{ card: EmbedCard; fresh: Freshness } | undefined> => {
    const found = await findCard(reads, id)
    if (!found) return undefined
    const quote = toQuote(found.card.quote, settings)
    const { section, ...article } = found.card.article
    const url = articleUrl(settings, { ...article, section })
    const html = `${settings.publicUrl}/v1/quotes/${quote.id}/embed`
    const words = wordsFor(article.language)
    const notices = noticesOf(quote, found.card.isRetracted).map((code) => ({
      code,
      text: words.notices[code],
    }))
    const oembed = `${settings.publicUrl}/v1/oembed?url=${encodeURIComponent(html)}`
    const tags = [`quote:${quote.id}`, ...tagsOf([found.card.quote])]
    const fresh = { ttl: found.ttl, tags, also: ['quotes'] }
    return { card: { quote, article: { ...article, url }, notices, html, oembed }, fresh }
  }

  app.get(
    '/quotes/:id/embed',
    {
      config: { ...config, negotiated: true, problems: [404, 406] },
      schema: {
        tags,
        operationId: 'getQuoteCard',
        summary: 'Show a quote on any page',
        description:
          'A page without scripts to put into a frame, on any site, or its parts as JSON: `Accept` says which, HTML without it. It follows the quote: whether it was corrected, retracted or denied, is disputed, or its article was retracted, is said under the words. 404 as soon as no visible edition has it.',
        params: IdParams,
        produces: ['text/html', 'application/json'],
        response: {
          200: {
            description: 'The card',
            content: { 'text/html': asText, 'application/json': { schema: ref(EmbedCard) } },
          },
        },
      },
    },
    async (request, reply) => {
      const type = negotiate(request, reply, ['text/html', 'application/json'])
      const found = await cardOf(request.params.id)
      if (!found) throw notFound('quote', request.params.id)
      cacheable(reply, found.fresh)
      reply.header('link', `<${found.card.oembed}>; rel="alternate"; type="application/json+oembed"`)
      if (type === 'application/json') return found.card
      reply.header('content-security-policy', CARD_POLICY)
      return reply.type('text/html; charset=utf-8').send(renderCard(found.card))
    },
  )

  app.get(
    '/oembed',
    {
      config: { ...config, problems: [404] },
      schema: {
        tags,
        operationId: 'getOembed',
        summary: 'Embed by address',
        description:
          'oEmbed 1.0 for addresses of articles on the site, of quotes in them (`…#q-<id>`) and of quotes of this API. Everything else, and what is not visible now, is 404.',
        querystring: closed({
          url: Type.String({
            format: 'uri',
            maxLength: 2000,
            examples: ['https://news.example/city/harbour-dredging'],
          }),
          format: Type.Optional(Type.Enum(['json', 'xml'], { description: '`json` unless said otherwise.' })),
          maxwidth: room('width'),
          maxheight: room('height'),
        }),
        produces: ['application/json', 'text/xml'],
        response: {
          200: {
            description: 'What to embed',
            content: { 'application/json': { schema: ref(Oembed) }, 'text/xml': asText },
          },
        },
      },
    },
    async ({ query }, reply) => {
      const target = targetOf(query.url, settings)
      if (!target) throw nothingAt()
      const answer = 'quote' in target ? await ofQuote(target.quote) : await ofArticle(target.article)
      if (query.format !== 'xml') return answer
      return reply.type('text/xml; charset=utf-8').send(toXml(answer))

      async function ofQuote(id: string) {
        const found = await cardOf(id)
        if (!found) throw nothingAt()
        cacheable(reply, { ...found.fresh, toldSeconds: CACHE_SECONDS })
        return quoteOembed(found.card, settings, found.fresh.ttl, query)
      }

      async function ofArticle(by: { id: string | null; slug: string | null }) {
        const found = await findLink(reads, by)
        if (!found) throw nothingAt()
        const { id, authors, image } = found.link
        const tags = [
          `article:${id}`,
          ...authors.map((author) => `author:${author.id}`),
          ...(image ? [`media:${image.id}`] : []),
        ]
        cacheable(reply, { ttl: found.ttl, tags, also: ['articles'], toldSeconds: CACHE_SECONDS })
        return linkOembed(found.link, settings, found.ttl, query)
      }
    },
  )
}

const nothingAt = () => new ApiError('not-found', 'There is nothing to embed at this address.')

export const embeds: Feature = { prefix: '/v1', schemas, routes }
