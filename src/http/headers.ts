import type { FastifyInstance } from 'fastify'
import { ApiError } from '../lib/errors.ts'

/** What every answer carries. Pages that are HTML set a policy of their own before this. */
export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'cross-origin',
}

/** Request ids out, security headers, private answers uncacheable, and one Host per request. */
export function useHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    const { rawHeaders, headers, httpVersion } = request.raw
    const isRight = hasOneHost(rawHeaders) || (headers.host === undefined && httpVersion === '1.0')
    done(isRight ? undefined : new ApiError('validation', 'The request must have one Host header.'))
  })
  app.addHook('onSend', async (request, reply, payload) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      if (!reply.hasHeader(name)) reply.header(name, value)
    }
    if (!reply.hasHeader('cache-control')) {
      const isPrivate = request.routeOptions.config?.access !== 'public'
      reply.header('cache-control', isPrivate ? 'private, no-store' : 'no-store')
    }
    return payload
  })
}

/** Names and values in turn, for every request: nothing is made of them. */
export function hasOneHost(rawHeaders: readonly string[]): boolean {
  let count = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]
    if (name?.length === 4 && name.toLowerCase() === 'host') count += 1
  }
  return count === 1
}
