import type { Db, Transaction } from '../../db/client.ts'
import type { Secrets } from '../../lib/secrets.ts'

type Hash = Uint8Array<ArrayBuffer>

/**
 * Addresses that no comment carries any more go, with what waits to be sent to them. One that somebody writes
 * with at this very moment stays with what is written.
 */
export async function forgetAddresses(tx: Transaction, hashes: readonly Hash[]): Promise<void> {
  if (hashes.length === 0) return
  const carried = await tx.comment.findMany({
    where: { authorHash: { in: [...hashes] } },
    select: { authorHash: true },
    distinct: ['authorHash'],
  })
  const kept = new Set(carried.map(({ authorHash }) => hex(authorHash)))
  const unused = hashes.filter((hash) => !kept.has(hex(hash)))
  await tx.outgoingMail.deleteMany({ where: { authorHash: { in: unused } } })
  await tx.commentAuthor.deleteMany({ where: { hash: { in: unused } } })
}

const hex = (hash: Uint8Array | null) => (hash === null ? '' : Buffer.from(hash).toString('hex'))

export const findAddresses = (db: Db, hashes: readonly Hash[]) =>
  db.commentAuthor.findMany({ where: { hash: { in: [...hashes] } }, orderBy: { createdAt: 'asc' } })

const DAYS_UNCONFIRMED = 14
const DAYS_UNUSED = 730

/** Addresses that nobody confirmed in two weeks go, and others that nobody used in two years. */
export async function forgetUnused(tx: Transaction, atMost: number): Promise<number> {
  const gone = await tx.$queryRaw<{ hash: Hash }[]>`
    delete from comment_author where hash in (
      select hash from comment_author
      where last_used_at < now() - ${DAYS_UNCONFIRMED}::int * interval '1 day'
        and ((confirmed_at is null and unsubscribed_at is null)
          or last_used_at < now() - ${DAYS_UNUSED}::int * interval '1 day')
      order by last_used_at limit ${atMost})
    returning hash`
  await tx.outgoingMail.deleteMany({ where: { authorHash: { in: gone.map(({ hash }) => hash) } } })
  return gone.length
}

/** Seals addresses under the current secret; those that it sealed already stay as they are. */
export async function resealAddresses(db: Db, secrets: Secrets): Promise<void> {
  for (const { hash, sealedEmail } of await db.commentAuthor.findMany()) {
    const fresh = secrets.reseal('author-email', sealedEmail, '')
    if (fresh)
      await db.commentAuthor.updateMany({ where: { hash, sealedEmail }, data: { sealedEmail: fresh } })
  }
}
