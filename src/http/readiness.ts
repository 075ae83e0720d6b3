import type { FastifyInstance } from 'fastify'
import { unavailable } from '../db/errors.ts'
import type { Settings } from './settings.ts'

/**
 * While it starts only probes are answered: the tables may not be there yet. While it stops the server goes
 * on serving, for a balancer needs a moment to look elsewhere, and ends every connection with its answer, or
 * an idle client would keep it from closing.
 */
export function useReadiness(
  app: FastifyInstance,
  { isReady, isStopping = () => false }: Pick<Settings, 'isReady' | 'isStopping'>,
): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const mayServe = isReady() || isStopping() || request.routeOptions.config?.unlimited
    done(mayServe ? undefined : unavailable('The server is starting.'))
  })
  app.addHook('onSend', async (_request, reply, payload) => {
    if (isStopping()) reply.header('connection', 'close')
    return payload
  })
}
