import type { IncomingMessage, ServerResponse } from 'node:http'
import { isCurrentFor } from '../delivery.ts'
import { cacheControlFor } from '../freshness.ts'
import type { KeptAnswer } from './answer.ts'
import { type Encoding, encodedBytes, encodingFor } from './encodings.ts'

/** Who asks, and where the answer goes. */
export interface Asked {
  request: IncomingMessage
  response: ServerResponse
  id: string
}

/** Writes an answer that was made before: for this client, of this moment. At once, unless it has to be compressed. */
export function give(answer: KeptAnswer, asked: Asked): Promise<void> | undefined {
  const { request, response } = asked
  if (isCurrentFor(request, answer.etag)) {
    response.writeHead(304, [...answer.headersOf304, ...ofThisMoment(answer, asked)])
    response.end()
    return undefined
  }
  const encoding = encodingFor(request, answer)
  const known = encoding ? answer.encoded?.get(encoding) : answer.body
  if (known || !encoding) {
    write(answer, asked, known ?? answer.body, encoding)
    return undefined
  }
  return encodedBytes(answer, encoding).then(
    (bytes) => write(answer, asked, bytes, encoding),
    () => write(answer, asked, answer.body, undefined),
  )
}

function write(answer: KeptAnswer, asked: Asked, bytes: Buffer, encoding: Encoding | undefined): void {
  const { request, response } = asked
  const headers = [
    ...answer.headers,
    ...ofThisMoment(answer, asked),
    ...['content-length', String(bytes.byteLength)],
  ]
  if (encoding) headers.push('content-encoding', encoding)
  response.writeHead(200, headers)
  if (request.method === 'HEAD') response.end()
  else response.end(bytes)
}

const ofThisMoment = ({ expiresAt }: KeptAnswer, { id }: Asked): string[] => [
  ...['cache-control', cacheControlFor((expiresAt - performance.now()) / 1000)],
  ...['x-request-id', id],
]
