import type { FastifyContextConfig, FastifyReply, FastifyRequest } from 'fastify'
import type { Freshness } from '../freshness.ts'
import { classOf } from '../rate-limits.ts'
import type { RateClass } from '../settings.ts'
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
  /** What it becomes when it is compressed; undefined where it is not kept, and that would be work for a moment. */
  encoded: Map<Encoding, Buffer> | undefined
  /** The pattern of its route, and which budget it draws on: known to whoever gives it without routing. */
  route: string
  rateClass: RateClass
}

/** Of one request, of one encoding, or told anew each time. */
const NOT_KEPT: ReadonlySet<string> = new Set([
  ...['x-request-id', 'connection', 'content-length', 'content-encoding', 'cache-control', 'date', 'vary'],
])

/** What robots alone read, such as a page of a sitemap, would drive out what everybody reads. */
const BYTES_MAX = 1_048_576

/** The answer as it can be given again; nothing where it is for this client alone. */
export function answerFrom(
  request: FastifyRequest,
  reply: FastifyReply,
  body: Buffer,
  etag: string,
): KeptAnswer | undefined {
  const { freshness, load, routeOptions } = request
  if (!freshness || !load || reply.hasHeader('set-cookie')) return undefined
  if (body.byteLength > BYTES_MAX) return undefined
  const vary = variesBy(routeOptions.config)
  // What varies by more needs more than that to be found by.
  if (reply.getHeader('vary') !== vary) return undefined
  const headers = Object.entries(reply.getHeaders()).filter(([name]) => !NOT_KEPT.has(name))
  const flat = (entries: typeof headers) => entries.flatMap(([name, value]) => [name, String(value)])
  return {
    body,
    etag,
    headers: [...flat(headers), 'vary', vary],
    headersOf304: [...flat(headers.filter(([name]) => name !== 'content-type')), 'vary', vary],
    tags: [...new Set([...freshness.tags, ...(freshness.also ?? [])])],
    expiresAt: load.since + secondsOf(freshness) * 1000,
    encoded: load.isForKeeping ? new Map() : undefined,
    route: routeOptions.url ?? '',
    rateClass: classOf(request),
  }
}

const variesBy = ({ negotiated }: FastifyContextConfig) =>
  negotiated ? 'Accept, Accept-Encoding' : 'Accept-Encoding'

const secondsOf = ({ ttl, toldSeconds = 0 }: Freshness) => (ttl ?? Number.POSITIVE_INFINITY) - toldSeconds
