import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** What a derived key is for; each gets its own (HKDF, RFC 5869). */
type Purpose =
  | 'cursor'
  | 'captcha-token'
  | 'captcha-answer'
  | 'captcha-pass'
  | 'comment-edit-token'
  | 'comment-receipt'
  | 'address'

/** Keys derived from `SECRET`: the current one signs, the previous one still verifies while it is rotated out. */
export interface Secrets {
  /** HMAC-SHA256 under the current key. */
  sign(purpose: Purpose, text: string): Buffer
  /**
   * Whether `mac` is the signature of `text` under the current or the previous key, in constant time;
   * of a signature that was cut when it was made, the first `bytes`.
   */
  verify(purpose: Purpose, text: string, mac: Buffer, bytes?: number): boolean
}

export function deriveSecrets(secret: string, previous?: string): Secrets {
  const keys = [secret, previous].filter((key) => key !== undefined).map(keyring)
  const macs = (purpose: Purpose, text: string) =>
    keys.map((key) => createHmac('sha256', key(purpose)).update(text).digest())
  return {
    sign: (purpose, text) => macs(purpose, text)[0] as Buffer,
    verify: (purpose, text, mac, bytes = 32) =>
      macs(purpose, text).some((own) => isSame(own.subarray(0, bytes), mac)),
  }
}

/** One key per purpose, derived once. */
function keyring(secret: string) {
  const derived = new Map<Purpose, Buffer>()
  return (purpose: Purpose): Buffer => {
    const known = derived.get(purpose)
    if (known) return known
    const key = Buffer.from(hkdfSync('sha256', secret, '', `verbatim:${purpose}`, 32))
    derived.set(purpose, key)
    return key
  }
}

export const isSame = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b)
