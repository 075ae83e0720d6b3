import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { isPlain } from './answers/front.ts'
import { EXPOSED, isPrivatePath } from './cors.ts'
import { SECURITY_HEADERS } from './headers.ts'
import { requestIdOf, requestTeller } from './logging.ts'
import { PROBLEM_TYPE, problemBody } from './problems.ts'
import { overloaded, type Shedding } from './shedding.ts'

interface Front extends Shedding {
  /** Then every answer ends its connection, which this does not know. */
  isStopping: () => boolean
  /** Counts an answer that no hook sees. */
  onAnswer?: ((request: IncomingMessage, response: ServerResponse, route: string) => void) | undefined
}

/** Whether the server lives has to be known on a bad day above all. */
const PROBES = /^\/(healthz|readyz|metrics)(\?|$)/

/**
 * While there is too much to do, what would be refused is refused in front of router and hooks: there a refusal costs a
 * good part of what an answer costs, and a flood of them would leave no time for answers.
 */
export function refuseInFront(app: FastifyInstance, { isTooMuch, isStopping, onAnswer }: Front): void {
  const [behind] = app.server.listeners('request') as RequestListener[]
  if (!behind) throw new Error('The server has nothing to put this in front of.')
  const tellRequest = requestTeller(app.log)
  const error = overloaded()
  const headers = {
    ...SECURITY_HEADERS,
    ...error.headers,
    'access-control-allow-origin': '*',
    'access-control-expose-headers': EXPOSED.join(', '),
    'cache-control': 'no-store',
    'content-type': PROBLEM_TYPE,
  }

  app.server.off('request', behind)
  app.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const mayBeRefused = isPlain(request) && isPublic(request.url ?? '') && !isStopping()
    if (!mayBeRefused || !isTooMuch()) return behind(request, response)
    const id = requestIdOf(request)
    const body = Buffer.from(problemBody(error, id))
    response.writeHead(503, { ...headers, 'x-request-id': id, 'content-length': body.byteLength })
    response.end(request.method === 'HEAD' ? undefined : body)
    onAnswer?.(request, response, 'unknown')
    tellRequest({ id, request, response })
  })
}

const isPublic = (url: string) => !PROBES.test(url) && !isPrivatePath(url)
