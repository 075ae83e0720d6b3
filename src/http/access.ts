import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import { type Actor, hasScope, isPublic, PUBLIC, type Scope } from '../lib/actor.ts'
import { ApiError, forbidden } from '../lib/errors.ts'
import type { Spend } from './rate-limits.ts'

/** Who a route serves: everybody, any valid key, or keys with a scope. */
type Access = 'public' | 'any-key' | Scope

type FindActor = (key: string) => Promise<Actor | undefined>

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor
    /** Whether the key that was sent would be let in now, for what goes on for long. */
    isStillAllowed(): Promise<boolean>
  }
  interface FastifyContextConfig {
    access?: Access
  }
}

/**
 * Finds the caller of every request and holds every route to the access it declares; a route without one
 * keeps the application from starting. A wrong key is 401 everywhere and counts against its address; a key
 * without the scope is 403 before anything is looked up.
 */
export function useAccess(app: FastifyInstance, findActor: FindActor, spend: Spend): void {
  app.decorateRequest('actor')
  app.decorateRequest('isStillAllowed', async function (this: FastifyRequest) {
    const actor = await identify(this, findActor)
    return actor !== undefined && isAllowed(actor, this.routeOptions.config.access ?? 'public')
  })

  const routes: RouteOptions[] = []
  app.addHook('onRoute', (route) => {
    routes.push(route)
  })
  app.addHook('onReady', async () => {
    const undeclared = routes.filter(({ config }) => config?.access === undefined)
    const names = undeclared.map(({ method, url }) => `${String(method)} ${url}`)
    if (names.length > 0) throw new Error(`These routes must declare config.access: ${names.join(', ')}`)
  })

  app.addHook('onRequest', async (request) => {
    request.actor = PUBLIC
    const actor = await identify(request, findActor)
    request.actor = actor ?? PUBLIC
    await spend(request)
    if (!actor) throw unauthenticated('The API key is unknown, expired or revoked.')
    hold(request.actor, request.routeOptions.config.access ?? 'public')
  })
}

function hold(actor: Actor, needed: Access): void {
  if (isAllowed(actor, needed)) return
  if (isPublic(actor)) throw unauthenticated('Send an API key: Authorization: Bearer vb_….')
  throw forbidden(`This needs a key with the scope ${needed}.`)
}

function isAllowed(actor: Actor, needed: Access): boolean {
  if (needed === 'public') return true
  if (needed === 'any-key') return !isPublic(actor)
  return hasScope(actor, needed)
}

/** The caller; undefined when what was sent is no key that counts. */
async function identify({ headers }: FastifyRequest, findActor: FindActor): Promise<Actor | undefined> {
  const header = headers.authorization
  if (header === undefined) return PUBLIC
  const key = /^Bearer +(\S+) *$/i.exec(header)?.[1]
  return key === undefined ? undefined : findActor(key)
}

/** Demands a second scope inside a route, where it depends on the thing that is changed. */
export function demand(actor: Actor, scope: Scope, reason: string): void {
  if (!hasScope(actor, scope)) throw forbidden(`${reason} needs a key with the scope ${scope}.`)
}

const unauthenticated = (detail: string) =>
  new ApiError('unauthenticated', detail, { headers: { 'www-authenticate': 'Bearer realm="verbatim"' } })
