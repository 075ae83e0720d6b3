import { send } from '../../lib/outgoing.ts'
import { OutgoingError } from '../../lib/outgoing-error.ts'
import type { Secrets } from '../../lib/secrets.ts'
import { payloadOf } from './message.ts'
import { retryAfterOf } from './rules.ts'
import type { WebhookDeliveryLog } from './schema.ts'
import { signedHeaders } from './signature.ts'
import type { Due } from './store.ts'

type AttemptError = NonNullable<WebhookDeliveryLog['log'][number]['error']>

/** What came of one try. */
export interface Outcome {
  milliseconds: number
  /** Null when there was no answer. */
  status: number | null
  error: AttemptError | null
  excerpt: string | null
  /** What the receiver asked for before the next one. */
  retryAfterMs: number
}

export interface Means {
  secrets: Secrets
  outgoingAllow: readonly string[]
  /** For one request, from the name to the end of the answer. */
  timeoutMs?: number
}

/** One request: that nobody answers is an outcome, too. */
export async function attempt(due: Due, means: Means, signal: AbortSignal): Promise<Outcome> {
  const started = performance.now()
  const outcome = await tryOnce(due, means, signal)
  return { ...outcome, milliseconds: Math.round(performance.now() - started) }
}

async function tryOnce(
  due: Due,
  { secrets, outgoingAllow: allow, timeoutMs }: Means,
  signal: AbortSignal,
): Promise<Omit<Outcome, 'milliseconds'>> {
  const keys = keysOf(due, secrets)
  if (keys.length === 0) return unanswered('secret-unreadable')
  const body = JSON.stringify(payloadOf(due))
  const now = new Date()
  const message = { id: due.eventId, timestamp: Math.floor(now.getTime() / 1000), body }
  const headers = { ...HEADERS, ...signedHeaders(message, keys) }
  try {
    const request = { url: due.url, method: 'POST' as const, headers, body, allow, signal }
    const answer = await send({ ...request, ...(timeoutMs !== undefined && { timeoutMs }) })
    const { status } = answer
    const retryAfterMs = retryAfterOf(status, answer.headers['retry-after'], now)
    return { status, error: null, excerpt: excerptOf(answer.body), retryAfterMs }
  } catch (error) {
    if (error instanceof OutgoingError) return unanswered(error.code)
    throw error
  }
}

const HEADERS = { 'content-type': 'application/json', 'user-agent': 'Verbatim-Webhooks' }

const unanswered = (error: AttemptError) => ({ status: null, error, excerpt: null, retryAfterMs: 0 })

/** The current secret first; one that another `SECRET` sealed cannot sign. */
function keysOf({ endpointId, secret, previousSecret }: Due, secrets: Secrets): Buffer[] {
  const sealed = previousSecret ? [secret, previousSecret] : [secret]
  return sealed.flatMap((each) => secrets.open('webhook-secret', each, endpointId) ?? [])
}

const EXCERPT_BYTES = 1000

/** The beginning as text that a database takes; what is no text is shown as such. */
function excerptOf(body: Buffer): string | null {
  const text = new TextDecoder().decode(body.subarray(0, EXCERPT_BYTES)).replaceAll('\0', '\ufffd')
  return text === '' ? null : text
}
