import type { Db, Transaction } from '../../db/client.ts'
import type { Reads } from '../../db/statement.ts'
import type { Rows, Window } from '../../http/paging.ts'
import type { Actor } from '../../lib/actor.ts'
import { notFound } from '../../lib/errors.ts'
import { allowedActions, type Decidable, excerptOf, type Move, type Status, statusesOf } from './rules.ts'
import type { ModeratedComment, ModerationQuery, NewDecision, PastDecision } from './schema.ts'

export interface Row {
  id: string
  version: number
  status: Status
  headRevisionId: string
  publishedRevisionId: string | null
  body: string
  publicBody: string | null
  authorName: string
  articleId: string
  title: string
  slug: string
  parentId: string | null
  parentText: string | null
  reasons: string[]
  createdAt: Date
}

/** An article is called here what readers last saw it called, whatever the desk is writing now. */
const SELECT = `
  select c.id, c.version, c.status, c.head_revision_id as "headRevisionId",
    c.published_revision_id as "publishedRevisionId", head.body, public.body as "publicBody",
    c.author_name as "authorName",
    c.article_id as "articleId", edition.title, edition.slug, c.parent_id as "parentId",
    left(answered.text, 500) as "parentText", c.reasons, c.created_at as "createdAt"
  from comment c
  join comment_revision head on head.comment_id = c.id and head.id = c.head_revision_id
  left join comment_revision public on public.comment_id = c.id and public.id = c.published_revision_id
  cross join lateral (
    select e.title, e.slug from edition e where e.article_id = c.article_id
    order by e.valid_from <= now() desc, e.valid_from desc limit 1
  ) edition
  left join comment parent on parent.id = c.parent_id
  left join comment_revision answered
    on answered.comment_id = parent.id
    and answered.id = coalesce(parent.published_revision_id, parent.head_revision_id)`

const FILTER = `
  c.status = any($1::text[]::comment_status[]) and ($2::uuid[] is null or c.article_id = any($2::uuid[]))`

/** Whose author changed what is public. */
const EDITED = 'and c.head_revision_id <> c.published_revision_id'

/** Before the first row of either order. */
const BEGINNING = {
  oldest: ['-infinity', '00000000-0000-0000-0000-000000000000'],
  newest: ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
} as const

export async function listModeratedComments(
  reads: Reads,
  { status, queue, articleId, order = 'oldest' }: ModerationQuery,
  { limit, after, wantsCount }: Window,
): Promise<Rows<Row>> {
  const filter = [statusesOf(queue, status), articleId ?? null]
  const extra = queue === 'edited' ? EDITED : ''
  const [sign, direction] = order === 'oldest' ? ['>', 'asc'] : ['<', 'desc']
  const rows = await reads.query<Row>({
    name: `moderation.comments.${order}${extra && '.edited'}`,
    text: `${SELECT} where ${FILTER} ${extra} and (c.created_at, c.id) ${sign} ($3::timestamptz, $4::uuid)
      order by c.created_at ${direction}, c.id ${direction} limit $5::int`,
    values: [...filter, ...(after ?? BEGINNING[order]), limit + 1],
  })
  return { rows, count: wantsCount ? await countComments(reads, filter, extra) : undefined }
}

async function countComments(reads: Reads, values: readonly unknown[], extra: string): Promise<number> {
  const [row] = await reads.query<{ count: number }>({
    name: `moderation.comments.count${extra && '.edited'}`,
    text: `select count(*)::int as count from comment c where ${FILTER} ${extra}`,
    values,
  })
  return row?.count ?? 0
}

export async function getModeratedComment(reads: Reads, id: string): Promise<ModeratedComment> {
  const [row] = await reads.query<Row>({
    name: 'moderation.comment',
    text: `${SELECT} where c.id = $1::uuid`,
    values: [id],
  })
  if (!row) throw notFound('comment', id)
  return toModeratedComment(row)
}

export const toModeratedComment = (row: Row): ModeratedComment => ({
  id: row.id,
  version: row.version,
  status: row.status,
  headRevisionId: row.headRevisionId,
  publishedRevisionId: row.publishedRevisionId,
  body: row.body,
  publicBody: row.publicBody,
  author: { name: row.authorName },
  article: { id: row.articleId, title: row.title, slug: row.slug },
  parent: row.parentId === null ? null : { id: row.parentId, excerpt: excerptOf(row.parentText ?? '') },
  reasons: row.reasons,
  allowedActions: allowedActions(row),
  createdAt: row.createdAt.toISOString(),
})

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

export const toPastDecision = ({
  createdAt,
  actorKeyId: _,
  actorLabel,
  ...row
}: DecisionRow): PastDecision => ({
  ...row,
  moderator: actorLabel,
  decidedAt: createdAt.toISOString(),
})

/** A comment as a decision finds it. */
export interface HeldComment extends Decidable {
  articleId: string
  parentId: string | null
  version: number
  body: string
  changedBy: string | null
  changedAt: Date
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
      c.changed_at as "changedAt", c.reachable as "isReachable",
      exists (select from visible_edition v where v.article_id = c.article_id) as "isArticleVisible"
    from comment c join comment_revision head on head.comment_id = c.id and head.id = c.head_revision_id
    where c.id = ${id}::uuid`
  if (!row) throw notFound('comment', id)
  return row
}

interface MovedComment {
  version: number
  changedAt: Date
  isReachable: boolean
}

/**
 * Moves a comment if it still is what the decision was made on; undefined when it is not. Words that were
 * edited count as edited from when they are public.
 */
export async function moveComment(
  tx: Transaction,
  id: string,
  { versions, held, move }: { versions: readonly number[]; held: Decidable; move: Move },
  changedBy: string,
): Promise<MovedComment | undefined> {
  const { status, published, head } = move
  const isNewlyPublic = published !== null && published !== held.publishedRevisionId
  const [moved] = await tx.$queryRaw<MovedComment[]>`
    update comment set status = ${status}::comment_status, decided_by = 'human',
      version = version + 1, head_revision_id = ${head}::uuid, published_revision_id = ${published}::uuid,
      reachable = ${status === 'approved'} and coalesce(
        (select parent.reachable from comment parent where parent.id = comment.parent_id), true),
      edited_at = case when ${isNewlyPublic}
        and (select number from comment_revision where id = ${published}::uuid) > 1
        then date_trunc('milliseconds', clock_timestamp()) else edited_at end,
      changed_at = date_trunc('milliseconds', clock_timestamp()), changed_by = ${changedBy}
    where id = ${id}::uuid and version = any(${versions}::int[])
      and head_revision_id = ${held.headRevisionId}::uuid and status = ${held.status}::comment_status
    returning version, changed_at as "changedAt", reachable as "isReachable"`
  return moved
}

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

interface Made extends NewDecision {
  commentId: string
  from: Status
  to: Status
  version: number
  decidedAt: Date
}

/** Keeps who decided what, on which words, and why. */
export async function storeDecision(tx: Transaction, made: Made, { keyId, label }: Actor): Promise<string> {
  const { action: _, decidedAt: createdAt, ...decision } = made
  const { id } = await tx.moderationEvent.create({
    data: { ...decision, createdAt, decidedBy: 'human', actorKeyId: keyId, actorLabel: label },
  })
  return id
}
