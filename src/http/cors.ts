import cors from '@fastify/cors'
import type { FastifyInstance, FastifyRequest } from 'fastify'

export const EXPOSED = [
  'ETag',
  'Link',
  'Location',
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'X-Request-Id',
  'Idempotency-Replayed',
]
const PRIVATE = /^\/v1\/(editorial|moderation|admin|preview)(\/|$)/

/** Delivery, comments and captcha are open to every origin, never with credentials; the desk to a list. */
export async function useCors(app: FastifyInstance, deskOrigins: readonly string[]): Promise<void> {
  await app.register(cors, {
    delegator: (request, callback) => {
      const isPrivate = isPrivatePath(request.url)
      callback(null, {
        origin: isPrivate ? [...deskOrigins] : '*',
        credentials: false,
        methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
        exposedHeaders: EXPOSED,
        maxAge: 600,
        preflight: isPreflight(request),
      })
    },
  })
  // The same answer for every origin is one entry in a cache; the plugin cannot know.
  app.addHook('onRequest', async (_request, reply) => {
    if (reply.getHeader('access-control-allow-origin') === '*') reply.removeHeader('vary')
  })
}

/** As the router reads it: `%65ditorial` is the desk too. What cannot be read is not public. */
export function isPrivatePath(url: string): boolean {
  try {
    return PRIVATE.test(decodeURIComponent(url.split('?', 1)[0] ?? ''))
  } catch {
    return true
  }
}

/** Another OPTIONS asks what the address supports. */
const isPreflight = ({ headers }: FastifyRequest) =>
  headers.origin !== undefined && headers['access-control-request-method'] !== undefined
