import type { Db } from '../../db/client.ts'
import type { PlainTransaction } from '../../db/plain-transaction.ts'
import { ApiError } from '../../lib/errors.ts'
import { ATTEMPTS } from './rules.ts'
import type { Claims } from './token.ts'

/** A captcha that was solved and is not yet spent. */
export interface Proof extends Pick<Claims, 'jti' | 'exp'> {
  /** When the challenge was shown, in seconds since 1970; undefined when nobody can tell. */
  iat?: number
  /** Why what it buys has to wait for a moderator. */
  held?: 'captcha-outage'
}

/**
 * Spends a captcha in the transaction of what it buys. Undefined when it is spent now; the id of what it
 * bought when the very same request spent it before. One statement counts, checks and spends: of any number
 * of concurrent requests one gets through, and a rollback gives it back.
 */
export async function spendCaptcha(
  sql: PlainTransaction,
  proof: Proof,
  { resourceId, requestHash }: { resourceId: string; requestHash: Uint8Array<ArrayBuffer> },
): Promise<string | undefined> {
  const spent = await sql.query({
    name: 'captcha.spend',
    text: `
      insert into captcha_use as held (jti, expires_at, spent_at, resource_id, request_hash)
      select $1, $2::timestamptz, now(), $3::uuid, $4::bytea where $2::timestamptz > now()
      on conflict (jti) do update
        set spent_at = now(), resource_id = excluded.resource_id, request_hash = excluded.request_hash
        where held.spent_at is null and held.attempts < ${ATTEMPTS} and held.expires_at > now()
      returning jti`,
    values: [proof.jti, expiryOf(proof), resourceId, requestHash],
  })
  if (spent.length > 0) return undefined
  const [held] = await sql.query<Held & Bought>({
    name: 'captcha.held',
    text: `
      select attempts, spent_at as "spentAt", resource_id as "resourceId", request_hash as "requestHash"
      from captcha_use where jti = $1`,
    values: [proof.jti],
  })
  if (held?.requestHash && Buffer.from(held.requestHash).equals(requestHash))
    return held.resourceId ?? undefined
  throw refusalOf(held)
}

/** What is known of a captcha that was used. */
interface Held {
  attempts: number
  spentAt: Date | null
}

interface Bought {
  resourceId: string | null
  requestHash: Uint8Array | null
}

export const isSpent = async (db: Db, jti: string) =>
  (await db.captchaUse.count({ where: { jti, spentAt: { not: null } } })) > 0

/**
 * Removes what became of captchas that expired an hour ago or earlier, on the database's clock, by which they
 * are also refused: a token whose row is gone cannot be spent again. Returns how many.
 */
export const purgeCaptchas = (db: Db, atMost: number) => db.$executeRaw`
  delete from captcha_use where jti in (
    select jti from captcha_use where expires_at < now() - interval '1 hour'
    order by expires_at limit ${atMost} for update skip locked)`

/**
 * Wrong answers so far, after adding `wrong`. Right answers queue on the challenge's row as wrong ones do, so that
 * a burst of guesses is worth no more than three. Throws when the challenge takes no more answers.
 */
export async function countAttempt(db: Db, proof: Proof, wrong: 0 | 1): Promise<number> {
  const expiry = expiryOf(proof)
  const [held] = await db.$queryRaw<{ attempts: number }[]>`
    insert into captcha_use as held (jti, attempts, expires_at)
    select ${proof.jti}, ${wrong}::int, ${expiry}::timestamptz where ${expiry}::timestamptz > now()
    on conflict (jti) do update set attempts = held.attempts + ${wrong}::int
      where held.spent_at is null and held.attempts < ${ATTEMPTS} and held.expires_at > now()
    returning attempts`
  if (!held) throw refusalOf(await db.captchaUse.findUnique({ where: { jti: proof.jti } }))
  return held.attempts
}

function refusalOf(held: Held | null | undefined): ApiError {
  if (held?.spentAt) return new ApiError('captcha-spent', 'The captcha was spent on another request.')
  if (held && held.attempts >= ATTEMPTS) {
    return new ApiError('captcha-exhausted', 'The captcha was answered wrongly too often.')
  }
  return new ApiError('captcha-expired', 'The captcha has expired. Get a new one.')
}

const expiryOf = ({ exp }: Proof) => new Date(exp * 1000)
