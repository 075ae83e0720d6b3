import type { Db, Transaction } from '../../db/client.ts'
import type { Erasure as Row } from '../../db/models.ts'
import type { Rows, Window } from '../../http/paging.ts'
import type { Erasure, ErasureRequest } from './schema.ts'

export type Hash = Uint8Array<ArrayBuffer>

export const isComment = async (tx: Transaction, id: string) =>
  (await tx.comment.count({ where: { id } })) > 0

/** The comments that carry one of these digests, oldest first. */
export async function findCommentsOf(
  tx: Transaction,
  hashes: readonly Hash[],
  atMost: number,
): Promise<string[]> {
  const rows = await tx.comment.findMany({
    where: { authorHash: { in: [...hashes] } },
    select: { id: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: atMost,
  })
  return rows.map(({ id }) => id)
}

/** The digests of the addresses that these comments were written with. */
export async function listHashes(tx: Transaction, ids: readonly string[]): Promise<Hash[]> {
  const rows = await tx.comment.findMany({
    where: { id: { in: [...ids] }, authorHash: { not: null } },
    select: { authorHash: true },
    distinct: ['authorHash'],
  })
  return rows.flatMap(({ authorHash }) => authorHash ?? [])
}

interface Erased {
  id: string
  articleId: string
  parentId: string | null
  from: string
  version: number
  /** The public could read it, or its place, until now. */
  isPublic: boolean
}

/**
 * Makes the comments erased ones, without name and digests. The place of one stays reachable while something
 * public that is not erased with it hangs on it. Returns those that had not been erased before.
 */
export const markErased = (
  tx: Transaction,
  ids: readonly string[],
  { decidedBy, label }: { decidedBy: 'human' | 'system'; label: string },
) => tx.$queryRaw<Erased[]>`
  with recursive below as (
    select id as top, id, article_id from comment where id = any(${[...ids]}::uuid[]) and reachable
    union all
    select below.top, reply.id, reply.article_id
    from below join comment reply on reply.article_id = below.article_id and reply.parent_id = below.id
    where reply.reachable
  ), kept as (
    select distinct top from below where id <> all(${[...ids]}::uuid[])
  ), before as (
    select id, status, reachable from comment where id = any(${[...ids]}::uuid[]) and status <> 'erased'
  )
  update comment c set status = 'erased', decided_by = ${decidedBy}::decided_by, version = c.version + 1,
    author_name = '', author_hash = null, prefix_hash = null, address_month = null,
    published_revision_id = null, reasons = '{}', score = 0, open_reports = 0,
    reachable = c.id in (select top from kept),
    changed_at = date_trunc('milliseconds', clock_timestamp()), changed_by = ${label}
  from before where c.id = before.id
  returning c.id, c.article_id as "articleId", c.parent_id as "parentId", before.status::text as "from",
    c.version, before.reachable and exists (
      select from visible_edition v where v.article_id = c.article_id) as "isPublic"`

/** Destroys what else was written in or about these comments, and what could be told from it. */
export async function destroyTraces(tx: Transaction, ids: readonly string[]): Promise<void> {
  const about = { commentId: { in: [...ids] } }
  const nothing = { body: '', html: '', text: '', score: 0, reasons: [], matches: [], skeletonHash: null }
  await tx.commentRevision.updateMany({ where: about, data: nothing })
  await tx.moderationEvent.updateMany({ where: about, data: { noteInternal: null, notePublic: null } })
  await tx.commentReport.updateMany({ where: about, data: { note: null } })
  await tx.commentReport.updateMany({
    where: { ...about, answeredAt: null },
    data: { answeredAt: new Date() },
  })
  await tx.replySubscription.deleteMany({ where: about })
  // A digest of the words without a key: whoever guesses them could tell.
  await tx.captchaUse.updateMany({ where: { resourceId: { in: [...ids] } }, data: { requestHash: null } })
}

export const storeErasure = (
  tx: Transaction,
  data: { comments: number; reason: string | null; createdBy: string },
): Promise<Row> => tx.erasure.create({ data })

export async function listErasures(db: Db, { limit, after, wantsCount }: Window): Promise<Rows<Row>> {
  const rows = await db.erasure.findMany({
    ...(after && { where: { id: { lt: after[1] } } }),
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  return { rows, count: wantsCount ? await db.erasure.count() : undefined }
}

export const toErasure = ({ id, comments, reason, createdAt, createdBy }: Row): Erasure => ({
  ...{ id, comments, reason, createdBy },
  createdAt: createdAt.toISOString(),
})

export interface RequestRow {
  commentId: string
  articleId: string
  requestedAt: Date
  requests: number
  sequence: bigint
}

/** What authors asked for by their receipts and nobody has done yet, oldest first. */
export async function listErasureRequests(
  db: Db,
  { limit, after, wantsCount }: Window,
): Promise<Rows<RequestRow>> {
  const rows = await db.$queryRaw<RequestRow[]>`
    select c.id as "commentId", c.article_id as "articleId", asked.at as "requestedAt", asked.requests,
      asked.sequence
    from (
      select subject_id, min(occurred_at) as at, count(*)::int as requests, min(sequence) as sequence
      from event where type = 'comment.erasure-requested' group by subject_id
    ) asked join comment c on c.id = asked.subject_id
    where c.status <> 'erased' and asked.sequence > ${BigInt(after?.[0] ?? 0)}
    order by asked.sequence limit ${limit + 1}`
  return { rows, count: wantsCount ? await countErasureRequests(db) : undefined }
}

async function countErasureRequests(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(distinct c.id)::int as count from event e join comment c on c.id = e.subject_id
    where e.type = 'comment.erasure-requested' and c.status <> 'erased'`
  return row?.count ?? 0
}

export const toErasureRequest = ({ sequence, requestedAt, ...row }: RequestRow): ErasureRequest => ({
  ...row,
  requestedAt: requestedAt.toISOString(),
})

/** Some comments that were refused or taken back so many days ago and still say what they said. */
export async function findOutlived(tx: Transaction, days: number, atMost: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from comment
    where status in ('rejected', 'spam', 'withdrawn')
      and created_at < now() - ${days}::int * interval '1 day'
      and changed_at < now() - ${days}::int * interval '1 day'
    order by created_at, id limit ${atMost}`
  return rows.map(({ id }) => id)
}

/** Who reported is told by a digest; two months later its place is taken by the report's own id. */
export const forgetReporters = (tx: Transaction, atMost: number) => tx.$executeRaw`
  update comment_report set reporter_hash = uuid_send(id) where id in (
    select id from comment_report
    where created_at < now() - interval '2 months' and reporter_hash <> uuid_send(id)
    order by created_at limit ${atMost})`
