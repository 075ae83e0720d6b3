import { pbkdf2, randomBytes, randomInt } from 'node:crypto'
import { promisify } from 'node:util'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { canonicalJson } from '../../lib/canonical.ts'
import { isSame, type Secrets } from '../../lib/secrets.ts'
import type { Claims } from './token.ts'

/**
 * Proof of work as the ALTCHA widget speaks it (challenge format 2, https://altcha.org/docs/v2/): find the number
 * for which PBKDF2 gives a key that begins as asked. Everything that it is bound to is signed together with it, so
 * that no part can be put into another challenge.
 */
const ALGORITHM = 'PBKDF2/SHA-256'
const COST = 1000
const KEY_BYTES = 32
const PREFIX_BYTES = 16
const NONCE_BYTES = 16

/**
 * The number lies below this, so that the longest search is known: on one core of an old phone, which does a
 * thousand derivations in a second and a half, it takes three seconds at the highest level.
 */
const COUNTER_MAX = 1000
export const LEVEL_MAX = 2

const derive = promisify(pbkdf2)
const hex = (bytes: number) => Type.String({ pattern: `^[0-9a-f]{${2 * bytes}}$` })

const Parameters = Type.Object(
  {
    algorithm: Type.Literal(ALGORITHM),
    nonce: hex(NONCE_BYTES),
    salt: hex(NONCE_BYTES),
    cost: Type.Literal(COST),
    keyLength: Type.Literal(KEY_BYTES),
    keyPrefix: hex(PREFIX_BYTES),
    expiresAt: Type.Integer(),
    data: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()])),
  },
  { additionalProperties: false },
)

/** What the widget sends, in base64. */
const Payload = Type.Object({
  challenge: Type.Object({ parameters: Parameters, signature: hex(32) }),
  solution: Type.Object({
    counter: Type.Integer({ minimum: 0, maximum: COUNTER_MAX * LEVEL_MAX }),
    derivedKey: hex(KEY_BYTES),
  }),
})
export type Solved = Static<typeof Payload>
type Pow = Solved['challenge']

/** A challenge that takes `level` times the work of the first. */
export async function newPow(secrets: Secrets, claims: Claims, level: number): Promise<Pow> {
  const [nonce, salt] = [randomBytes(NONCE_BYTES), randomBytes(NONCE_BYTES)]
  const most = COUNTER_MAX * Math.min(level, LEVEL_MAX)
  const key = await keyOf(nonce, salt, randomInt(most / 2, most))
  const parameters = {
    algorithm: ALGORITHM,
    nonce: nonce.toString('hex'),
    salt: salt.toString('hex'),
    cost: COST,
    keyLength: KEY_BYTES,
    keyPrefix: key.subarray(0, PREFIX_BYTES).toString('hex'),
    expiresAt: claims.exp,
    data: { ...claims },
  } as const
  return { parameters, signature: secrets.sign('captcha-pow', canonicalJson(parameters)).toString('hex') }
}

/** What a payload says, and what it is bound to; undefined when one bit of it is not ours. */
export function readPow(secrets: Secrets, payload: string): (Solved & { claims: Claims }) | undefined {
  const sent = parsed(payload)
  if (!Value.Check(Payload, sent)) return undefined
  const { parameters, signature } = sent.challenge
  if (!secrets.verify('captcha-pow', canonicalJson(parameters), signature, { encoding: 'hex' }))
    return undefined
  // Our own signature vouches for what is in it.
  return { ...sent, claims: parameters.data as unknown as Claims }
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64').toString('utf8'))
  } catch {
    return undefined
  }
}

/** Whether the work was done: one derivation, whatever was sent. */
export async function isWorkedOut({ challenge: { parameters }, solution }: Solved): Promise<boolean> {
  const { nonce, salt, keyPrefix } = parameters
  const key = await keyOf(Buffer.from(nonce, 'hex'), Buffer.from(salt, 'hex'), solution.counter)
  return isSame(key, Buffer.from(solution.derivedKey, 'hex')) && key.toString('hex').startsWith(keyPrefix)
}

function keyOf(nonce: Buffer, salt: Buffer, counter: number): Promise<Buffer> {
  const place = Buffer.alloc(4)
  place.writeUInt32BE(counter)
  return derive(Buffer.concat([nonce, place]), salt, COST, KEY_BYTES, 'sha256')
}
