import type { Transaction } from '../../db/client.ts'
import type { Reads } from '../../db/statement.ts'
import { TTL } from '../../db/ttl.ts'
import { notFound } from '../../lib/errors.ts'
import type { CommentMode, Parent, Place } from './rules.ts'
import type { CommentCounts } from './schema.ts'

/** What a visible article says about its comments. */
export interface Discussion {
  articleId: string
  mode: CommentMode
  /** The closing time has passed, on the database's clock. */
  isPastClosing: boolean
  /** Seconds until anything begins or ends being visible; null for never. */
  ttl: number | null
}

/** 404 for an article that is not visible, in the words for one that never was. */
export async function getDiscussion(reads: Reads, articleId: string): Promise<Discussion> {
  const [discussion] = await reads.query<Discussion>({
    name: 'comments.discussion',
    text: `
      select article_id as "articleId", comment_mode as mode,
        coalesce(comments_close_at <= now(), false) as "isPastClosing", ${TTL}
      from visible_edition where article_id = $1::uuid`,
    values: [articleId],
  })
  if (!discussion) throw notFound('article', articleId)
  return discussion
}

/** The same inside the transaction: an article that is withdrawn meanwhile takes no comment. */
export async function holdArticle(tx: Transaction, articleId: string): Promise<void> {
  await tx.$queryRaw`select id from article where id = ${articleId}::uuid for share`
  const [visible] = await tx.$queryRaw<object[]>`
    select article_id from visible_edition where article_id = ${articleId}::uuid`
  if (!visible) throw notFound('article', articleId)
}

/** How many comments the public can read under each article: none where it cannot read the article. */
export async function countComments(
  reads: Reads,
  articleIds: readonly string[],
): Promise<CommentCounts & { ttl: number | null }> {
  const asked = [...new Set(articleIds.map((id) => id.toLowerCase()))]
  const rows = await reads.query<{ articleId: string; count: number; ttl: number | null }>({
    name: 'comments.counts',
    text: `
      select asked.id as "articleId", ${TTL}, coalesce(d.comment_count, 0) as count
      from unnest($1::uuid[]) with ordinality as asked (id, place)
      left join visible_edition v on v.article_id = asked.id
      left join discussion d on d.article_id = v.article_id
      order by asked.place`,
    values: [asked],
  })
  return { data: rows.map(({ articleId, count }) => ({ articleId, count })), ttl: rows[0]?.ttl ?? null }
}

/**
 * The comment that may be answered: public, in this article, and staying so until the transaction ends.
 * Decisions lock the thread's root too, so no parent is taken down between this look and the reply; and so do
 * other replies, which all count up what they are shown under.
 */
export async function holdParent(
  tx: Transaction,
  articleId: string,
  parentId: string,
): Promise<Parent | undefined> {
  await tx.$queryRaw`
    select id from comment where id = (select root_id from comment where id = ${parentId}::uuid)
    for no key update`
  const [parent] = await tx.$queryRaw<Parent[]>`
    select id, root_id as "rootId", shown_under_id as "shownUnderId", depth from comment
    where id = ${parentId}::uuid and article_id = ${articleId}::uuid and reachable and status = 'approved'`
  return parent
}

export interface InsertedComment {
  id: string
  articleId: string
  revisionId: string
  place: Place
  authorName: string
  body: string
  html: string
  text: string
}

/** What the pipeline made of a comment, as it is kept with it. */
export interface Verdict {
  status: 'pending' | 'approved' | 'spam'
  score: number
  reasons: readonly string[]
  matches: readonly object[]
  policyVersion: number | null
  skeletonHash: Uint8Array | null
  authorHash: Uint8Array | null
  prefixHash: Uint8Array | null
  addressMonth: string | null
}

/** A comment and its first revision, which refer to each other: one statement, at whose end both stand. */
export async function insertComment(
  tx: Transaction,
  comment: InsertedComment,
  verdict: Verdict,
): Promise<Date> {
  const { id, articleId, revisionId, place } = comment
  const { status, score, reasons, policyVersion, skeletonHash, authorHash, prefixHash, addressMonth } =
    verdict
  const isPublic = status === 'approved'
  const [row] = await tx.$queryRaw<{ createdAt: Date }[]>`
    with first as (
      insert into comment_revision (id, comment_id, number, body, html, text, score, reasons, matches,
        policy_version, skeleton_hash)
      values (${revisionId}::uuid, ${id}::uuid, 1, ${comment.body}, ${comment.html}, ${comment.text},
        ${score}::int, ${[...reasons]}::text[], ${JSON.stringify(verdict.matches)}::jsonb,
        ${policyVersion}::int, ${skeletonHash}::bytea)
    ), clock as (select date_trunc('milliseconds', clock_timestamp()) as at)
    insert into comment (id, article_id, parent_id, root_id, shown_under_id, depth, status, decided_by,
      reachable, author_name, head_revision_id, published_revision_id, reasons, score, author_hash, prefix_hash,
      address_month, created_at, changed_at)
    select ${id}::uuid, ${articleId}::uuid, ${place.parentId}::uuid, ${place.rootId}::uuid,
      ${place.shownUnderId}::uuid, ${place.depth}::int, ${status}::comment_status, 'policy', ${isPublic},
      ${comment.authorName}, ${revisionId}::uuid, ${isPublic ? revisionId : null}::uuid, ${[...reasons]}::text[],
      ${score}::int, ${authorHash}::bytea, ${prefixHash}::bytea, ${addressMonth}, at, at
    from clock
    returning created_at as "createdAt"`
  if (!row) throw new Error('The comment was not stored.')
  return row.createdAt
}

/** A comment as it was when it was posted, for the retry of its request. */
export async function getPosted(tx: Transaction, id: string) {
  const { createdAt, status, decisions } = await tx.comment.findUniqueOrThrow({
    where: { id },
    select: {
      createdAt: true,
      status: true,
      decisions: { select: { from: true }, orderBy: { createdAt: 'asc' }, take: 1 },
    },
  })
  const first = decisions[0]?.from ?? status
  return { createdAt, status: first === 'approved' ? ('approved' as const) : ('pending' as const) }
}
