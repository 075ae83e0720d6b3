import type { FastifyInstance } from 'fastify'
import { unavailable } from '../db/errors.ts'

/**
 * Before the first moment of readiness only probes are answered: the tables may not be there yet. When
 * readiness is withdrawn the server goes on serving until it closes, for a balancer needs a moment to look
 * elsewhere, and ends every connection with its answer, or an idle client would keep it from closing.
 */
export function useReadiness(app: FastifyInstance, isReady: () => boolean): void {
  let hasBeenReady = false
  app.addHook('onRequest', async (request) => {
    if (isReady()) hasBeenReady = true
    else if (!hasBeenReady && !request.routeOptions.config?.unlimited)
      throw unavailable('The server is starting.')
  })
  app.addHook('onSend', async (_request, reply, payload) => {
    if (hasBeenReady && !isReady()) reply.header('connection', 'close')
    return payload
  })
}
