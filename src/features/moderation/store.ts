import type { Db, Transaction } from '../../db/client.ts'
import type { Window } from '../../http/paging.ts'
import type { Actor } from '../../lib/actor.ts'
import { notFound } from '../../lib/errors.ts'
import type { CommentFilter } from '../moderation-queues/schema.ts'
import { matching } from '../moderation-queues/store.ts'
import { type Decidable, type Move, type Status, UNDO_MINUTES } from './rules.ts'
import type { PastDecision } from './schema.ts'

/** The decisions on a comment, in the order in which they were made. */
export async function listPastDecisions(db: Db, commentId: string, { limit, after, wantsCount }: Window) {
  const comment = await db.comment.findUnique({ where: { id: commentId }, select: { id: true } })
  if (!comment) throw notFound('comment', commentId)
  const rows = await db.moderationEvent.findMany({
    where: { commentId, ...(after && { version: { gt: Number(after[0]) } }) },
    orderBy: { version: 'asc' },
    take: limit + 1,
  })
  return { rows, count: wantsCount ? await db.moderationEvent.count({ where: { commentId } }) : undefined }
}

export type DecisionRow = Awaited<ReturnType<typeof listPastDecisions>>['rows'][number]

export const toPastDecision = (row: DecisionRow): PastDecision => ({
  id: row.id,
  commentId: row.commentId,
  revisionId: row.revisionId,
  from: row.from,
  to: row.to,
  version: row.version,
  decidedBy: row.decidedBy,
  moderator: row.actorLabel,
  decidedAt: row.createdAt.toISOString(),
  reason: row.reason,
  noteInternal: row.noteInternal,
  notePublic: row.notePublic,
  policyVersion: row.policyVersion,
  batchId: row.batchId,
  undoesId: row.undoesId,
})

/** A comment as a decision finds it. */
export interface HeldComment extends Decidable {
  articleId: string
  parentId: string | null
  version: number
  body: string
  changedBy: string | null
  changedAt: Date
  openReports: number
  isReachable: boolean
  isArticleVisible: boolean
}

/**
 * The comment as it is, its whole thread held until the transaction ends: replies and decisions of one thread
 * come one after the other, so that a reply never outlives the parent that allowed it.
 */
export async function holdComment(tx: Transaction, id: string): Promise<HeldComment> {
  await tx.$queryRaw`
    select id from comment where id = (select root_id from comment where id = ${id}::uuid) for update`
  const [row] = await tx.$queryRaw<HeldComment[]>`
    select c.article_id as "articleId", c.parent_id as "parentId", c.version, c.status::text as status,
      c.head_revision_id as "headRevisionId", c.published_revision_id as "publishedRevisionId", head.body,
      c.changed_by as "changedBy",
      c.changed_at as "changedAt", c.open_reports as "openReports", c.reachable as "isReachable",
      exists (select from visible_edition v where v.article_id = c.article_id) as "isArticleVisible"
    from comment c join comment_revision head on head.comment_id = c.id and head.id = c.head_revision_id
    where c.id = ${id}::uuid`
  if (!row) throw notFound('comment', id)
  return row
}

/**
 * Holds the threads of many comments, in one order for everybody, so that two who decide on the same ones wait
 * for each other and never in a circle.
 */
export const holdThreads = (tx: Transaction, ids: readonly string[]) => tx.$queryRaw`
  select id from comment where id in (select root_id from comment where id = any(${ids}::uuid[]))
  order by id for update`

/** What a filter means at this moment, oldest first; one more than may be decided at once tells that it is too much. */
export async function findMatching(tx: Transaction, filter: CommentFilter, atMost: number) {
  const { where, values } = matching(filter)
  return tx.$queryRawUnsafe<{ id: string; version: number; headRevisionId: string }[]>(
    `select c.id, c.version, c.head_revision_id as "headRevisionId" from comment c where ${where}
      order by c.created_at, c.id limit ${atMost + 1}`,
    ...values,
  )
}

interface MovedComment {
  version: number
  changedAt: Date
  isReachable: boolean
}

/** Who decides: a person by their key, or the policy. */
export interface Decider extends Pick<Actor, 'keyId' | 'label'> {
  kind: 'human' | 'policy'
}

interface Moving {
  versions: readonly number[]
  held: Decidable
  move: Move
  /** Reports that nobody has answered, from now on. */
  openReports: number
}

/**
 * Moves a comment if it still is what the decision was made on; undefined when it is not. Words that were
 * edited count as edited from when they are public.
 */
export async function moveComment(
  tx: Transaction,
  id: string,
  { versions, held, move, openReports }: Moving,
  { kind, label }: Decider,
): Promise<MovedComment | undefined> {
  const { status, published, head } = move
  const isNewlyPublic = published !== null && published !== held.publishedRevisionId
  const [moved] = await tx.$queryRaw<MovedComment[]>`
    update comment set status = ${status}::comment_status, decided_by = ${kind}::decided_by,
      version = version + 1, head_revision_id = ${head}::uuid, published_revision_id = ${published}::uuid,
      open_reports = ${openReports}::int,
      (reasons, score) = (select r.reasons, r.score from comment_revision r where r.id = ${head}::uuid),
      reachable = ${status === 'approved'} and coalesce(
        (select parent.reachable from comment parent where parent.id = comment.parent_id), true),
      edited_at = case when not ${isNewlyPublic} then edited_at
        when (select number from comment_revision where id = ${published}::uuid) > 1
        then date_trunc('milliseconds', clock_timestamp()) end,
      changed_at = date_trunc('milliseconds', clock_timestamp()), changed_by = ${label}
    where id = ${id}::uuid and version = any(${versions}::int[])
      and head_revision_id = ${held.headRevisionId}::uuid and status = ${held.status}::comment_status
    returning version, changed_at as "changedAt", reachable as "isReachable"`
  return moved
}

/** A decision on a comment answers what was reported of it. */
export const answerReports = (tx: Transaction, id: string) => tx.$executeRaw`
  update comment_report set answered_at = date_trunc('milliseconds', clock_timestamp())
  where comment_id = ${id}::uuid and answered_at is null`

/** The reports that the decision at that instant answered wait again. */
export const reopenReports = (tx: Transaction, id: string, since: Date) => tx.$executeRaw`
  update comment_report set answered_at = null where comment_id = ${id}::uuid and answered_at >= ${since}`

/**
 * Carries a change down the thread: a reply is reachable while it is approved, or the tombstone of what was,
 * and what it answers is reachable.
 */
export const spreadReachability = (tx: Transaction, articleId: string, id: string) => tx.$executeRaw`
  with recursive thread as (
    select id, reachable from comment where id = ${id}::uuid
    union all
    select reply.id, thread.reachable and reply.status in ('approved', 'withdrawn', 'erased')
    from thread join comment reply on reply.article_id = ${articleId}::uuid and reply.parent_id = thread.id
  )
  update comment set reachable = thread.reachable from thread
  where comment.id = thread.id and comment.reachable <> thread.reachable`

interface Made {
  commentId: string
  revisionId: string
  from: Status
  to: Status
  version: number
  decidedAt: Date
  reason: string | null
  noteInternal: string | null
  notePublic: string | null
  headBefore: string
  publishedBefore: string | null
  reportsBefore: number
  batchId: string | null
  undoesId: string | null
}

/** Keeps who decided what, on which words, under which policy, why, and what an undo brings back. */
export async function storeDecision(tx: Transaction, made: Made, decider: Decider): Promise<string> {
  const { decidedAt: createdAt, ...decision } = made
  const judged = await tx.commentRevision.findUnique({
    where: { id: made.revisionId },
    select: { policyVersion: true },
  })
  const { id } = await tx.moderationEvent.create({
    data: {
      ...decision,
      policyVersion: judged?.policyVersion ?? null,
      createdAt,
      decidedBy: decider.kind,
      actorKeyId: decider.keyId,
      actorLabel: decider.label,
    },
  })
  return id
}

export interface Undoable {
  id: string
  commentId: string
  revisionId: string
  from: Status
  version: number
  headBefore: string | null
  publishedBefore: string | null
  reportsBefore: number
  actorKeyId: string | null
  actorLabel: string
  createdAt: Date
  /** It was made a short while ago, on the database's clock. */
  isFresh: boolean
}

const UNDOABLE = `
  select id, comment_id as "commentId", revision_id as "revisionId", "from"::text as "from", version,
    head_before as "headBefore", published_before as "publishedBefore", reports_before as "reportsBefore",
    actor_key_id as "actorKeyId", actor_label as "actorLabel", created_at as "createdAt",
    created_at + interval '${UNDO_MINUTES} minutes' > clock_timestamp() as "isFresh"
  from moderation_event`

export async function findDecision(tx: Transaction, id: string): Promise<Undoable> {
  const [row] = await tx.$queryRawUnsafe<Undoable[]>(`${UNDOABLE} where id = $1::uuid`, id)
  if (!row) throw notFound('decision', id)
  return row
}

/** The decisions of one bulk request. */
export async function findBatch(tx: Transaction, batchId: string): Promise<Undoable[]> {
  const rows = await tx.$queryRawUnsafe<Undoable[]>(
    `${UNDOABLE} where batch_id = $1::uuid and undoes_id is null order by comment_id`,
    batchId,
  )
  if (rows.length === 0) throw notFound('batch', batchId)
  return rows
}
