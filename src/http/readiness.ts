import type { FastifyInstance } from 'fastify'
import { unavailable } from '../db/errors.ts'

/**
 * Before the first moment of readiness only probes are answered: the tables may not be there yet. When
 * readiness is withdrawn the server goes on serving until it closes, and asks clients to connect anew:
 * a balancer needs a moment to look elsewhere.
 */
export function useReadiness(app: FastifyInstance, isReady: () => boolean): void {
  let hasBeenReady = false
  app.addHook('onRequest', async (request, reply) => {
    if (isReady()) hasBeenReady = true
    else if (hasBeenReady) reply.header('connection', 'close')
    else if (!request.routeOptions.config?.unlimited) throw unavailable('The server is starting.')
  })
}
