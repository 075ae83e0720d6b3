import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { openWith, sealWith } from './sealing.ts'

/** What a derived key is for; each gets its own (HKDF, RFC 5869). */
type Purpose =
  | 'kid'
  | 'cursor'
  | 'captcha-token'
  | 'captcha-answer'
  | 'captcha-pass'
  | 'captcha-pow'
  | 'comment-edit-token'
  | 'comment-receipt'
  | 'comment-author'
  | 'author-email'
  | 'mail'
  | 'mail-token'
  | 'preview'
  | 'address'
  | 'webhook-secret'

interface SignatureForm {
  /** Of a signature that was cut when it was made: how many were kept. */
  bytes?: number
  /** Base64url unless said otherwise. */
  encoding?: 'base64url' | 'hex'
}

/** Keys derived from `SECRET`: the current one signs, the previous one still verifies while it is rotated out. */
export interface Secrets {
  /** HMAC-SHA256 under the current key. */
  sign(purpose: Purpose, text: string): Buffer
  /** Names the current key, and says nothing of it. */
  kid: string
  /** The signature under the key of that name; undefined where there is none any more. */
  signAs(kid: string, purpose: Purpose, text: string): Buffer | undefined
  /** The same under every key: what `text` was signed as before the key changed, too. */
  signatures(purpose: Purpose, text: string): Buffer[]
  /**
   * Whether `spelled` is the signature of `text` under the current or the previous key, in constant time. Base64
   * has several spellings of the same bytes: only the one that we wrote counts.
   */
  verify(purpose: Purpose, text: string, spelled: string, form?: SignatureForm): boolean
  /** Encrypts under the current key what has to be had back; `context` says whose it is, and binds it. */
  seal(purpose: Purpose, plain: Uint8Array, context: string): Uint8Array<ArrayBuffer>
  /** What was sealed under the current or the previous key; nothing when it was another. */
  open(purpose: Purpose, sealed: Uint8Array, context: string): Buffer | undefined
  /** The same under the current key; nothing when it is so already, or does not open. */
  reseal(purpose: Purpose, sealed: Uint8Array, context: string): Uint8Array<ArrayBuffer> | undefined
}

export function deriveSecrets(secret: string, previous?: string): Secrets {
  const current = keyring(secret)
  const keys = [current, ...(previous === undefined ? [] : [keyring(previous)])]
  const mac = (key: Keyring, purpose: Purpose, text: string) =>
    createHmac('sha256', key(purpose)).update(text).digest()
  const macs = (purpose: Purpose, text: string) => keys.map((key) => mac(key, purpose, text))
  const named = new Map(keys.map((key) => [mac(key, 'kid', '').toString('base64url').slice(0, 8), key]))
  const [kid = ''] = named.keys()
  const open: Secrets['open'] = (purpose, sealed, context) =>
    keys.map((key) => openWith(key(purpose), sealed, context)).find((plain) => plain !== undefined)
  return {
    sign: (purpose, text) => mac(current, purpose, text),
    kid,
    signAs: (name, purpose, text) => {
      const key = named.get(name)
      return key && mac(key, purpose, text)
    },
    signatures: macs,
    verify: (purpose, text, spelled, { bytes, encoding = 'base64url' } = {}) =>
      macs(purpose, text).some((own) =>
        isSame(Buffer.from(own.subarray(0, bytes).toString(encoding)), Buffer.from(spelled)),
      ),
    seal: (purpose, plain, context) => sealWith(current(purpose), plain, context),
    open,
    reseal: (purpose, sealed, context) => {
      const isCurrent = openWith(current(purpose), sealed, context) !== undefined
      const plain = isCurrent ? undefined : open(purpose, sealed, context)
      return plain && sealWith(current(purpose), plain, context)
    },
  }
}

type Keyring = (purpose: Purpose) => Buffer

/** One key per purpose, derived once. */
function keyring(secret: string): Keyring {
  const derived = new Map<Purpose, Buffer>()
  return (purpose) => {
    const known = derived.get(purpose)
    if (known) return known
    const key = Buffer.from(hkdfSync('sha256', secret, '', `verbatim:${purpose}`, 32))
    derived.set(purpose, key)
    return key
  }
}

export const isSame = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b)
