import { CATALOGUE, type ErrorCode } from './error-catalogue.ts'

/** What is wrong with one place of a request: a JSON Pointer into the body, or a parameter's name. */
export type Fault = { code: string; detail: string } & (
  | { pointer: string; parameter?: never }
  | { parameter: string; pointer?: never }
)

interface Extras {
  /** One entry for each place that is wrong. */
  errors?: readonly Fault[]
  /** Members of the problem beside the standard ones, such as `current` of a conflict. */
  members?: Record<string, unknown>
  headers?: Record<string, string>
  /** What was thrown below; for the log, never for the client. */
  cause?: unknown
}

/** A failure that the client may read: everything else is a 500 that says nothing. */
export class ApiError extends Error {
  readonly code: ErrorCode
  readonly statusCode: number
  readonly title: string
  readonly errors: readonly Fault[] | undefined
  readonly members: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(code: ErrorCode, detail: string, { errors, members = {}, headers = {}, cause }: Extras = {}) {
    super(detail, { cause })
    this.code = code
    this.statusCode = CATALOGUE[code].status
    this.title = CATALOGUE[code].title
    this.errors = errors
    this.members = members
    this.headers = headers
  }
}

/** The answer for what does not exist and for what the caller may not know exists: the same words. */
export const notFound = (what: string, key: string) =>
  new ApiError('not-found', `There is no ${what} ${key}.`)

export const conflict = (detail: string, cause?: unknown) => new ApiError('conflict', detail, { cause })

export const forbidden = (detail: string) => new ApiError('forbidden', detail)

/** One wrong member of a body: 400, in the shape of the schema's own findings. */
export const invalid = (pointer: string, detail: string, code = 'invalid') =>
  new ApiError('validation', `${pointer || 'The body'} ${detail}.`, { errors: [{ pointer, code, detail }] })

export const invalidParameter = (parameter: string, detail: string, code = 'invalid') =>
  new ApiError('validation', `The parameter ${parameter} ${detail}.`, {
    errors: [{ parameter, code, detail }],
  })

/** A reference that a schema cannot check: 422 with the member that names it. */
export const unknownReference = (pointer: string, what: string, key: string) =>
  new ApiError('unprocessable', `There is no ${what} ${key}.`, {
    errors: [{ pointer, code: 'unknown-reference', detail: `There is no ${what} ${key}.` }],
  })
