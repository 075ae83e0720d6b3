import type { FastifyReply, FastifyRequest } from 'fastify'

const MOVED_SECONDS = 60

/** Leads from the address of a merged speaker, by id or slug, to the same one of the survivor: 301. */
export function sendToSurvivor(
  request: FastifyRequest,
  reply: FastifyReply,
  { from, to, ttl }: { from: string; to: string; ttl: number | null },
) {
  const [path = '', search] = request.url.split('?')
  const parts = path.split('/').map(decodeURIComponent)
  const target = parts.with(parts.lastIndexOf(from), to).join('/')
  const age = Math.max(0, Math.min(MOVED_SECONDS, ttl ?? MOVED_SECONDS))
  return reply
    .code(301)
    .header('cache-control', `public, max-age=${age}`)
    .header('location', search ? `${target}?${search}` : target)
    .send()
}
