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
    const bytes = isConditional(request, reply) ? bytesOf(payload) : undefined
    if (!bytes) {
      request.load?.settle(undefined)
      return payload
    }
    const etag = `W/"${hash('sha1', bytes, 'base64url')}"`
    reply.header('etag', etag)
    if (!reply.hasHeader('vary')) reply.header('vary', 'Accept-Encoding')
    const sent = await shared(request, reply, bytes, etag)
    if (!isCurrentFor(request, etag)) return sent
    reply.code(304)
    for (const name of ['content-type', 'content-length', 'content-encoding']) reply.removeHeader(name)
    return null
  })
}

const isConditional = ({ routeOptions }: FastifyRequest, { statusCode }: FastifyReply) =>
  routeOptions.config?.conditional === true && statusCode === 200

/** Once for all: for the tag, for those who wait, and for the way out. */
function bytesOf(payload: unknown): Buffer | undefined {
  if (typeof payload === 'string') return Buffer.from(payload)
  return Buffer.isBuffer(payload) ? payload : undefined
}

/** Gives the answer to all who wait for it, if anybody does, and its bytes as this client wants them. */
async function shared(
  request: FastifyRequest,
  reply: FastifyReply,
  bytes: Buffer,
  etag: string,
): Promise<Buffer> {
  const answer = request.load?.isWanted() ? answerFrom(request, reply, bytes, etag) : undefined
  request.load?.settle(answer)
  const encoding = answer && encodingFor(request, answer)
  if (!encoding) return bytes
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
