import { createHash, randomInt } from 'node:crypto'
import { type Actor, hasScope, ROLES, type Scope } from '../../lib/actor.ts'
import { isSame } from '../../lib/secrets.ts'
import type { NewApiKey } from './schema.ts'

/** `vb_<prefix>_<secret>`: the prefix finds the key, the secret proves it. */
export const KEY_FORM = /^vb_([a-z0-9]{8})_([A-Za-z0-9]{40})$/

const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789'
const ALL = `${LOWER}ABCDEFGHIJKLMNOPQRSTUVWXYZ`

const random = (alphabet: string, length: number) =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')

export interface KeyParts {
  prefix: string
  secretHash: Uint8Array<ArrayBuffer>
}

/** A new key: 40 characters of a CSPRNG are 238 bits, so a plain SHA-256 of them is enough to store. */
export function mintKey(): KeyParts & { key: string } {
  const prefix = random(LOWER, 8)
  const secret = random(ALL, 40)
  return { key: `vb_${prefix}_${secret}`, prefix, secretHash: hashSecret(secret) }
}

const hashSecret = (secret: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(secret).digest())

export function readKey(key: string): KeyParts | undefined {
  const [, prefix, secret] = KEY_FORM.exec(key) ?? []
  return prefix && secret ? { prefix, secretHash: hashSecret(secret) } : undefined
}

/** Whether `key` is the operator's key, compared in constant time. */
export const isAdminKey = (key: string, adminKey: string | undefined) =>
  adminKey !== undefined && isSame(Buffer.from(hashSecret(key)), Buffer.from(hashSecret(adminKey)))

/** The scopes that a new key asks for, in their usual order. */
export function scopesOf({ role, scopes = [] }: NewApiKey): Scope[] {
  return [...new Set<Scope>(role ? ROLES[role] : scopes)]
}

/** The scopes that the granter lacks: nobody hands out more than they hold. */
export const ungrantable = (granter: Actor, scopes: readonly Scope[]) =>
  scopes.filter((scope) => !hasScope(granter, scope))
