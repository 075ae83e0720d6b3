import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { hasOneHost } from '../headers.ts'
import { requestIdOf, requestTeller } from '../logging.ts'
import type { Budgets } from '../rate-limits.ts'
import type { KeptAnswer } from './answer.ts'
import { give } from './give.ts'
import type { Answers } from './keep.ts'
import { addressInOrder, keyOf } from './keys.ts'

interface Front {
  answers: Answers
  draw: Budgets['draw']
  /** Whose budget it is. */
  addressOf: (request: IncomingMessage) => string
  /** Then every answer ends its connection, which those in memory do not know. */
  isStopping: () => boolean
  /** Counts an answer that no hook sees. */
  onAnswer?: ((request: IncomingMessage, response: ServerResponse, route: string) => void) | undefined
}

/**
 * Public answers out of memory, in front of everything that is work: router, hooks, validation. For callers without
 * a key there is nothing to look up, and an equal request was valid: all that is left is to draw on their budget.
 * Whatever is not found here, or is refused, goes the long way and is told there with all the headers it has.
 */
export function putInFront(app: FastifyInstance, { answers, draw, addressOf, isStopping, onAnswer }: Front) {
  const [behind] = app.server.listeners('request') as RequestListener[]
  if (!behind) throw new Error('The server has nothing to put this in front of.')

  const tellRequest = requestTeller(app.log)
  const find = ({ url = '', headers }: IncomingMessage) => {
    const address = addressInOrder(url)
    return answers.find(keyOf(address, headers.accept)) ?? answers.find(address)
  }
  const answerFrom = (answer: KeptAnswer, request: IncomingMessage, response: ServerResponse) => {
    const id = requestIdOf(request)
    const tell = () => {
      onAnswer?.(request, response, answer.route)
      tellRequest({ id, request, response })
    }
    const giving = give(answer, { request, response, id })
    if (giving) giving.then(tell)
    else tell()
  }

  app.server.off('request', behind)
  app.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const answer = isPlain(request) && !isStopping() ? find(request) : undefined
    if (!answer) return behind(request, response)
    if (!draw) return answerFrom(answer, request, response)
    draw(answer.rateClass, addressOf(request)).then(
      (isEnough) => (isEnough ? answerFrom(answer, request, response) : behind(request, response)),
      () => behind(request, response),
    )
  })
}

/** A reading request of nobody in particular, with nothing wrong about it. */
export const isPlain = ({ method, headers, rawHeaders }: IncomingMessage) =>
  (method === 'GET' || method === 'HEAD') && headers.authorization === undefined && hasOneHost(rawHeaders)
