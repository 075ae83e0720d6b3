import { v7 as uuidv7 } from 'uuid'
import type { Db, Transaction } from '../../db/client.ts'
import type { Rows, Window } from '../../http/paging.ts'
import { type Actor, hasScope } from '../../lib/actor.ts'
import { forbidden, notFound } from '../../lib/errors.ts'
import type { Queue } from '../moderation-queues/rules.ts'
import { matching } from '../moderation-queues/store.ts'
import { CLAIM_SECONDS, type Claim } from './schema.ts'

interface Row {
  id: string
  commentId: string
  holderKeyId: string | null
  holderLabel: string
  claimedAt: Date
  expiresAt: Date
}

/** The oldest comments of a queue that nobody has claimed, held until the transaction ends: of two who ask at once nobody waits, and none gets what the other has. */
export async function findFree(tx: Transaction, queue: Queue, count: number): Promise<string[]> {
  const { where, values } = matching({ queue })
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
    `select c.id from comment c where ${where} and not exists (
        select from moderation_claim held where held.comment_id = c.id and held.expires_at > now())
      order by c.created_at, c.id limit ${count} for no key update of c skip locked`,
    ...values,
  )
  return rows.map(({ id }) => id)
}

/**
 * Takes what is free or ended, keeps what is the holder's own, and leaves what is another's; answers with the
 * claims as they stand then. One statement in the order of the ids: of many who claim the same one gets it.
 */
export async function takeClaims(
  tx: Transaction,
  commentIds: readonly string[],
  { keyId, label }: Actor,
): Promise<Row[]> {
  const ids = [...commentIds].sort()
  return tx.$queryRaw<Row[]>`
    insert into moderation_claim as held (id, comment_id, holder_key_id, holder_label, claimed_at, expires_at)
    select wanted.id, comment.id, ${keyId}::uuid, ${label}, at, at + ${CLAIM_SECONDS}::int * interval '1 second'
    from unnest(${ids.map(() => uuidv7())}::uuid[], ${ids}::uuid[]) as wanted (id, comment_id)
    join comment on comment.id = wanted.comment_id
    cross join (select clock_timestamp() as at) clock
    order by comment.id
    on conflict (comment_id) do update set
      id = case when held.expires_at <= excluded.claimed_at then excluded.id else held.id end,
      holder_key_id = case when held.expires_at <= excluded.claimed_at
        then excluded.holder_key_id else held.holder_key_id end,
      holder_label = case when held.expires_at <= excluded.claimed_at
        then excluded.holder_label else held.holder_label end,
      claimed_at = case when held.expires_at <= excluded.claimed_at
        then excluded.claimed_at else held.claimed_at end,
      expires_at = case when held.expires_at <= excluded.claimed_at
          or (held.holder_key_id is not distinct from excluded.holder_key_id
            and held.holder_label = excluded.holder_label)
        then excluded.expires_at else held.expires_at end
    returning id, comment_id as "commentId", holder_key_id as "holderKeyId", holder_label as "holderLabel",
      claimed_at as "claimedAt", expires_at as "expiresAt"`
}

/** Every claim that lasts, on the database's clock. */
export async function listClaims(db: Db, { limit, after, wantsCount }: Window): Promise<Rows<Row>> {
  const [, id = null] = after ?? []
  const rows = await db.$queryRaw<Row[]>`
    select id, comment_id as "commentId", holder_key_id as "holderKeyId", holder_label as "holderLabel",
      claimed_at as "claimedAt", expires_at as "expiresAt"
    from moderation_claim
    where expires_at > clock_timestamp() and (${id}::uuid is null or id > ${id}::uuid)
    order by id limit ${limit + 1}::int`
  if (!wantsCount) return { rows }
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from moderation_claim where expires_at > clock_timestamp()`
  return { rows, count: row?.count ?? 0 }
}

/** Gives a claim back; an administrator also somebody else's. */
export async function releaseClaim(tx: Transaction, id: string, actor: Actor): Promise<void> {
  const [held] = await tx.$queryRaw<Pick<Row, 'holderKeyId' | 'holderLabel'>[]>`
    select holder_key_id as "holderKeyId", holder_label as "holderLabel" from moderation_claim
    where id = ${id}::uuid and expires_at > clock_timestamp() for update`
  if (!held) throw notFound('claim', id)
  if (!isOf(actor)(held) && !hasScope(actor, 'admin')) throw forbidden('The claim is somebody else’s.')
  await tx.moderationClaim.delete({ where: { id } })
}

/** Removes claims that ended an hour ago or earlier. Returns how many. */
export const purgeClaims = (tx: Transaction, atMost: number) => tx.$executeRaw`
  delete from moderation_claim where id in (
    select id from moderation_claim where expires_at < now() - interval '1 hour'
    limit ${atMost}::int for update skip locked)`

const isOf =
  ({ keyId, label }: Actor) =>
  ({ holderKeyId, holderLabel }: Pick<Row, 'holderKeyId' | 'holderLabel'>) =>
    holderKeyId === keyId && holderLabel === label

export const toClaim =
  (actor: Actor) =>
  (row: Row): Claim => ({
    id: row.id,
    commentId: row.commentId,
    by: row.holderLabel,
    isYours: isOf(actor)(row),
    claimedAt: row.claimedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  })
