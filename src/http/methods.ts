import type { FastifyInstance } from 'fastify'
import { ApiError } from '../lib/errors.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY'] as const

/**
 * Answers a known address with a wrong method: 405 and `Allow`, and OPTIONS with 204 and `Allow`. Collects
 * routes from its call on; the returned function is called when all of them are registered.
 */
export function useMethods(app: FastifyInstance): () => void {
  const allowed = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method, schema }) => {
    if (schema?.hide) return
    const methods = allowed.get(url) ?? new Set(['OPTIONS'])
    for (const each of [method].flat()) methods.add(each)
    if (methods.has('GET')) methods.add('HEAD')
    allowed.set(url, methods)
  })
  return () => {
    for (const [url, methods] of new Map(allowed)) answerOtherMethods(app, url, methods)
  }
}

function answerOtherMethods(app: FastifyInstance, url: string, methods: ReadonlySet<string>): void {
  const allow = [...methods].sort().join(', ')
  const config = { access: 'public' as const }
  const schema = { hide: true }
  app.route({
    method: METHODS.filter((method) => method !== 'OPTIONS' && !methods.has(method)),
    url,
    config,
    schema,
    exposeHeadRoute: false,
    // Before the body is parsed: what it says does not matter.
    onRequest: async (request) => {
      const detail = `${request.method} is not supported here; ${allow} are.`
      throw new ApiError('method-not-allowed', detail, { headers: { allow } })
    },
    handler: async () => undefined,
  })
  app.options(url, { config, schema }, (_request, reply) => reply.code(204).header('allow', allow).send())
}
