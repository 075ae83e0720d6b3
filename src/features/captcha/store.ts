import type { Db, Transaction } from '../../db/client.ts'
import { ApiError } from '../../lib/errors.ts'
import type { Secrets } from '../../lib/secrets.ts'
import { type Action, ATTEMPTS, isResult, promptFor } from './rules.ts'
import type { Captcha, Challenge, NewChallenge, Solution, SolvedCaptcha } from './schema.ts'
import { type Claims, isOutlived, newClaims, open, seal, sumFor } from './token.ts'

/** A captcha that was solved and is not yet spent. */
export interface Proof extends Pick<Claims, 'jti' | 'exp'> {
  /** When the challenge was shown, in seconds since 1970; undefined when nobody can tell. */
  iat?: number
  /** Why what it buys has to wait for a moderator. */
  held?: 'captcha-outage'
}

/** A new challenge. Nothing is written: all that is known of it is in its token. */
export function issueChallenge(secrets: Secrets, input: NewChallenge): Challenge {
  const claims = newClaims(input.action, input.articleId, Date.now())
  return {
    token: seal(secrets, 'captcha-token', claims),
    kind: claims.kind,
    expiresAt: expiryOf(claims).toISOString(),
    attempts: ATTEMPTS,
    prompt: promptFor(sumFor(secrets, claims), input.language),
  }
}

/**
 * Changes a solved challenge for a pass, which spends the same challenge. Right answers queue on the
 * challenge's row as wrong ones do, so that a burst of guesses is worth no more than three.
 */
export async function verifyCaptcha(db: Db, secrets: Secrets, solution: Solution): Promise<SolvedCaptcha> {
  const claims = await solve(db, secrets, solution)
  if ((await countAttempt(db, claims, 0)) === undefined) throw await refusalOf(db, claims)
  return { pass: seal(secrets, 'captcha-pass', claims), expiresAt: expiryOf(claims).toISOString() }
}

/**
 * What a request may spend on `action` for `articleId`, or for any article where none is named. Wrong answers are counted here and at once, outside
 * of whatever the captcha would buy. Expiry is judged where it is spent, on the database's clock.
 */
export async function proveCaptcha(
  db: Db,
  secrets: Secrets,
  captcha: Captcha | undefined,
  { action, articleId }: { action: Action; articleId?: string },
): Promise<Proof> {
  if (!captcha) throw new ApiError('captcha-required', 'Send `captcha` with a token and its answer.')
  const { token = '', answer = '', pass } = captcha
  const claims =
    pass === undefined ? read(secrets, 'captcha-token', token) : read(secrets, 'captcha-pass', pass)
  const isElsewhere = articleId !== undefined && claims.art !== null && claims.art !== articleId
  if (claims.aud !== action || isElsewhere) {
    throw new ApiError('captcha-mismatch', 'The captcha was issued for another article or action.')
  }
  return pass === undefined ? solve(db, secrets, { token, answer }) : claims
}

/**
 * Spends a captcha in the transaction of what it buys. Undefined when it is spent now; the id of what it
 * bought when the very same request spent it before. One statement counts, checks and spends: of any number
 * of concurrent requests one gets through, and a rollback gives it back.
 */
export async function spendCaptcha(
  tx: Transaction,
  proof: Proof,
  { resourceId, requestHash }: { resourceId: string; requestHash: Uint8Array<ArrayBuffer> },
): Promise<string | undefined> {
  const expiry = expiryOf(proof)
  const spent = await tx.$executeRaw`
    insert into captcha_use as held (jti, expires_at, spent_at, resource_id, request_hash)
    select ${proof.jti}, ${expiry}::timestamptz, now(), ${resourceId}::uuid, ${requestHash}::bytea
    where ${expiry}::timestamptz > now()
    on conflict (jti) do update
      set spent_at = now(), resource_id = excluded.resource_id, request_hash = excluded.request_hash
      where held.spent_at is null and held.attempts < ${ATTEMPTS} and held.expires_at > now()`
  if (spent > 0) return undefined
  const held = await tx.captchaUse.findUnique({ where: { jti: proof.jti } })
  if (held?.requestHash && Buffer.from(held.requestHash).equals(requestHash))
    return held.resourceId ?? undefined
  throw await refusalOf(tx, proof)
}

/**
 * Removes what became of captchas that expired an hour ago or earlier, on the database's clock, by which they
 * are also refused: a token whose row is gone cannot be spent again. Returns how many.
 */
export const purgeCaptchas = (db: Db, atMost: number) => db.$executeRaw`
  delete from captcha_use where jti in (
    select jti from captcha_use where expires_at < now() - interval '1 hour'
    order by expires_at limit ${atMost} for update skip locked)`

/** The claims of a token whose answer is right; a wrong answer is counted. */
async function solve(db: Db, secrets: Secrets, { token, answer }: Solution): Promise<Claims> {
  const claims = read(secrets, 'captcha-token', token)
  if (isOutlived(secrets, token)) throw expired()
  if (isResult(sumFor(secrets, claims), answer)) return claims
  const attempts = await countAttempt(db, claims, 1)
  if (attempts === undefined) throw await refusalOf(db, claims)
  const attemptsLeft = ATTEMPTS - attempts
  throw new ApiError(
    'captcha-wrong',
    `The answer is wrong; ${attemptsLeft} of ${ATTEMPTS} attempts are left.`,
    {
      members: { attemptsLeft },
    },
  )
}

/** Wrong answers so far, after adding `wrong`; undefined when the challenge takes no more answers. */
async function countAttempt(db: Db, claims: Proof, wrong: 0 | 1): Promise<number | undefined> {
  const expiry = expiryOf(claims)
  const [held] = await db.$queryRaw<{ attempts: number }[]>`
    insert into captcha_use as held (jti, attempts, expires_at)
    select ${claims.jti}, ${wrong}::int, ${expiry}::timestamptz where ${expiry}::timestamptz > now()
    on conflict (jti) do update set attempts = held.attempts + ${wrong}::int
      where held.spent_at is null and held.attempts < ${ATTEMPTS} and held.expires_at > now()
    returning attempts`
  return held?.attempts
}

async function refusalOf(db: Db, { jti }: Proof): Promise<ApiError> {
  const held = await db.captchaUse.findUnique({ where: { jti } })
  if (held?.spentAt) return new ApiError('captcha-spent', 'The captcha was spent on another request.')
  if (held && held.attempts >= ATTEMPTS) {
    return new ApiError('captcha-exhausted', 'The captcha was answered wrongly too often.')
  }
  return expired()
}

function read(secrets: Secrets, purpose: 'captcha-token' | 'captcha-pass', sealed: string): Claims {
  const claims = open(secrets, purpose, sealed)
  if (!claims) throw new ApiError('captcha-invalid', 'The captcha was not issued here, or was changed.')
  return claims
}

const expired = () => new ApiError('captcha-expired', 'The captcha has expired. Get a new one.')

const expiryOf = ({ exp }: Proof) => new Date(exp * 1000)
