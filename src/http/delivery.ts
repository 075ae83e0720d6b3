import { createHash } from 'node:crypto'
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
    if (!request.routeOptions.config?.conditional || reply.statusCode !== 200 || !areBytes(payload)) {
      request.load?.settle(undefined)
      return payload
    }
    const etag = `W/"${createHash('sha1').update(payload).digest('base64url')}"`
    reply.header('etag', etag)
    const sent = request.load ? await handOver(request, reply, payload, etag) : payload
    if (!isCurrentFor(request, etag)) return sent
    reply.code(304)
    for (const name of ['content-type', 'content-length', 'content-encoding']) reply.removeHeader(name)
    return null
  })
}

const areBytes = (payload: unknown): payload is string | Buffer =>
  typeof payload === 'string' || Buffer.isBuffer(payload)

/** Gives the answer to all who wait for it, and its bytes as this client wants them. */
async function handOver(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: string | Buffer,
  etag: string,
) {
  const answer = answerFrom(request, reply, payload, etag)
  request.load?.settle(answer)
  if (!answer) return payload
  if (!reply.hasHeader('vary')) reply.header('vary', 'Accept-Encoding')
  const encoding = encodingFor(request, answer)
  if (!encoding) return payload
  reply.header('content-encoding', encoding)
  return encodedBytes(answer, encoding)
}

/** Whether the client has it already. Weak comparison; a reload's `Cache-Control: no-cache` still gets its 304. */
export function isCurrentFor(request: FastifyRequest, etag: string): boolean {
  const sent = request.headers['if-none-match']
  if (sent === undefined) return false
  if (sent === etag) return true
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '')
  return sent.trim() === '*' || sent.split(',').some((tag) => opaque(tag) === opaque(etag))
}
