import type { FastifyReply, FastifyRequest } from 'fastify'
import { movedCacheControl } from '../../http/freshness.ts'

/** Leads from the address of a merged speaker, by id or slug, to the same one of the survivor: 301. */
export function sendToSurvivor(
  request: FastifyRequest,
  reply: FastifyReply,
  { from, to, ttl }: { from: string; to: string; ttl: number | null },
) {
  const [path = '', search] = request.url.split('?')
  const parts = path.split('/').map(decodeURIComponent)
  const target = parts.with(parts.lastIndexOf(from), to).join('/')
  return reply
    .code(301)
    .header('cache-control', movedCacheControl(ttl))
    .header('location', search ? `${target}?${search}` : target)
    .send()
}
