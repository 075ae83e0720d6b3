import { ApiError } from '../lib/errors.ts'
import type { Transaction } from './client.ts'

/** What a POST was answered with. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: unknown
  /** The body holds a secret and must not be stored: the id of what was made. */
  secretId?: string
}

export interface IdempotentRequest {
  caller: string
  key: string
  /** Digest of address and body. */
  hash: Uint8Array<ArrayBuffer>
}

/** How long an answer is kept and replayed. */
const KEPT_HOURS = 24

/**
 * The stored answer of an earlier, equal request. Holds the key's lock until the transaction ends: a twin
 * that is still running is 409, and the answer is written in the transaction of its effect, so there is no
 * moment at which one exists without the other.
 */
export async function recall(tx: Transaction, request: IdempotentRequest): Promise<Answer | undefined> {
  const { caller, key, hash } = request
  const [lock] = await tx.$queryRaw<{ held: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${`${caller} ${key}`}, 0)) as held`
  if (!lock?.held) throw new ApiError('idempotency-running', 'A request with this key is still running.')
  const stored = await tx.idempotencyRecord.findFirst({
    where: { caller, key, createdAt: { gt: new Date(Date.now() - KEPT_HOURS * 3_600_000) } },
  })
  if (!stored) return undefined
  if (!Buffer.from(stored.requestHash).equals(hash)) {
    throw new ApiError('idempotency-mismatch', 'This Idempotency-Key was used with another address or body.')
  }
  if (stored.secretId !== null) {
    throw new ApiError('idempotency-secret-lost', 'It was made, and its secret shown once.', {
      members: { id: stored.secretId },
    })
  }
  return {
    status: stored.status,
    headers: stored.headers as Record<string, string>,
    body: stored.body === null ? null : JSON.parse(stored.body),
  }
}

export async function remember(tx: Transaction, request: IdempotentRequest, answer: Answer): Promise<void> {
  const { caller, key, hash: requestHash } = request
  const kept = answer.secretId === undefined
  const record = {
    requestHash,
    status: answer.status,
    headers: answer.headers,
    body: kept ? JSON.stringify(answer.body) : null,
    secretId: answer.secretId ?? null,
    createdAt: new Date(),
  }
  await tx.idempotencyRecord.upsert({
    where: { caller_key: { caller, key } },
    create: { caller, key, ...record },
    update: record,
  })
  await forgetExpired(tx)
}

/** Answers that are no longer replayed go a few at a time, with the ones that are stored. */
const FORGOTTEN_AT_ONCE = 20

const forgetExpired = (tx: Transaction) => tx.$executeRaw`
  delete from idempotency_record where (caller, key) in (
    select caller, key from idempotency_record
    where created_at < now() - make_interval(hours => ${KEPT_HOURS}::int)
    limit ${FORGOTTEN_AT_ONCE} for update skip locked)`

/** Stored answers that name one of these things go: they may repeat words of it that are to be destroyed. */
export const forgetAnswersAbout = (tx: Transaction, ids: readonly string[]) => tx.$executeRaw`
  delete from idempotency_record where exists (
    select from regexp_matches(lower(body), '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') named
    where named[1] = any(${[...ids]}::text[]))`
