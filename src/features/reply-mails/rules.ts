import type { Secrets } from '../../lib/secrets.ts'

/** What a link in a mail is good for: to say that an address is one's own, or that no more mail is wanted. */
export type Purpose = 'confirm' | 'unsubscribe'

const DAYS_VALID = 7
const SECONDS_A_DAY = 86_400
const FORM = /^([A-Za-z0-9_-]{43})\.(\d{1,12})\.([A-Za-z0-9_-]{43})$/

/** A link that confirms is good for a week; one that unsubscribes for ever. */
export function tokenFor(secrets: Secrets, purpose: Purpose, hash: Uint8Array, now: Date): string {
  const expiry = purpose === 'confirm' ? Math.floor(now.getTime() / 1000) + DAYS_VALID * SECONDS_A_DAY : 0
  const claims = `${Buffer.from(hash).toString('base64url')}.${expiry}`
  return `${claims}.${secrets.sign('mail-token', `${purpose}.${claims}`).toString('base64url')}`
}

/** Whose address the token is about; nothing for one that is not ours, was made for something else, or is late. */
export function hashIn(
  secrets: Secrets,
  purpose: Purpose,
  token: string,
  now: Date,
): Uint8Array<ArrayBuffer> | undefined {
  const [, hash = '', expiry = '', mac = ''] = FORM.exec(token) ?? []
  if (!secrets.verify('mail-token', `${purpose}.${hash}.${expiry}`, mac)) return undefined
  const isLate = expiry !== '0' && Number(expiry) * 1000 < now.getTime()
  return isLate ? undefined : new Uint8Array(Buffer.from(hash, 'base64url'))
}

/** In how many days an address is asked at most once whether it is its writer's. */
const DAYS_BETWEEN = 7

/** What makes two questions to an address the same one. */
export const confirmationKey = (hash: Uint8Array, now: Date) =>
  `confirmation:${Buffer.from(hash).toString('hex')}:${Math.floor(now.getTime() / (DAYS_BETWEEN * SECONDS_A_DAY * 1000))}`
