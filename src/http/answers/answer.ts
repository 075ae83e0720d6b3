import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Encoding } from './encodings.ts'

/** A public answer with all that is needed to give it again. */
export interface KeptAnswer {
  body: Buffer
  etag: string
  /** Names and values in turn, without those of one request, of one encoding, and those that time changes. */
  headers: readonly string[]
  /** The same for a client that has the bytes already. */
  headersOf304: readonly string[]
  /** What it depends on. */
  tags: readonly string[]
  /** The instant, as `performance.now()` tells, at which something begins or ends being visible. */
  expiresAt: number
  encoded: Map<Encoding, Buffer>
}

/** Of one request, of one encoding, or told anew each time. */
const NOT_KEPT: ReadonlySet<string> = new Set([
  ...['x-request-id', 'connection', 'content-length', 'content-encoding', 'cache-control', 'date', 'vary'],
])

/** What robots alone read, such as a page of a sitemap, would drive out what everybody reads. */
const BYTES_MAX = 1_048_576

/** The answer as it can be given again; nothing where it is for this client alone. */
export function answerFrom(
  { freshness, load, routeOptions }: FastifyRequest,
  reply: FastifyReply,
  payload: string | Buffer,
  etag: string,
): KeptAnswer | undefined {
  if (!freshness || !load || reply.hasHeader('set-cookie')) return undefined
  if (Buffer.byteLength(payload) > BYTES_MAX) return undefined
  const vary = String(reply.getHeader('vary') ?? 'Accept-Encoding')
  // What varies by more than its encoding needs more than its address to be found by.
  if (vary !== (routeOptions.config.negotiated ? 'Accept, Accept-Encoding' : 'Accept-Encoding'))
    return undefined
  const headers = Object.entries(reply.getHeaders()).filter(([name]) => !NOT_KEPT.has(name))
  const flat = (entries: typeof headers) => entries.flatMap(([name, value]) => [name, String(value)])
  return {
    body: Buffer.from(payload),
    etag,
    headers: [...flat(headers), 'vary', vary],
    headersOf304: [...flat(headers.filter(([name]) => name !== 'content-type')), 'vary', vary],
    tags: [...new Set([...freshness.tags, ...(freshness.also ?? [])])],
    expiresAt:
      load.since + ((freshness.ttl ?? Number.POSITIVE_INFINITY) - (freshness.toldSeconds ?? 0)) * 1000,
    encoded: new Map(),
  }
}
