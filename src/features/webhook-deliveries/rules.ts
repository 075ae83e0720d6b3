const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The pauses before each further try: the schedule that Standard Webhooks recommends, 75 hours in all. */
const PAUSES = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
]

/** Of a pause, what chance adds at most: those who failed together do not come back together. */
const JITTER = 0.2
const RETRY_AFTER_MAX_MS = DAY

/** The pause after so many tries, at least what the receiver asked for; nothing when it was the last try. */
export function pauseAfter(tries: number, retryAfterMs = 0, chance = Math.random()): number | undefined {
  const pause = PAUSES[tries - 1]
  if (pause === undefined) return undefined
  return Math.max(pause * (1 + JITTER * chance), Math.min(retryAfterMs, RETRY_AFTER_MAX_MS))
}

const OVERLOADED: readonly (number | null)[] = [429, 503]

/** What a receiver that is overloaded asks for (RFC 9110 §10.2.3): seconds, or a date. */
export function retryAfterOf(status: number | null, header: string | undefined, now: Date): number {
  if (header === undefined || !OVERLOADED.includes(status)) return 0
  if (/^\d{1,9}$/.test(header)) return Number(header) * SECOND
  const at = Date.parse(header)
  return Number.isNaN(at) ? 0 : Math.max(0, at - now.getTime())
}

/** Taken is 2xx and nothing else: who redirects has not taken it. */
export const isTaken = (status: number | null) => status !== null && status >= 200 && status < 300

const REST_MIN_MS = 5 * SECOND
const REST_MAX_MS = 30 * SECOND
const ASKED_REST_MAX_MS = HOUR

/**
 * How long an endpoint that failed is left alone, whatever else waits for it: a tenth of how long it has been
 * failing, or as long as it asks for.
 */
export function restAfter(
  { failingSince, retryAfterMs }: { failingSince: Date; retryAfterMs: number },
  now: Date,
): number {
  const own = (now.getTime() - failingSince.getTime()) / 10
  const asked = Math.min(ASKED_REST_MAX_MS, retryAfterMs)
  return Math.max(REST_MIN_MS, Math.min(REST_MAX_MS, own), asked)
}

const FAILING_MAX_MS = 5 * DAY

interface Failure {
  status: number | null
  /** Since when the endpoint has taken nothing. */
  failingSince: Date
  /** When this delivery was first tried. */
  firstTriedAt: Date
  wasLastTry: boolean
}

/**
 * Why nothing more is sent to an endpoint after this. A delivery that ran out of tries speaks against its
 * endpoint only when that took nothing else meanwhile: one event that a receiver cannot read must not cut it
 * off from all others.
 */
export function reasonToDisable(failure: Failure, now: Date): 'gone' | 'failing' | undefined {
  const { status, failingSince, firstTriedAt, wasLastTry } = failure
  if (status === 410) return 'gone'
  const tookNothing = wasLastTry && failingSince <= firstTriedAt
  const isLong = now.getTime() - failingSince.getTime() >= FAILING_MAX_MS
  return tookNothing || isLong ? 'failing' : undefined
}
