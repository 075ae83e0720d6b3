import { hash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerFrom } from './answers/answer.ts'
import { encodedBytes, encodingFor } from './answers/encodings.ts'
import { cacheControlFor, type Freshness } from './freshness.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A public GET with an ETag, answered 304 when the client has it, and kept when `cacheable` says how long. */
    conditional?: boolean
  }
  interface FastifyRequest {
    freshness: Freshness | null
  }
}

const TAGS_LENGTH_MAX = 4000

/** Lets caches keep an answer, never beyond the next moment at which it may change by itself. */
export function cacheable(reply: FastifyReply, freshness: Freshness): void {
  reply.header('cache-control', cacheControlFor(freshness.ttl ?? Number.POSITIVE_INFINITY))
  reply.header('cache-tag', fitting(freshness.tags))
  reply.request.freshness = freshness
}

/** The tags, as precise as there is room for: of the kind with the most only the kind is named, and so on. */
function fitting(tags: readonly string[]): string {
  let fitted = [...new Set(tags)]
  while (fitted.join(',').length > TAGS_LENGTH_MAX) {
    const widest = widestKind(fitted)
    fitted = [...new Set(fitted.map((tag) => (kindOf(tag) === widest ? plural(widest) : tag)))]
  }
  return fitted.join(',')
}

/** `tag` of `tag:<id>`; nothing of `tags`, which names all of them. */
const kindOf = (tag: string) => (tag.includes(':') ? tag.slice(0, tag.indexOf(':')) : undefined)

const plural = (kind: string) => (kind.endsWith('s') || kind === 'media' ? kind : `${kind}s`)

function widestKind(tags: readonly string[]): string {
  const lengths = new Map<string, number>()
  for (const tag of tags) {
    const kind = kindOf(tag)
    if (kind) lengths.set(kind, (lengths.get(kind) ?? 0) + tag.length)
  }
  const [[widest] = ['newsroom']] = [...lengths].sort(([, a], [, b]) => b - a)
  return widest
}

/**
 * Weak entity tags over the bytes of conditional answers, since encodings differ; and 304 (RFC 9110 §13). An answer
 * that somebody waits for is handed over on its way out.
 */
export function useConditionalGet(app: FastifyInstance): void {
  app.decorateRequest('freshness', null)
  app.addHook('onSend', async (request, reply, payload) => {
    if (!isConditional(request, reply) || !isWhole(payload)) {
      request.load?.settle(undefined)
      return payload
    }
    const etag = `W/"${hash('sha1', payload, 'base64url')}"`
    reply.header('etag', etag)
    if (!reply.hasHeader('vary')) reply.header('vary', 'Accept-Encoding')
    const sent = await shared(request, reply, payload, etag)
    return isCurrentFor(request, etag) ? notModified(request, reply, sent) : sent
  })
}

/** What is left to send to a client that has it. What HEAD is about the framework measures, and drops then itself. */
function notModified({ method }: FastifyRequest, reply: FastifyReply, sent: string | Buffer) {
  reply.code(304)
  for (const name of ['content-type', 'content-length', 'content-encoding']) reply.removeHeader(name)
  return method === 'HEAD' ? sent : null
}

const isConditional = ({ routeOptions }: FastifyRequest, { statusCode }: FastifyReply) =>
  routeOptions.config?.conditional === true && statusCode === 200

const isWhole = (payload: unknown): payload is string | Buffer =>
  typeof payload === 'string' || Buffer.isBuffer(payload)

/** Gives the answer to all who wait for it, if anybody does, and its bytes as this client wants them. */
async function shared(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: string | Buffer,
  etag: string,
): Promise<string | Buffer> {
  // A text that nobody else needs is made bytes on its way out.
  const bytes = request.load?.isWanted() ? Buffer.from(payload) : undefined
  const answer = bytes && answerFrom(request, reply, bytes, etag)
  request.load?.settle(answer)
  const encoding = answer && encodingFor(request, answer)
  if (!encoding) return bytes ?? payload
  reply.header('content-encoding', encoding)
  return encodedBytes(answer, encoding)
}

/** Whether the client has it already. Weak comparison; a reload's `Cache-Control: no-cache` still gets its 304. */
export function isCurrentFor({ headers }: Pick<IncomingMessage, 'headers'>, etag: string): boolean {
  const sent = headers['if-none-match']
  if (sent === undefined) return false
  if (sent === etag) return true
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '')
  return sent.trim() === '*' || sent.split(',').some((tag) => opaque(tag) === opaque(etag))
}
