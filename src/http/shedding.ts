import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'
import { unavailable } from '../db/errors.ts'
import { ALWAYS_TAKEN, Load } from './load.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Counts the request among those that wait for their answer no longer; nothing where it never was. */
    stepAside: (() => void) | undefined
  }
}

export interface Shedding {
  /** One more request would only be answered late. */
  isTooMuch(): boolean
}

/** A loop that is so late cannot take in more, however few are waiting behind it. */
const LOOP_DELAY_MAX_MS = 250
const LOOKED_MS = 500

/**
 * Refuses at once what could only be answered late, so that the rest is answered in time. Probes are always taken,
 * and so is what needs a key: on a bad day, too, a story can be withdrawn, and changes wait for their turn
 * elsewhere. What is answered from memory never comes here, and what is held open on purpose steps aside.
 */
export function useShedding(app: FastifyInstance): Shedding {
  const load = new Load()
  const loop = watchLoop(app)
  const isTooMuch = () => load.isTooMuch(performance.now()) || (load.waiting >= ALWAYS_TAKEN && loop.isLate())
  app.decorateRequest('stepAside', undefined)
  app.addHook('onRequest', (request, reply, done) => {
    const { access = 'public', unlimited = false } = request.routeOptions.config ?? {}
    if (unlimited || access !== 'public') return done()
    if (isTooMuch()) return done(overloaded())
    load.enter()
    let isWaiting = true
    const leave = () => {
      if (isWaiting) load.leave()
      isWaiting = false
    }
    request.stepAside = leave
    reply.raw.once('close', leave)
    done()
  })
  return { isTooMuch }
}

export const overloaded = () => unavailable('The server has more to do than it can answer in time.')

/** How late the loop of events has been lately. */
function watchLoop(app: FastifyInstance): { isLate(): boolean } {
  const delays: IntervalHistogram = monitorEventLoopDelay({ resolution: 20 })
  delays.enable()
  app.addHook('onClose', async () => {
    delays.disable()
  })
  let looked = performance.now()
  let isLate = false
  return {
    isLate: () => {
      const now = performance.now()
      if (now - looked < LOOKED_MS) return isLate
      isLate = delays.mean / 1e6 > LOOP_DELAY_MAX_MS
      delays.reset()
      looked = now
      return isLate
    },
  }
}
