import type { FastifyReply, FastifyRequest } from 'fastify'
import { cacheable } from '../../http/delivery.ts'
import type { Deps, Feature } from '../../http/feature.ts'
import { closed, IdParams, ref } from '../../http/schemas.ts'
import { articleIn } from './gone.ts'
import { alsoOf, tagsOf } from './list.ts'
import { toNewsArticle } from './news-article.ts'
import { NewsArticle } from './news-article-schema.ts'
import { toNinjs } from './ninjs.ts'
import { Ninjs } from './ninjs-schema.ts'
import { findArticle, type Past } from './store.ts'
import { WHOLE, wholeFrom } from './whole.ts'

const JSON_LD = 'application/ld+json'
const NINJS = 'application/json;profile="https://iptc.org/std/ninjs/3.1"'

/** The formats of others in which an article is to be had. */
export const DOCUMENTS = {
  [JSON_LD]: { schema: NewsArticle, body: 'text' as const, write: toNewsArticle },
  [NINJS]: { schema: Ninjs, body: 'html' as const, write: toNinjs },
}
type DocumentType = keyof typeof DOCUMENTS
export const DOCUMENT_TYPES = [JSON_LD, NINJS] as const

interface Wanted {
  type: DocumentType
  id: string
  past?: Past | undefined
}

/** Sends an article in a format of others; JSON-LD so that a page may put it into a script element as it is. */
export async function sendDocument(
  { reads, settings }: Pick<Deps, 'reads' | 'settings'>,
  reply: FastifyReply,
  { type, id, past }: Wanted,
): Promise<FastifyReply> {
  const { body, write } = DOCUMENTS[type]
  const found = await findArticle(reads, { id }, body, WHOLE, past)
  const article = articleIn(found, id)
  cacheable(reply, { ttl: found.ttl, tags: tagsOf([article]), also: alsoOf([article]) })
  // As text: by its type alone one JSON is not told from the other.
  const text = JSON.stringify(write(wholeFrom(article, settings, body), settings))
  return reply.type(type).send(type === JSON_LD ? text.replaceAll('<', '\\u003c') : text)
}

const SUFFIXES = [
  { suffix: 'jsonld', type: JSON_LD, operationId: 'getArticleAsJsonLd', name: 'a NewsArticle of schema.org' },
  { suffix: 'ninjs.json', type: NINJS, operationId: 'getArticleAsNinjs', name: 'IPTC ninjs 3.1' },
] as const

const routes: Feature['routes'] = async (app, deps) => {
  for (const { suffix, type, operationId, name } of SUFFIXES) {
    app.get(
      `/:id.${suffix}`,
      {
        config: { access: 'public', conditional: true, problems: [404, 410, 451] },
        schema: {
          tags: ['articles'],
          operationId,
          summary: `Read an article as ${name}`,
          description: `What \`GET /v1/articles/{id}\` answers to \`Accept: ${type}\`, at an address of its own.`,
          params: IdParams,
          querystring: closed({}),
          response: {
            200: { description: 'The article', content: { [type]: { schema: ref(DOCUMENTS[type].schema) } } },
          },
        },
      },
      (request: FastifyRequest<{ Params: { id: string } }>, reply) =>
        sendDocument(deps, reply, { type, id: request.params.id }),
    )
  }
}

export const articleDocuments: Feature = {
  prefix: '/v1/articles',
  schemas: [NewsArticle, Ninjs],
  routes,
}
