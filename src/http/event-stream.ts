import { Readable } from 'node:stream'
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import type { Held, Patience } from './held-requests.ts'

export const EVENT_STREAM = 'text/event-stream'

/** One message: what to send as `Last-Event-ID` to go on behind it, its type, and what it says, as JSON. */
export interface Message {
  id: string
  event: string
  data: unknown
}

/** The messages that come next; none when nothing came while there was patience. */
type NextMessages = (patience: Patience) => Promise<readonly Message[]>

/** A silent connection is taken for a dead one, by proxies and by our own limits. */
const SILENCE_MS = 15_000
/** After that a client connects again and goes on: nobody depends on one connection, nor on one instance. */
const STREAM_MS = 3_600_000
const RETRY_MS = 3000

/** For `handlerTimeout` of a route that streams: behind the end that a stream finds by itself. */
export const STREAM_TIMEOUT_MS = STREAM_MS + 60_000

/** Whether the client wants a stream: it names the type, and not with `q=0`. */
export const wantsEvents = ({ headers }: FastifyRequest) =>
  (headers.accept ?? '').split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    return type === EVENT_STREAM && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
  })

/** Where a stream goes on: `Last-Event-ID`, which a browser sends with the address that it first asked. */
export function lastEventId({ headers }: FastifyRequest): string | undefined {
  const sent = headers['last-event-id']
  return typeof sent === 'string' && sent !== '' ? sent : undefined
}

interface Source {
  held: Held
  next: NextMessages
  silenceMs?: number
}

/**
 * Answers with a stream of server-sent events that ends when the client goes away, when the server stops, or
 * after an hour. What comes next is asked for when the client has taken what came before: a slow one costs
 * no memory.
 */
export function sendEvents(request: FastifyRequest, reply: FastifyReply, source: Source): FastifyReply {
  reply.headers({
    'content-type': EVENT_STREAM,
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    // Nothing can follow it, and an idle connection would keep the server from stopping.
    connection: 'close',
  })
  if (request.method === 'HEAD') {
    source.held.release()
    return reply.send('')
  }
  const stream = Readable.from(linesOf(source, request.log))
  stream.once('close', source.held.release)
  return reply.send(stream)
}

async function* linesOf({ held: { signal }, next, silenceMs = SILENCE_MS }: Source, log: FastifyBaseLogger) {
  yield `retry: ${RETRY_MS}\n\n`
  const endsAt = Date.now() + STREAM_MS
  while (!signal.aborted && Date.now() < endsAt) {
    const messages = await next({ signal, ms: silenceMs }).catch((err: unknown) => {
      log.warn({ err }, 'a stream ended early')
    })
    if (!messages) return
    for (const message of messages) yield linesFor(message)
    if (messages.length === 0 && !signal.aborted) yield ': nothing yet\n\n'
  }
}

const linesFor = ({ id, event, data }: Message) =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
