import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { PUBLIC } from '../../lib/actor.ts'
import { isCurrentFor } from '../delivery.ts'
import { cacheControlFor } from '../freshness.ts'
import type { Spend } from '../rate-limits.ts'
import type { KeptAnswer } from './answer.ts'
import { encodedBytes, encodingFor } from './encodings.ts'
import type { Answers, Load } from './keep.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The answer to this request is being made for others, too. */
    load: Load | null
  }
}

interface Options {
  answers: Answers
  spend: Spend
  /** Then every answer ends its connection, which those in memory do not know. */
  isStopping: () => boolean
}

/**
 * Public answers out of memory, in front of everything that is work. For callers without a key there is nothing to
 * look up, and an equal request was valid: all that is left is to draw on their budget. What refuses the budget is
 * told further on, with all the headers that a refusal has.
 */
export function useKeptAnswers(app: FastifyInstance, { answers, spend, isStopping }: Options): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (request.headers.authorization !== undefined || !isKeepable(request) || isStopping()) return done()
    const found = answers.find(keyOf(request))
    if (!found) return done()
    request.actor = PUBLIC
    const spending = spend(request)
    if (!spending) give(found, request, reply)
    else
      spending.then(
        () => give(found, request, reply),
        () => done(),
      )
  })
}

/** Behind access: keys get the same answers, and of those who ask for one at the same time one makes it. */
export function useSharedLoads(app: FastifyInstance, { answers, isStopping }: Omit<Options, 'spend'>): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (!isKeepable(request) || isStopping()) return done()
    const key = keyOf(request)
    const found = answers.find(key)
    if (found) return give(found, request, reply)
    const running = answers.running(key)
    if (!running) {
      if (request.method === 'GET') lead(request, reply, answers.begin(key))
      return done()
    }
    running.done.then((answer) => (isTrue(answer) ? give(answer, request, reply) : done()), done)
  })
}

const isKeepable = ({ method, routeOptions: { config } }: FastifyRequest) =>
  config.conditional === true && config.access === 'public' && (method === 'GET' || method === 'HEAD')

/** The address and, where the answer depends on it, what the client accepts. */
const keyOf = ({ url, headers, routeOptions: { config } }: FastifyRequest) =>
  config.negotiated ? `${inOrder(url)} ${headers.accept ?? ''}` : inOrder(url)

/** With its parameters in order: which comes first says nothing, and one that is repeated is refused. */
function inOrder(url: string): string {
  const at = url.indexOf('?')
  if (at === -1 || url.indexOf('&', at) === -1) return url
  return `${url.slice(0, at + 1)}${url
    .slice(at + 1)
    .split('&')
    .sort()
    .join('&')}`
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

function give(answer: KeptAnswer, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack()
  if (isCurrentFor(request, answer.etag)) {
    reply.raw.writeHead(304, [...answer.headersOf304, ...ofThisMoment(answer, request)]).end()
    return
  }
  const encoding = encodingFor(request, answer)
  const known = encoding ? answer.encoded.get(encoding) : answer.body
  if (known) write(answer, request, reply, known, encoding)
  else if (encoding) {
    encodedBytes(answer, encoding).then(
      (bytes) => write(answer, request, reply, bytes, encoding),
      () => write(answer, request, reply, answer.body, undefined),
    )
  }
}

function write(
  answer: KeptAnswer,
  request: FastifyRequest,
  { raw }: FastifyReply,
  bytes: Buffer,
  encoding: string | undefined,
): void {
  const headers = [
    ...answer.headers,
    ...ofThisMoment(answer, request),
    'content-length',
    String(bytes.byteLength),
  ]
  if (encoding) headers.push('content-encoding', encoding)
  raw.writeHead(200, headers)
  if (request.method === 'HEAD') raw.end()
  else raw.end(bytes)
}

const ofThisMoment = ({ expiresAt }: KeptAnswer, { id }: FastifyRequest): string[] => [
  ...['cache-control', cacheControlFor((expiresAt - performance.now()) / 1000)],
  ...['x-request-id', id],
]
