import { STATUS_CODES } from 'node:http'
import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import { ApiError } from '../lib/errors.ts'
import { SECURITY_HEADERS } from './headers.ts'
import { PROBLEM_TYPE, problemBody } from './problems.ts'

const FAULTS: Record<string, () => ApiError> = {
  HPE_HEADER_OVERFLOW: () => new ApiError('headers-too-large', 'The headers are larger than 16 KiB.'),
  ERR_HTTP_REQUEST_TIMEOUT: () => new ApiError('request-timeout', 'The request did not arrive in time.'),
}

/** What cannot be read as HTTP at all is answered as problem+json too, on the bare socket. */
export const answerBrokenRequest: NonNullable<FastifyServerOptions['clientErrorHandler']> = function (
  // Fastify calls it as a method of the application.
  this: FastifyInstance,
  error,
  socket,
) {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return
  const fault = FAULTS[error.code]?.() ?? new ApiError('validation', 'The request is not valid HTTP.')
  const requestId = uuidv7()
  this.log.info({ requestId, code: fault.code, reason: error.code }, 'request refused')
  socket.end(rawAnswer(fault, requestId))
}

function rawAnswer(fault: ApiError, requestId: string): string {
  const body = problemBody(fault, requestId)
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': PROBLEM_TYPE,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-request-id': requestId,
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${fault.statusCode} ${STATUS_CODES[fault.statusCode]}\r\n${lines.join('')}\r\n${body}`
}
