import { ApiError, conflict } from '../lib/errors.ts'

/** PostgreSQL's and Prisma's codes, by what they mean to a client. */
const TAKEN = new Set(['23505', 'P2002'])
const REFERRED = new Set(['23503', '23001', 'P2003', 'P2014'])
const CONTRADICTS = new Set(['23514', '23P01', 'P2004'])
const MISSING = new Set(['P2025'])
/** Text that PostgreSQL cannot keep, and values larger than its limits. */
const UNSTORABLE = new Set(['22021', '22P05', '22P02', '22003', '22008', '54000'])
const RETRYABLE = new Set(['40001', '40P01', 'P2034'])
const LOST = /^(08|53|57|58)|^(57014|55P03|25P03|25P02)$|^P(1001|1002|1008|1017|2024|2028|2037)$|^E[A-Z]+$/
const LOST_MESSAGE =
  /timeout exceeded when trying to connect|connection terminated|connection is closed|not queryable|Connection ended/i

const HINT_SECONDS = '2'

/** Every code on the way down: Prisma wraps the adapter's error, which wraps the driver's. */
function codesOf(error: unknown, depth = 0): string[] {
  if (depth > 6 || typeof error !== 'object' || error === null) return []
  const { code, originalCode, kind, cause, meta } = error as Record<string, unknown>
  const adapter = (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError
  const own = [code, originalCode].filter((value): value is string => typeof value === 'string')
  if (kind === 'TransactionWriteConflict') own.push('40001')
  return [...own, ...codesOf(cause, depth + 1), ...codesOf(adapter, depth + 1)]
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.message} ${messageOf(error.cause)}` : ''

/** Whether the transaction lost a race that repeating it resolves. */
export const isRetryable = (error: unknown) => codesOf(error).some((code) => RETRYABLE.has(code))

/** Whether a unique constraint refused the write. */
export const isTaken = (error: unknown) => codesOf(error).some((code) => TAKEN.has(code))

/** What the database refused, as the client may read it; nothing when the fault is ours. */
export function fromDatabase(error: unknown): ApiError | undefined {
  const codes = codesOf(error)
  const has = (set: ReadonlySet<string>) => codes.some((code) => set.has(code))
  if (has(TAKEN)) return conflict('Another resource already has this value.', error)
  if (has(REFERRED))
    return conflict('Another resource refers to this one, or what this one names is gone.', error)
  if (has(CONTRADICTS)) return conflict('The change contradicts a rule of the data.', error)
  if (has(MISSING)) return new ApiError('not-found', 'The resource does not exist.', { cause: error })
  if (has(UNSTORABLE)) {
    return new ApiError('validation', 'A value cannot be stored: it is too large or not text.', {
      cause: error,
    })
  }
  const isLost =
    codes.some((code) => LOST.test(code) || RETRYABLE.has(code)) || LOST_MESSAGE.test(messageOf(error))
  return isLost ? unavailable('The database does not answer at the moment.', error) : undefined
}

export const unavailable = (detail: string, cause?: unknown) =>
  new ApiError('unavailable', detail, { headers: { 'retry-after': HINT_SECONDS }, cause })
