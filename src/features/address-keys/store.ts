import { createHmac, randomBytes } from 'node:crypto'
import type { Transaction } from '../../db/client.ts'
import type { PlainTransaction } from '../../db/plain-transaction.ts'
import { addressPrefix } from '../../lib/address.ts'
import type { Secrets } from '../../lib/secrets.ts'

/** A network prefix that means something only as long as the key of its month lives. */
export interface PrefixDigest {
  prefixHash: Uint8Array<ArrayBuffer>
  addressMonth: string
}

/** The key of this month, as part of a statement that looks for more. */
export const MONTHLY_KEY = `
  to_char(now() at time zone 'UTC', 'YYYY-MM') as month, (
    select sealed from address_key where month = to_char(now() at time zone 'UTC', 'YYYY-MM')) as sealed`

/** What was found under `MONTHLY_KEY`. */
export interface MonthlyKey {
  month: string
  sealed: Uint8Array | null
}

/** The digest under which an address is known this month. */
export const prefixDigest = async (sql: PlainTransaction, secrets: Secrets, address: string) =>
  digestUnder(await currentKey(sql), sql, secrets, address)

/**
 * The same where the key was found already: HMAC-SHA256 of the address' prefix under a random key that is sealed at
 * rest and destroyed when the next month has passed. No address is ever stored.
 */
export async function digestUnder(
  { month, sealed }: MonthlyKey,
  sql: PlainTransaction,
  secrets: Secrets,
  address: string,
): Promise<PrefixDigest> {
  const key = opened(secrets, month, sealed) ?? (await makeKey(sql, secrets, month))
  found.set(secrets, { month, key })
  return digest(key, month, address)
}

function digest(key: Buffer, month: string, address: string): PrefixDigest {
  const hash = createHmac('sha256', key).update(addressPrefix(address)).digest()
  return { prefixHash: new Uint8Array(hash), addressMonth: month }
}

const found = new WeakMap<Secrets, { month: string; key: Buffer }>()

/**
 * The digest under the key that was found last, which is mostly the one of this month. Whoever takes it finds the key
 * of this month as well, and compares.
 */
export function presumedDigest(secrets: Secrets, address: string): PrefixDigest | undefined {
  const last = found.get(secrets)
  return last && digest(last.key, last.month, address)
}

export const isSameDigest = (one: PrefixDigest | undefined, other: PrefixDigest) =>
  one?.addressMonth === other.addressMonth && Buffer.from(one.prefixHash).equals(other.prefixHash)

async function currentKey(sql: PlainTransaction): Promise<MonthlyKey> {
  const [row] = await sql.query<MonthlyKey>({
    name: 'address-keys.current',
    text: `select ${MONTHLY_KEY}`,
    values: [],
  })
  if (!row) throw new Error('The database told no time.')
  return row
}

const opened = (secrets: Secrets, month: string, sealed: Uint8Array | null) =>
  sealed === null ? undefined : secrets.open('address', sealed, month)

/**
 * A new key for the month, or the one that another request made meanwhile. One that was sealed under a secret
 * of which nothing is left is replaced: nobody can tell its addresses any more.
 */
async function makeKey(sql: PlainTransaction, secrets: Secrets, month: string): Promise<Buffer> {
  const values = [month, secrets.seal('address', randomBytes(32), month)]
  await sql.query({
    name: 'address-keys.make',
    text: 'insert into address_key (month, sealed) values ($1, $2::bytea) on conflict do nothing',
    values,
  })
  const { sealed } = await currentKey(sql)
  const made = opened(secrets, month, sealed)
  if (made) return made
  await sql.query({
    name: 'address-keys.replace',
    text: 'update address_key set sealed = $2::bytea where month = $1',
    values,
  })
  return opened(secrets, month, (await currentKey(sql)).sealed) as Buffer
}

/** Destroys the keys of the months before the last, and what was known under them. Returns how many. */
export async function destroyOldKeys(tx: Transaction): Promise<number> {
  const old = await tx.$queryRaw<{ month: string }[]>`
    delete from address_key
    where month < to_char((now() at time zone 'UTC') - interval '1 month', 'YYYY-MM') returning month`
  const months = old.map(({ month }) => month)
  if (months.length === 0) return 0
  await tx.$executeRaw`
    delete from comment_ban where kind = 'prefix' and digest in (
      select prefix_hash from comment where address_month = any(${months}))`
  await tx.$executeRaw`
    update comment set prefix_hash = null, address_month = null where address_month = any(${months})`
  return months.length
}
