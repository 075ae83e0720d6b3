import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** Follows requests through this process and on to others. */
export interface RequestTracing {
  /** A request has come; of whom it is a part, its headers say. */
  begin(request: IncomingMessage, response: ServerResponse): TracedRequest
}

interface TracedRequest {
  traceId: string
  /** What it asks for, once that is known. */
  route(pattern: string): void
  /** Whatever is done in it belongs to the request. */
  within<T>(work: () => T): T
}

/** Who asks for them asks all the time, and nothing is learnt from it. */
const PROBES = /^\/(healthz|readyz|metrics)(\?|$)/

const traced = new WeakMap<IncomingMessage, TracedRequest>()

/** Names requests by their routes, and puts the trace into their lines of the log. Call it before other hooks. */
export function useTracing(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, next) => {
    const trace = traced.get(request.raw)
    if (trace) {
      request.log = request.log.child({ traceId: trace.traceId })
      if (request.routeOptions.url) trace.route(request.routeOptions.url)
    }
    next()
  })
  // What reads a body goes on in another place than where the request began.
  app.addHook('preValidation', (request, _reply, next) => {
    const trace = traced.get(request.raw)
    if (trace) trace.within(next)
    else next()
  })
}

/** Follows every request to the server, whoever answers it. Call it when all else is in place. */
export function followRequests({ server }: FastifyInstance, tracing: RequestTracing): void {
  const [answer] = server.listeners('request') as RequestListener[]
  if (!answer) throw new Error('The server answers nothing yet.')
  server.off('request', answer)
  server.on('request', (request, response) => {
    if (PROBES.test(request.url ?? '')) return answer(request, response)
    const trace = tracing.begin(request, response)
    traced.set(request, trace)
    return trace.within(() => answer(request, response))
  })
}
