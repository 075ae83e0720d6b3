import type { Db, Transaction } from '../../db/client.ts'

/** Who is at work on an article. It warns people and holds nobody back. */
export interface LeaseRow {
  /** The key's id, or `ADMIN_KEY`. */
  caller: string
  label: string
  acquiredAt: Date
  expiresAt: Date
}

/** The lease of an article; null when nobody has one that lasts, on the database's clock. */
export async function getLease(db: Db, articleId: string): Promise<LeaseRow | null> {
  const [row] = await db.$queryRaw<LeaseRow[]>`
    select caller, label, acquired_at as "acquiredAt", expires_at as "expiresAt"
    from article_lease where article_id = ${articleId}::uuid and expires_at > clock_timestamp()`
  return row ?? null
}

/** The same, with nobody able to take or renew it until the transaction ends. */
export async function holdLease(tx: Transaction, articleId: string): Promise<LeaseRow | null> {
  await tx.$queryRaw`select 1 from article_lease where article_id = ${articleId}::uuid for update`
  return getLease(tx, articleId)
}

export interface Claim {
  articleId: string
  caller: string
  label: string
  ttl: number
}

/**
 * Takes a lease that is free or ended, renews the caller's own, and leaves another's alone: the answer is the
 * lease as it stands, held until the transaction ends. One statement, so that of many callers one gets it.
 */
export async function claimLease(
  tx: Transaction,
  { articleId, caller, label, ttl }: Claim,
): Promise<LeaseRow> {
  const [row] = await tx.$queryRaw<LeaseRow[]>`
    insert into article_lease as held (article_id, caller, label, acquired_at, expires_at)
    select ${articleId}::uuid, ${caller}, ${label}, at, at + ${ttl}::int * interval '1 second'
    from (select clock_timestamp() as at) clock
    on conflict (article_id) do update set
      caller = case when held.expires_at <= excluded.acquired_at then excluded.caller else held.caller end,
      label = case when held.expires_at <= excluded.acquired_at or held.caller = excluded.caller
        then excluded.label else held.label end,
      acquired_at = case when held.expires_at <= excluded.acquired_at
        then excluded.acquired_at else held.acquired_at end,
      expires_at = case when held.expires_at <= excluded.acquired_at or held.caller = excluded.caller
        then excluded.expires_at else held.expires_at end
    returning caller, label, acquired_at as "acquiredAt", expires_at as "expiresAt"`
  if (!row) throw new Error('The database kept no lease.')
  return row
}

/** Gives a lease that this transaction holds to another caller. */
export async function seizeLease(
  tx: Transaction,
  { articleId, caller, label, ttl }: Claim,
): Promise<LeaseRow> {
  const [row] = await tx.$queryRaw<LeaseRow[]>`
    update article_lease set caller = ${caller}, label = ${label},
      acquired_at = at, expires_at = at + ${ttl}::int * interval '1 second'
    from (select clock_timestamp() as at) clock
    where article_id = ${articleId}::uuid
    returning caller, label, acquired_at as "acquiredAt", expires_at as "expiresAt"`
  if (!row) throw new Error('The lease is not held.')
  return row
}

export async function deleteLease(tx: Transaction, articleId: string): Promise<void> {
  await tx.articleLease.delete({ where: { articleId } })
}
