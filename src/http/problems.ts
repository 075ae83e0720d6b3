import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fromDatabase, unavailable } from '../db/errors.ts'
import type { ErrorCode } from '../lib/error-catalogue.ts'
import { ApiError } from '../lib/errors.ts'
import { SECURITY_HEADERS } from './headers.ts'
import { unsupportedMedia } from './parsers.ts'

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

/** The body of a failure as RFC 9457 has it. */
export function problemBody(error: ApiError, requestId: string): string {
  const { code, title, statusCode: status, message: detail, errors, members } = error
  const problem = { type: `/problems/${code}`, title, status, detail, code, requestId }
  return JSON.stringify({ ...problem, ...(errors && { errors }), ...members })
}

/** Fastify's own complaints, by what they mean in our catalogue. */
const FRAMEWORK: Record<string, { code: ErrorCode; detail: string }> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'payload-too-large',
    detail: 'The body is larger than this operation takes.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'validation',
    detail: 'The body is not as long as Content-Length says.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'validation', detail: 'The body is empty.' },
  FST_ERR_VALIDATION: { code: 'validation', detail: 'The request is not valid.' },
  FST_ERR_BAD_URL: { code: 'validation', detail: 'The address is not a valid URL.' },
  FST_ERR_ASYNC_CONSTRAINT: { code: 'not-found', detail: 'Nothing answers at this address.' },
  FST_ERR_MAX_PARAM_LENGTH: { code: 'not-found', detail: 'Nothing answers at this address.' },
  FST_ERR_HANDLER_TIMEOUT: { code: 'unavailable', detail: 'The server needed too long.' },
}

/** Whatever was thrown, as the client may read it; undefined when the fault is ours and says nothing. */
function toApiError(error: FastifyError, request: FastifyRequest): ApiError | undefined {
  if (error instanceof ApiError) return error
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return unsupportedMedia(request.method)
  const known = FRAMEWORK[error.code]
  if (known?.code === 'unavailable') return unavailable(known.detail, error)
  if (known) return new ApiError(known.code, known.detail, { cause: error })
  const fromDb = fromDatabase(error)
  if (fromDb) return fromDb
  const isClients = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
  return isClients ? new ApiError('validation', 'The request cannot be read.', { cause: error }) : undefined
}

function answer(error: ApiError, request: FastifyRequest, reply: FastifyReply) {
  return (
    reply
      .code(error.statusCode)
      // A request that could not be routed passes no hook.
      .headers({ ...SECURITY_HEADERS, 'x-request-id': request.id, ...error.headers })
      .header('cache-control', 'no-store')
      .serializer((body: string) => body)
      .type(PROBLEM_TYPE)
      .send(problemBody(error, request.id))
  )
}

/** Every failure leaves as problem+json, whoever raised it. */
export function useProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => answerFailure(error, request, reply))
  app.setNotFoundHandler((request, reply) => answer(nothingAt(request.url), request, reply))
}

/** Also the answer for errors that Fastify raises before any route is chosen. */
export function answerFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const known = toApiError(error, request)
  // An answer that we chose, such as 503 while starting, has no error behind it.
  if (!known || (known.statusCode >= 500 && known.cause)) request.log.error({ err: error }, 'request failed')
  else request.log.info({ code: known.code, places: placesOf(known) }, 'request refused')
  return answer(
    known ?? new ApiError('internal', 'The failure is in the log under this request id.'),
    request,
    reply,
  )
}

/** Where the faults are, never what was sent there. */
const placesOf = ({ errors }: ApiError) =>
  errors?.map(({ pointer, parameter, code }) => `${pointer ?? parameter}: ${code}`)

export const nothingAt = (url: string) =>
  new ApiError('not-found', `Nothing answers at ${url.split('?', 1)[0]?.slice(0, 200)}.`)
