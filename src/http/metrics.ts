import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Everything that is measured in this process, as Prometheus reads it. */
export type Metrics = Registry

export const newMetrics = (): Metrics => new Registry()

/** From an answer out of memory to the limit on time of a handler. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Counts an answer out of memory, which takes no time to speak of and is not timed. */
type CountAnswer = (request: Pick<IncomingMessage, 'method'>, response: ServerResponse, route: string) => void

/**
 * Counts and times requests by the pattern of their route: never by an address, of which callers can make as many as
 * they like. First of all hooks, so that what is refused counts, too.
 */
export function useMetrics(app: FastifyInstance, metrics: Metrics): CountAnswer {
  const registers = [metrics]
  /** Added up here until somebody asks: finding the series would be a good part of what such an answer costs. */
  const fromMemory = new Map<string, number>()
  const requests = new Counter({
    name: 'verbatim_http_requests_total',
    help: 'Requests by route and class of status; aborted where the client did not wait for an answer.',
    labelNames: ['method', 'route', 'status'],
    registers,
    collect() {
      for (const [labels, count] of fromMemory) this.inc(JSON.parse(labels), count)
      fromMemory.clear()
    },
  })
  const seconds = new Histogram({
    name: 'verbatim_http_request_seconds',
    help: 'Time from the head of a request to the end of its answer. Streams and waiting requests last as long as they are held.',
    labelNames: ['route'],
    buckets: SECONDS,
    registers,
  })
  const inFlight = new Gauge({
    name: 'verbatim_http_requests_in_flight',
    help: 'Requests that are being answered, those that are held open included.',
    registers,
  })

  app.addHook('onRequest', (request, reply, done) => {
    inFlight.inc()
    // Also where the client goes away: then nothing else tells that it is over.
    reply.raw.once('close', () => {
      inFlight.dec()
      const route = request.routeOptions.url ?? 'unknown'
      requests.inc({ method: request.method, route, status: classOf(reply.raw) })
      seconds.observe({ route }, reply.elapsedTime / 1000)
    })
    done()
  })
  return ({ method = '' }, response, route) => {
    const labels = `{"method":"${method}","route":"${route}","status":"${classOf(response)}"}`
    fromMemory.set(labels, (fromMemory.get(labels) ?? 0) + 1)
  }
}

const classOf = ({ writableEnded, statusCode }: ServerResponse) =>
  writableEnded ? `${Math.floor(statusCode / 100)}xx` : 'aborted'
