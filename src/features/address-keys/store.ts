import { createHmac, randomBytes } from 'node:crypto'
import type { Db, Transaction } from '../../db/client.ts'
import { addressPrefix } from '../../lib/address.ts'
import type { Secrets } from '../../lib/secrets.ts'

/** A network prefix that means something only as long as the key of its month lives. */
export interface PrefixDigest {
  prefixHash: Uint8Array<ArrayBuffer>
  addressMonth: string
}

/**
 * The digest under which an address is known this month: HMAC-SHA256 of its prefix under a random key that is
 * sealed at rest and destroyed when the next month has passed. No address is ever stored.
 */
export async function prefixDigest(
  tx: Transaction,
  secrets: Secrets,
  address: string,
): Promise<PrefixDigest> {
  const [{ month } = { month: '' }] = await tx.$queryRaw<{ month: string }[]>`
    select to_char(now() at time zone 'UTC', 'YYYY-MM') as month`
  const key = (await findKey(tx, secrets, month)) ?? (await makeKey(tx, secrets, month))
  const hash = createHmac('sha256', key).update(addressPrefix(address)).digest()
  return { prefixHash: new Uint8Array(hash), addressMonth: month }
}

async function findKey(db: Db, secrets: Secrets, month: string): Promise<Buffer | undefined> {
  const row = await db.addressKey.findUnique({ where: { month } })
  return row ? secrets.open('address', row.sealed, month) : undefined
}

/**
 * A new key for the month, or the one that another request made meanwhile. One that was sealed under a secret
 * of which nothing is left is replaced: nobody can tell its addresses any more.
 */
async function makeKey(tx: Transaction, secrets: Secrets, month: string): Promise<Buffer> {
  const sealed = secrets.seal('address', randomBytes(32), month)
  await tx.$executeRaw`insert into address_key (month, sealed) values (${month}, ${sealed}) on conflict do nothing`
  const made = await findKey(tx, secrets, month)
  if (made) return made
  await tx.addressKey.update({ where: { month }, data: { sealed } })
  return (await findKey(tx, secrets, month)) as Buffer
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
