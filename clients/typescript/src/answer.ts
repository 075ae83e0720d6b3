import type { components } from './schema.ts'

/** What the API says when it refuses: RFC 9457, with a `code` of a closed list. */
export type Problem = components['schemas']['Problem']

/** A refusal as an exception: `code` says which, `problem` everything that was told. */
export class ProblemError extends Error {
  readonly status: number
  /** Absent when the answer was not the API's own, such as that of a proxy before it. */
  readonly problem: Problem | undefined
  /** Seconds to wait before the same is asked again, when the answer said so. */
  readonly retryAfter: number | undefined

  constructor(body: unknown, response: Response) {
    const problem = isProblem(body) ? body : undefined
    super(problem?.detail ?? problem?.title ?? `The server answered ${response.status}.`)
    this.name = 'ProblemError'
    this.status = response.status
    this.problem = problem
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
    this.retryAfter = Number.isFinite(seconds) ? seconds : undefined
  }

  get code(): Problem['code'] | undefined {
    return this.problem?.code
  }
}

/** What a call of the client comes to: either what was asked for, or the refusal. */
interface Outcome<T> {
  data?: T
  error?: unknown
  response: Response
}

/** What was asked for; a refusal is thrown as a `ProblemError`. */
export async function answerOf<T>(outcome: Outcome<T> | Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await outcome
  if (!response.ok) throw new ProblemError(error, response)
  // An answer without a body (204) has the type `undefined`.
  return data as T
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && 'title' in body
