import { createHash } from 'node:crypto'
import type { Db } from '../../db/client.ts'
import type { CaptchaGuard } from '../../lib/captcha-guard.ts'
import { ApiError } from '../../lib/errors.ts'
import type { Secrets } from '../../lib/secrets.ts'
import { isWorkedOut, readPow } from './pow.ts'
import { type Action, ATTEMPTS, isResult, LIFETIME_SECONDS, providerAction } from './rules.ts'
import type { Captcha, Solution, SolvedCaptcha } from './schema.ts'
import { countAttempt, isSpent, type Proof } from './store.ts'
import { type Claims, open, seal, sumFor } from './token.ts'

interface Means {
  db: Db
  secrets: Secrets
  captcha: CaptchaGuard
}

interface Purpose {
  action: Action
  /** Undefined: it may have been issued for any article. */
  articleId?: string
  /** Of whoever answers. */
  address: string
}

/**
 * What a request may spend. Wrong answers are counted here and at once, outside of whatever the captcha would
 * buy. Expiry is judged where it is spent, on the database's clock.
 */
export function proveCaptcha(means: Means, captcha: Captcha | undefined, purpose: Purpose): Promise<Proof> {
  if (!captcha) throw new ApiError('captcha-required', 'Send `captcha` with a token and its answer.')
  means.captcha.refuseGuessing(purpose.address)
  const { token = '', answer = '', pass, payload, providerToken } = captcha
  if (pass !== undefined) return provePass(means, pass, purpose)
  if (payload !== undefined) return proveWork(means, payload, purpose)
  if (providerToken !== undefined) return proveElsewhere(means, providerToken, purpose)
  const claims = readToken(means.secrets, 'captcha-token', token)
  requirePurpose(claims, purpose)
  return proveSum(means, claims, answer, purpose.address)
}

/** Changes a solved challenge for a pass, which spends the same challenge. */
export async function verifyCaptcha(
  means: Means,
  { token, answer }: Solution,
  address: string,
): Promise<SolvedCaptcha> {
  means.captcha.refuseGuessing(address)
  const { db, secrets } = means
  const claims = readToken(secrets, 'captcha-token', token)
  await proveSum(means, claims, answer, address)
  await countAttempt(db, claims, 0)
  return { pass: seal(secrets, 'captcha-pass', claims), expiresAt: new Date(claims.exp * 1000).toISOString() }
}

async function provePass({ secrets }: Means, pass: string, purpose: Purpose): Promise<Proof> {
  const claims = readToken(secrets, 'captcha-pass', pass)
  requirePurpose(claims, purpose)
  return claims
}

async function proveSum(means: Means, claims: Claims, answer: string, address: string): Promise<Proof> {
  const sum = sumFor(means.secrets, claims)
  if (!sum) throw notOurs()
  return isResult(sum, answer) ? claims : refuseWrong(means, claims, address)
}

async function proveWork(means: Means, payload: string, purpose: Purpose): Promise<Proof> {
  const solved = readPow(means.secrets, payload)
  if (!solved) throw notOurs()
  requirePurpose(solved.claims, purpose)
  return (await isWorkedOut(solved)) ? solved.claims : refuseWrong(means, solved.claims, purpose.address)
}

/** A service outside says each of its tokens good once: what was spent already is judged by what it bought. */
async function proveElsewhere({ db, captcha }: Means, token: string, purpose: Purpose): Promise<Proof> {
  const { provider } = captcha
  if (!provider) throw notOurs()
  const jti = createHash('sha256').update(`${provider.name} ${token}`).digest('base64url')
  const proof = { jti, exp: Math.floor(Date.now() / 1000) + LIFETIME_SECONDS }
  if (await isSpent(db, jti)) return proof
  const verdict = await provider.check(token, providerAction(purpose.action))
  if (verdict === 'solved') return proof
  if (verdict === 'outage') return { ...proof, held: 'captcha-outage' }
  if (verdict === 'elsewhere') throw mismatch()
  captcha.countFailure(purpose.address)
  throw new ApiError('captcha-wrong', 'The captcha was not solved.', { members: { attemptsLeft: 0 } })
}

async function refuseWrong({ db, captcha }: Means, claims: Claims, address: string): Promise<never> {
  captcha.countFailure(address)
  const attemptsLeft = ATTEMPTS - (await countAttempt(db, claims, 1))
  throw new ApiError(
    'captcha-wrong',
    `The answer is wrong; ${attemptsLeft} of ${ATTEMPTS} attempts are left.`,
    {
      members: { attemptsLeft },
    },
  )
}

function requirePurpose({ aud, art }: Claims, { action, articleId }: Purpose): void {
  const isElsewhere = articleId !== undefined && art !== null && art !== articleId
  if (aud !== action || isElsewhere) throw mismatch()
}

const mismatch = () =>
  new ApiError('captcha-mismatch', 'The captcha was issued for another article, action or site.')

function readToken(secrets: Secrets, purpose: 'captcha-token' | 'captcha-pass', sealed: string): Claims {
  const claims = open(secrets, purpose, sealed)
  if (!claims) throw notOurs()
  return claims
}

const notOurs = () => new ApiError('captcha-invalid', 'The captcha was not issued here, or was changed.')
