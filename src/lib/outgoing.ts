import { once } from 'node:events'
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { connect, type Guard } from './outgoing-connection.ts'
import { OutgoingError } from './outgoing-error.ts'
import { refusalOf } from './outgoing-target.ts'
import { told } from './steps.ts'

interface OutgoingRequest extends Guard {
  url: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string | Buffer
  /** For all of it: resolving, connecting, sending and reading. */
  timeoutMs?: number
  /** How much of the answer's body is read; then the connection is cut. */
  maxBytes?: number
  signal?: AbortSignal
}

/** What came back, whatever its status: a redirect is an answer like any other, and nobody follows it. */
interface OutgoingAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  /** There was more of the body than `maxBytes`. */
  isCut: boolean
}

const TIMEOUT_MS = 10_000
const MAX_BYTES = 65_536

/**
 * The one way out of this server: a request to an address that somebody else chose. It reaches public
 * addresses and those that the operator allows, on a connection of its own. Throws `OutgoingError` when
 * there is no answer.
 */
export function send(request: OutgoingRequest): Promise<OutgoingAnswer> {
  const { url, method = 'GET', headers } = request
  const step = { kind: 'outgoing' as const, method, url, headers: { ...headers } }
  return told(step, () => carryOut({ ...request, headers: step.headers }))
}

async function carryOut(request: OutgoingRequest): Promise<OutgoingAnswer> {
  const { url, timeoutMs = TIMEOUT_MS, signal } = request
  const refusal = refusalOf(url, request.allow)
  if (refusal) throw new OutgoingError(refusal.code)
  const deadline = AbortSignal.timeout(timeoutMs)
  const end = signal ? AbortSignal.any([signal, deadline]) : deadline
  let socket: Socket | undefined
  try {
    end.throwIfAborted()
    socket = await connect(new URL(url), request, end)
    return await exchange(socket, request, end)
  } catch (error) {
    if (end.aborted) throw new OutgoingError(signal?.aborted ? 'stopped' : 'timeout', error)
    throw outgoingErrorOf(error)
  } finally {
    socket?.destroy()
  }
}

async function exchange(
  socket: Socket,
  { url, method = 'GET', headers = {}, body, maxBytes = MAX_BYTES }: OutgoingRequest,
  signal: AbortSignal,
): Promise<OutgoingAnswer> {
  const { host, pathname, search } = new URL(url)
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
  const outgoing = httpRequest({
    createConnection: () => socket,
    method,
    path: `${pathname}${search}`,
    headers: { ...headers, host, ...length },
    signal,
  })
  // What breaks after the answer has begun is told by the answer; without a listener it would end the process.
  outgoing.on('error', () => undefined)
  outgoing.end(body)
  const [answer] = (await once(outgoing, 'response', { signal })) as [IncomingMessage]
  return { status: answer.statusCode ?? 0, headers: answer.headers, ...(await read(answer, maxBytes)) }
}

async function read(answer: IncomingMessage, maxBytes: number) {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > maxBytes) break
  }
  return { body: Buffer.concat(chunks).subarray(0, maxBytes), isCut: size > maxBytes }
}

function outgoingErrorOf(error: unknown): OutgoingError {
  if (error instanceof OutgoingError) return error
  const { code = '' } = error as { code?: string }
  return new OutgoingError(code.startsWith('HPE_') ? 'answer-unreadable' : 'connection-failed', error)
}
