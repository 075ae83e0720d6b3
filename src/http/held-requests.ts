import type { FastifyInstance, FastifyReply } from 'fastify'
import { unavailable } from '../db/errors.ts'

/** How long something is waited for: until `ms` have passed, or nobody waits any more. */
export interface Patience {
  signal: AbortSignal
  ms: number
}

/** A request that is held open for what is still to come. */
export interface Held {
  /** Aborted when the client has gone or the server stops. */
  signal: AbortSignal
  /** Gives the place back. Whoever holds calls it when the answer is made; a client that goes away does, too. */
  release(): void
}

/** Takes a request in, or throws 503 where too many are held. */
export type Hold = (reply: FastifyReply) => Held

/** Each costs a socket and, whenever something happens, an answer. */
const HELD_MAX = 1000

/**
 * Long polls and streams: so many and no more, and let go of first of all when the server stops, since by
 * themselves they would not end.
 */
export function holdRequests(app: FastifyInstance, max = HELD_MAX): Hold {
  const held = new Set<AbortController>()
  let isStopping = false
  app.addHook('preClose', async () => {
    isStopping = true
    for (const each of held) each.abort()
  })

  return (reply) => {
    if (held.size >= max) throw unavailable('Too many requests wait for what comes next.')
    const waiting = new AbortController()
    const release = () => {
      held.delete(waiting)
      waiting.abort()
    }
    held.add(waiting)
    reply.request.stepAside?.()
    reply.raw.once('close', release)
    if (reply.raw.destroyed) release()
    if (isStopping) waiting.abort()
    return { signal: waiting.signal, release }
  }
}

/** Does work that may take long without a word, and gives the place back. */
export async function whileHeld<T>(
  hold: Hold,
  reply: FastifyReply,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signal, release } = hold(reply)
  // Somebody listens, so the connection is not cut for its silence.
  reply.raw.on('timeout', () => undefined)
  try {
    return await work(signal)
  } finally {
    // A connection that stays open would keep the server from stopping.
    if (signal.aborted) reply.header('connection', 'close')
    release()
  }
}
