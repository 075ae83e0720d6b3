import { randomBytes } from 'node:crypto'
import { canonicalJson } from '../../lib/canonical.ts'
import type { Secrets } from '../../lib/secrets.ts'
import { type Action, LIFETIME_SECONDS, type LocalKind, type Sum, sumOf } from './rules.ts'

/** What a token says. The answer is not in it, and nothing about the answer can be computed from it. */
export interface Claims {
  v: 1
  /** The key that it is sealed with, and its sum derived from. */
  kid: string
  /** Names the challenge: what is spent is this, by token or by pass. */
  jti: string
  iat: number
  exp: number
  aud: Action
  /** The only article that it is good for; null is any. */
  art: string | null
  kind: LocalKind
}

/** A token carries a challenge, a pass carries one that was solved; neither passes for the other. */
type Purpose = 'captcha-token' | 'captcha-pass'

interface Wanted {
  kind: LocalKind
  action: Action
  articleId?: string | undefined
}

export function newClaims({ kid }: Secrets, { kind, action, articleId }: Wanted, now: number): Claims {
  const iat = Math.floor(now / 1000)
  const art = articleId?.toLowerCase() ?? null
  const jti = randomBytes(16).toString('base64url')
  return { v: 1, kid, jti, iat, exp: iat + LIFETIME_SECONDS, aud: action, art, kind }
}

export function seal(secrets: Secrets, purpose: Purpose, claims: Claims): string {
  const payload = Buffer.from(canonicalJson(claims)).toString('base64url')
  return `${payload}.${secrets.sign(purpose, payload).toString('base64url')}`
}

/** What a token or pass says; undefined when one bit of it is not ours. */
export function open(secrets: Secrets, purpose: Purpose, sealed: string): Claims | undefined {
  const [payload = '', mac = '', ...rest] = sealed.split('.')
  if (rest.length > 0 || !secrets.verify(purpose, payload, mac)) return undefined
  // Our own signature vouches for the shape.
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims
  return claims.v === 1 ? claims : undefined
}

/**
 * The sum that a challenge asks, derived from its name under the key that sealed it; undefined when that key is
 * gone, with which its signature would be none either.
 */
export function sumFor(secrets: Secrets, { kid, jti }: Claims): Sum | undefined {
  const seed = secrets.signAs(kid, 'captcha-answer', jti)
  return seed && sumOf(seed)
}
