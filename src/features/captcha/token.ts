import { randomBytes } from 'node:crypto'
import { canonicalJson } from '../../lib/canonical.ts'
import { isSame, type Secrets } from '../../lib/secrets.ts'
import { type Action, LIFETIME_SECONDS, type Sum, sumOf } from './rules.ts'

/** What a token says. The answer is not in it, and nothing about the answer can be computed from it. */
export interface Claims {
  v: 1
  /** Names the challenge: what is spent is this, by token or by pass. */
  jti: string
  iat: number
  exp: number
  aud: Action
  /** The only article that it is good for; null is any. */
  art: string | null
  kind: 'arithmetic'
}

/** A token carries a challenge, a pass carries one that was solved; neither passes for the other. */
type Purpose = 'captcha-token' | 'captcha-pass'

const MAC_BYTES = 32

export function newClaims(action: Action, articleId: string | undefined, now: number): Claims {
  const iat = Math.floor(now / 1000)
  const art = articleId?.toLowerCase() ?? null
  const jti = randomBytes(16).toString('base64url')
  return { v: 1, jti, iat, exp: iat + LIFETIME_SECONDS, aud: action, art, kind: 'arithmetic' }
}

export function seal(secrets: Secrets, purpose: Purpose, claims: Claims): string {
  const payload = Buffer.from(canonicalJson(claims)).toString('base64url')
  return `${payload}.${secrets.sign(purpose, payload).toString('base64url')}`
}

/** What a token or pass says; undefined when one bit of it is not ours. */
export function open(secrets: Secrets, purpose: Purpose, sealed: string): Claims | undefined {
  const [payload = '', mac = '', ...rest] = sealed.split('.')
  const sent = Buffer.from(mac, 'base64url')
  // Base64 has several spellings of the same bytes: only the one that we wrote counts.
  const isOurs = rest.length === 0 && sent.length === MAC_BYTES && sent.toString('base64url') === mac
  if (!isOurs || !secrets.verify(purpose, payload, sent)) return undefined
  // Our own signature vouches for the shape.
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims
  return claims.v === 1 ? claims : undefined
}

/** Whether the token was sealed before the secret changed: what it asked can then no longer be derived. */
export function isOutlived(secrets: Secrets, token: string): boolean {
  const [payload = '', mac = ''] = token.split('.')
  return !isSame(secrets.sign('captcha-token', payload), Buffer.from(mac, 'base64url'))
}

/** The sum that a challenge asks, derived from its name under a key of its own. */
export const sumFor = (secrets: Secrets, { jti }: Claims): Sum => sumOf(secrets.sign('captcha-answer', jti))
