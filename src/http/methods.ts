import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ApiError } from '../lib/errors.ts'
import { nothingAt } from './problems.ts'

interface Known {
  pattern: RegExp
  parameters: number
  methods: Set<string>
}

/**
 * Answers what no route takes, before the body is read: a known address with another method is 405 with
 * `Allow`, also for methods that nobody uses; OPTIONS is 204 with `Allow`; the rest is 404.
 */
export function useMethods(app: FastifyInstance): void {
  const known = new Map<string, Known>()
  app.addHook('onRoute', ({ url, method, schema }) => {
    if (schema?.hide) return
    const entry = known.get(url) ?? { ...patternOf(url), methods: new Set(['OPTIONS']) }
    for (const each of [method].flat()) entry.methods.add(each)
    known.set(url, entry)
  })

  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404 && request.method !== 'OPTIONS') return undefined
    const allow = allowAt(known, pathOf(request))
    if (!allow) throw nothingAt(request.url)
    if (request.method === 'OPTIONS') return reply.code(204).header('allow', allow).send()
    const detail = `${request.method} is not supported here; ${allow} are.`
    throw new ApiError('method-not-allowed', detail, { headers: { allow } })
  })
}

const patternOf = (url: string) => ({
  pattern: new RegExp(`^${url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`),
  parameters: url.split(':').length,
})

/** What the address supports. Like the router, the most literal of several patterns counts. */
function allowAt(known: ReadonlyMap<string, Known>, path: string): string | undefined {
  const matching = [...known.values()].filter(({ pattern }) => pattern.test(path))
  const [first] = matching.sort((a, b) => a.parameters - b.parameters)
  return first && [...first.methods].sort().join(', ')
}

/** The path as the router reads it, which has decoded it by now. */
const pathOf = ({ url }: FastifyRequest) => decodeURI(url.split('?', 1)[0] ?? '')
