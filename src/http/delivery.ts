import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A public GET with an ETag, answered 304 when the client has it. */
    conditional?: boolean
  }
}

const FRESH_SECONDS = 10
const STALE_SECONDS = 20
const TAGS_LENGTH_MAX = 4000

/** What a cache may know about an answer. */
export interface Freshness {
  /** Seconds until anything becomes visible or stops being so, on the database's clock; null for never. */
  ttl: number | null
  /** What the answer depends on, such as `article:<id>`; first the ones that matter most. */
  tags: readonly string[]
}

/** Lets caches keep an answer, never beyond the next moment at which it may change by itself. */
export function cacheable(reply: FastifyReply, { ttl, tags }: Freshness): void {
  const total = Math.max(0, Math.min(FRESH_SECONDS + STALE_SECONDS, ttl ?? Number.POSITIVE_INFINITY))
  const fresh = Math.min(FRESH_SECONDS, total)
  reply.header('cache-control', `public, max-age=${fresh}, stale-while-revalidate=${total - fresh}`)
  reply.header('cache-tag', fitting(tags))
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

/** Weak entity tags over the bytes of conditional answers, since encodings differ; and 304 (RFC 9110 §13). */
export function useConditionalGet(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (!request.routeOptions.config?.conditional || reply.statusCode !== 200) return payload
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload
    const etag = `W/"${createHash('sha1').update(payload).digest('base64url')}"`
    reply.header('etag', etag)
    if (!isCurrentFor(request, etag)) return payload
    reply.code(304).removeHeader('content-type').removeHeader('content-length')
    return null
  })
}

/** Whether the client has it already. Weak comparison; a reload's `Cache-Control: no-cache` still gets its 304. */
export function isCurrentFor(request: FastifyRequest, etag: string): boolean {
  const sent = request.headers['if-none-match']
  if (sent === undefined) return false
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '')
  return sent.trim() === '*' || sent.split(',').some((tag) => opaque(tag) === opaque(etag))
}
