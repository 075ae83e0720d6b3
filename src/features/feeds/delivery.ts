import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { cacheable } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { closed, listOf, ref } from '../../http/schemas.ts'
import { tagsOf } from '../published-articles/list.ts'
import { toArticle } from '../published-articles/present.ts'
import { listArticles } from '../published-articles/store.ts'
import { toAtom } from './atom.ts'
import { addressOf, entryFrom, type Feed, type FeedFilter, titleOf } from './feed.ts'
import { toJsonFeed } from './json-feed.ts'
import { toRss } from './rss.ts'
import { JsonFeed } from './schema.ts'

const Key = Type.String({ minLength: 1, maxLength: 120 })
const keys = Type.Optional(listOf(Key, 'Ids or slugs; any of these. An unknown one matches nothing.'))
const Query = closed({
  section: keys,
  tag: keys,
  author: keys,
  speaker: keys,
  content: Type.Optional(
    Type.Enum(['summary', 'full'], { description: '`full` has the whole articles; default `summary`.' }),
  ),
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, default: 20, description: 'How many of the newest.' }),
  ),
})
interface FeedQuery extends FeedFilter {
  content?: string
  limit?: number
}

const LIMIT_DEFAULT = 20

const FORMATS = [
  { extension: 'rss', type: 'application/rss+xml', name: 'RSS 2.0', write: toRss },
  { extension: 'atom', type: 'application/atom+xml', name: 'Atom 1.0', write: toAtom },
  { extension: 'json', type: 'application/feed+json', name: 'JSON Feed 1.1', write: toJsonFeed },
] as const

const EXAMPLES = {
  rss: '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Port Alder Courier</title>…</channel></rss>',
  atom: '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Port Alder Courier</title>…</feed>',
}

const routes: Feature['routes'] = async (app, { reads, settings }) => {
  const feedOf = async (
    request: FastifyRequest<{ Querystring: FeedQuery }>,
    reply: FastifyReply,
    path: string,
  ): Promise<Feed> => {
    const { content, limit = LIMIT_DEFAULT, ...filter } = request.query
    const window = { limit, after: undefined, wantsCount: false }
    const included = { quotes: false, speakers: filter.speaker !== undefined, corrections: true }
    const body = content === 'full' ? 'html' : undefined
    const found = await listArticles(reads, { ...filter, ascending: false }, window, included, body)
    const rows = found.rows.slice(0, limit)
    cacheable(reply, { ttl: found.ttl, tags: ['articles', ...tagsOf(rows)] })
    // Of the corrections that do not fit a feed does not lead on to the rest.
    const presentation = { urls: settings, format: 'html' as const, cursorAfter: () => '' }
    return {
      title: titleOf(settings, filter, rows),
      home: settings.siteUrl,
      self: addressOf(path, settings, request.query),
      entries: rows.map((json) => entryFrom(toArticle(json, presentation))),
    }
  }

  for (const { extension, type, name, write } of FORMATS) {
    const path = `/feeds/articles.${extension}`
    app.get(
      path,
      {
        config: { access: 'public', conditional: true },
        schema: {
          tags: ['feeds'],
          operationId: `get${extension.charAt(0).toUpperCase()}${extension.slice(1)}Feed`,
          summary: `Follow the newest articles as ${name}`,
          description:
            'What is visible now, newest first, of the whole site or of a section, a tag, an author or somebody who is quoted. The id of an entry is the article’s and never changes. What was put right since is said in the entry.',
          querystring: Query,
          produces: [type],
          response: {
            200: {
              description: 'The feed',
              content: {
                [type]: {
                  schema:
                    extension === 'json' ? ref(JsonFeed) : Type.String({ examples: [EXAMPLES[extension]] }),
                },
              },
            },
          },
        },
      },
      async (request, reply) => {
        const written = write(
          await feedOf(request as FastifyRequest<{ Querystring: FeedQuery }>, reply, path),
        )
        return reply.type(typeof written === 'string' ? `${type}; charset=utf-8` : type).send(written)
      },
    )
  }
}

export const feeds: Feature = { prefix: '', schemas: [JsonFeed], routes }
