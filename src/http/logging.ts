import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type FastifyBaseLogger, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import type { LoggerOptions } from 'pino'
import { remembered } from '../lib/remember.ts'

/** What opens something to whoever knows it: API keys anywhere, receipts and tokens in paths. */
const API_KEY = /vb_([a-z0-9]{8})_[A-Za-z0-9]{40}/g
const SECRET_SEGMENT = /\/(receipts|preview|confirmations|unsubscriptions)(\/+)[^/?#]+/gi

function redact(text: string): string {
  return text.replace(API_KEY, 'vb_$1_…').replace(SECRET_SEGMENT, '/$1$2…')
}

/** Whether there may be something to redact: of most addresses nothing is, and one look tells. */
const MAY_TELL = /%|vb_|\/(?:receipts|preview|confirmations|unsubscriptions)\//i

/** The router reads `/%72eceipts/…` as `/receipts/…`, so the log must, too. */
function redactUrl(url: string): string {
  if (!MAY_TELL.test(url)) return url
  const [path = '', query] = url.split('?', 2)
  const redacted = redact(decode(path))
  const safePath = redacted === decode(path) ? path : redacted
  return query === undefined ? safePath : `${safePath}?${redact(query)}`
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** A time for a line, written once for all lines of a millisecond. */
function stampOf(now: () => number): () => string {
  let at = Number.NaN
  let stamp = ''
  return () => {
    const current = now()
    if (current === at) return stamp
    at = current
    stamp = `,"time":"${new Date(current).toISOString()}"`
    return stamp
  }
}

/**
 * JSON lines on standard output. They hold no bodies, no header values and no addresses of readers: what a
 * reader may have erased must not live on in a log.
 */
export const loggerOptions = (level: string): LoggerOptions => ({
  level,
  base: null,
  timestamp: stampOf(Date.now),
  formatters: { level: (label) => ({ level: label }) },
  serializers: {
    req: ({ method, url }: { method: string; url: string }) => ({ method, url: redactUrl(url) }),
    res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    err: (error: unknown) => describe(error),
  },
})

const CAUSES_MAX = 6
const MESSAGE_LENGTH_MAX = 500

/** An error without what it carries along: Prisma's messages print the arguments of the failed call. */
function describe(error: unknown, depth = 0): object | undefined {
  if (typeof error !== 'object' || error === null || depth > CAUSES_MAX) return undefined
  const { name, code, kind, cause, message, originalCode, originalMessage, stack } = error as Partial<
    Record<string, unknown>
  >
  const words = String(message ?? originalMessage ?? '')
    .trim()
    .split('\n')
    .at(-1)
  return {
    type: name,
    code: code ?? originalCode,
    kind,
    message: redact(words ?? '').slice(0, MESSAGE_LENGTH_MAX),
    stack: typeof stack === 'string' ? stack.match(/^ {4}at .+$/gm)?.join('\n') : undefined,
    cause: describe(cause, depth + 1),
  }
}

/** One line per request, when it is answered; probes only tell at `debug`. */
class OneLinePerRequest extends LogController {
  override incomingRequest(): void {
    // Told with the answer, in one line.
  }

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply) {
    const level = request.routeOptions.config?.unlimited ? 'debug' : 'info'
    const line = {
      req: request,
      res: reply,
      key: request.actor?.keyId ?? undefined,
      milliseconds: Math.round(reply.elapsedTime),
    }
    request.log[level](error ? { ...line, err: error } : line, 'request')
  }
}

/** What asks for the same gets the same line, but for its id and its time: these many are written once. */
const LINES_MAX = 1000

interface Answered {
  id: string
  request: IncomingMessage
  response: ServerResponse
}

/** The same line for answers that no route made: they took no time. */
export function requestTeller(log: FastifyBaseLogger): (answered: Answered) => void {
  const loggerFor = remembered(LINES_MAX, (key) => {
    const [statusCode = '', method, url] = key.split(' ')
    return log.child({ req: { method, url }, res: { statusCode: Number(statusCode) }, milliseconds: 0 })
  })
  return ({ id, request: { method = '', url = '' }, response: { statusCode } }) =>
    loggerFor(`${statusCode} ${method} ${url}`).info({ requestId: id }, 'request')
}

export const logController = () => new OneLinePerRequest({ requestIdLogLabel: 'requestId' })

const TOKEN = /^[A-Za-z0-9._-]{1,64}$/

/** The caller's `X-Request-Id` when it is a plain token, so that logs join up; else a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const sent = headers['x-request-id']
  return typeof sent === 'string' && TOKEN.test(sent) ? sent : randomUUID()
}
