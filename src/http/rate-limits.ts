import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isPublic, PUBLIC } from '../lib/actor.ts'
import { addressPrefix } from '../lib/address.ts'
import { ApiError } from '../lib/errors.ts'
import { RATE_CLASSES, type RateClass, type Settings } from './settings.ts'

interface Spent {
  name: RateClass
  max: number
  windowSeconds: number
  remaining: number
  resetSeconds: number
}

declare module 'fastify' {
  interface FastifyRequest {
    budget: Spent | null
    spending: Promise<void> | undefined
  }
  interface FastifyContextConfig {
    /** Which budget the route draws on, or which its query does; without it, `read` for GET and `write` for the rest. */
    rateClass?: RateClass | ((query: unknown) => RateClass)
    /** Probes draw on no budget. */
    unlimited?: boolean
  }
}

/**
 * Draws on the caller's budget, once per request; throws 429 when it is spent. The caller is a key, else an address
 * prefix. Nothing to wait for where there are no limits.
 */
export type Spend = (request: FastifyRequest) => Promise<void> | undefined

export interface Budgets {
  spend: Spend
  /** Draws on the budget of an address without a key; whether there was enough. Undefined where there are no limits. */
  draw?: (name: RateClass, address: string) => Promise<boolean>
}

type Caller = Pick<FastifyRequest, 'actor' | 'ip'> & { routeOptions?: object }

/** `ADMIN_KEY` has no id, and is one caller all the same. */
const caller = ({ actor, ip }: Caller) => (isPublic(actor) ? addressPrefix(ip) : (actor.keyId ?? actor.label))

/** Budgets per class of route. Headers tell of them only where no cache could hand them to somebody else. */
export async function useRateLimits(app: FastifyInstance, limits: Settings['rateLimits']): Promise<Budgets> {
  app.decorateRequest('budget', null)
  app.decorateRequest('spending', undefined)
  if (limits === 'off') return { spend: () => undefined }
  await app.register(rateLimit, { global: false })
  const limiters = new Map(
    RATE_CLASSES.map((name) => {
      const { max, windowMs: timeWindow } = limits[name]
      return [name, app.createRateLimit({ max, timeWindow, keyGenerator: caller })]
    }),
  )
  app.addHook('onSend', async (request, reply, payload) => {
    const cacheControl = String(reply.getHeader('cache-control') ?? '')
    // Whatever was refused for a narrower budget tells of that one.
    const isTold = reply.hasHeader('ratelimit')
    if (request.budget && !isTold && cacheControl.includes('no-store')) tell(reply, request.budget)
    return payload
  })

  // The limiter looks at nothing but the caller, and whether a route has limits of its own, which none has.
  const drawFor = (name: RateClass, who: Caller) => limiters.get(name)?.(who as FastifyRequest)
  const pay = async (request: FastifyRequest) => {
    if (request.routeOptions.config?.unlimited) return
    const name = classOf(request)
    const drawn = await drawFor(name, request)
    if (!drawn || drawn.isAllowed) return
    const resetSeconds = Math.max(1, drawn.ttlInSeconds)
    const windowSeconds = Math.round(drawn.timeWindow / 1000)
    request.budget = { name, max: drawn.max, windowSeconds, remaining: drawn.remaining, resetSeconds }
    if (drawn.isExceeded) {
      const detail = `More than ${drawn.max} requests of the class ${name} in ${windowSeconds} s.`
      throw new ApiError('rate-limited', detail, { headers: { 'retry-after': String(resetSeconds) } })
    }
  }
  return {
    spend: (request) => {
      request.spending ??= pay(request)
      return request.spending
    },
    draw: async (name, ip) => {
      const drawn = await drawFor(name, { actor: PUBLIC, ip, routeOptions: {} })
      return !drawn || drawn.isAllowed || !drawn.isExceeded
    },
  }
}

/** The class of a request: what its route or its query declares. */
export function classOf({ routeOptions, method, query }: FastifyRequest): RateClass {
  const declared = routeOptions.config?.rateClass
  if (typeof declared === 'function') return declared(query)
  return declared ?? (['GET', 'HEAD', 'OPTIONS'].includes(method) ? 'read' : 'write')
}

/** `RateLimit` and `RateLimit-Policy` as structured fields, after draft-ietf-httpapi-ratelimit-headers-10. */
function tell(reply: FastifyReply, { name, max, windowSeconds, remaining, resetSeconds }: Spent): void {
  reply.header('ratelimit-policy', `"${name}";q=${max};w=${windowSeconds}`)
  reply.header('ratelimit', `"${name}";r=${remaining};t=${resetSeconds}`)
}
