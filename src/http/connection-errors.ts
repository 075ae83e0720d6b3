import type { FastifyServerOptions } from 'fastify'
import { ApiError } from '../lib/errors.ts'
import { PROBLEM_TYPE, problemBody } from './problems.ts'

const FAULTS: Record<string, () => ApiError> = {
  HPE_HEADER_OVERFLOW: () => new ApiError('headers-too-large', 'The headers are larger than 16 KiB.'),
  ERR_HTTP_REQUEST_TIMEOUT: () => new ApiError('request-timeout', 'The request did not arrive in time.'),
}

const STATUS_LINES: Record<number, string> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
}

/** What cannot be read as HTTP at all is answered as problem+json too, on the bare socket. */
export const answerBrokenRequest: NonNullable<FastifyServerOptions['clientErrorHandler']> = (
  error,
  socket,
) => {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return
  const fault = FAULTS[error.code]?.() ?? new ApiError('validation', 'The request is not valid HTTP.')
  const body = problemBody(fault, 'none')
  socket.end(
    `HTTP/1.1 ${fault.statusCode} ${STATUS_LINES[fault.statusCode]}\r\n` +
      `content-type: ${PROBLEM_TYPE}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
      `cache-control: no-store\r\nconnection: close\r\n\r\n${body}`,
  )
}
