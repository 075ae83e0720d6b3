import { canonicalJson } from '../../lib/canonical.ts'
import type { Secrets } from '../../lib/secrets.ts'

/** What a token opens: one revision of one article, until a second. */
export interface Claims {
  v: 1
  art: string
  rev: number
  /** In seconds since 1970; from then on it opens nothing. */
  exp: number
}

export function sealPreview(secrets: Secrets, claims: Claims): string {
  const payload = Buffer.from(canonicalJson(claims)).toString('base64url')
  return `${payload}.${secrets.sign('preview', payload).toString('base64url')}`
}

/** What a token opens at this moment; undefined when one bit of it is not ours, and when its time is over. */
export function openPreview(secrets: Secrets, token: string, now: number): Claims | undefined {
  const [payload = '', mac = '', ...rest] = token.split('.')
  if (rest.length > 0 || !secrets.verify('preview', payload, mac)) return undefined
  // Our own signature vouches for the shape.
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims
  return claims.v === 1 && now < claims.exp * 1000 ? claims : undefined
}
