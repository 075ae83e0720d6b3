import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Act, act, type PlainAct, plainAct } from '../db/act.ts'
import type { Database } from '../db/client.ts'
import { type Answer, type IdempotentRequest, recall, remember } from '../db/idempotency.ts'
import { digestOf } from '../lib/canonical.ts'
import { invalidParameter } from '../lib/errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route honours `Idempotency-Key`; documented and enforced from here. */
    idempotent?: boolean
  }
}

/**
 * Does the work of a writing route in one transaction and sends its answer. On a route marked `idempotent`
 * a request with an Idempotency-Key is carried out once: its answer is stored in the same transaction and
 * replayed for 24 hours. A request that failed has no effect and is not stored.
 */
export async function perform(
  db: Database,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (act: Act) => Promise<Answer>,
): Promise<never> {
  const once = idempotentRequest(request)
  const answer = await act(db, doerOf(request), async (unit) => {
    if (!once) return work(unit)
    const stored = await recall(unit.tx, once)
    if (stored) return { ...stored, headers: { ...stored.headers, 'idempotency-replayed': 'true' } }
    const fresh = await work(unit)
    await remember(unit.tx, once, fresh)
    return fresh
  })
  return send(reply, answer)
}

/** The same without Prisma, and without `Idempotency-Key`. */
export const performPlainly = async (
  db: Database,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (act: PlainAct) => Promise<Answer>,
): Promise<never> => send(reply, await plainAct(db, doerOf(request), work))

const doerOf = ({ actor, id }: FastifyRequest) => ({ actor, requestId: id })

/** Fastify waits for the reply that a handler returns; `never`, since the body is the answer's and checked there. */
const send = (reply: FastifyReply, { status, headers, body }: Answer) =>
  reply.code(status).headers(headers).send(body) as never

const KEY_FORM = /^[\x21-\x7e]{1,255}$/

function idempotentRequest(request: FastifyRequest): IdempotentRequest | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined || !request.routeOptions.config.idempotent) return undefined
  if (typeof key !== 'string' || !KEY_FORM.test(key)) {
    throw invalidParameter('Idempotency-Key', 'must be 1 to 255 visible ASCII characters')
  }
  const caller = request.actor.keyId ?? request.actor.label
  return { caller, key, hash: digestOf(request.method, request.url, request.body ?? null) }
}

/** 200 with the resource and its ETag. */
export const ok = (body: { version: number }): Answer => ({ status: 200, headers: tag(body), body })

/** 201 with where the new resource lives and, when it has a version, its ETag. */
export const created = (body: object, location?: string): Answer => ({
  status: 201,
  headers: { ...(location ? { location } : {}), ...tag(body) },
  body,
})

/** 202 with where the work that was taken on can be watched. */
export const accepted = (body: object, location: string): Answer => ({
  status: 202,
  headers: { location },
  body,
})

/** 204; the resource that changed by it may still have an ETag to tell. */
export const done = (headers: Record<string, string> = {}): Answer => ({ status: 204, headers, body: null })

const tag = (body: object): Record<string, string> =>
  'version' in body && typeof body.version === 'number' ? { etag: `"${body.version}"` } : {}
