import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { KeptAnswer } from './answer.ts'
import { give } from './give.ts'
import type { Answers, Load } from './keep.ts'
import { addressInOrder, keyOf } from './keys.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The answer to this request is being made for others, too. */
    load: Load | null
  }
}

interface Options {
  answers: Answers
  /** Then every answer ends its connection, which those in memory do not know. */
  isStopping: () => boolean
}

/**
 * Behind access: a key gets the same answers as everybody, and of those who ask for one at the same time one makes
 * it.
 */
export function useSharedLoads(app: FastifyInstance, { answers, isStopping }: Options): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (!isKeepable(request) || isStopping()) return done()
    const key = keyFor(request)
    const found = answers.find(key)
    if (found) return handOut(found, request, reply)
    const running = answers.running(key)
    if (!running) {
      if (request.method === 'GET') lead(request, reply, answers.begin(key))
      return done()
    }
    running.wait().then((answer) => (isTrue(answer) ? handOut(answer, request, reply) : done()), done)
  })
}

const isKeepable = ({ method, routeOptions: { config } }: FastifyRequest) =>
  config.conditional === true && config.access === 'public' && (method === 'GET' || method === 'HEAD')

function keyFor({ url, headers, routeOptions: { config } }: FastifyRequest): string {
  const address = addressInOrder(url)
  return config.negotiated ? keyOf(address, headers.accept) : address
}

/** While it was made its time may have passed. */
const isTrue = (answer: KeptAnswer | undefined): answer is KeptAnswer =>
  answer !== undefined && answer.expiresAt > performance.now()

function lead(request: FastifyRequest, reply: FastifyReply, load: Load | undefined): void {
  if (!load) return
  request.load = load
  // However this request ends, nobody waits for it longer.
  reply.raw.once('close', () => load.settle(undefined))
}

function handOut(answer: KeptAnswer, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack()
  give(answer, { request: request.raw, response: reply.raw, id: request.id })
}
