import type { PlainTransaction } from '../../db/plain-transaction.ts'
import type { Reads, Statement } from '../../db/statement.ts'
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

/** Nothing for an article that is not visible. */
export async function findDiscussion(reads: Reads, articleId: string): Promise<Discussion | undefined> {
  const [discussion] = await reads.query<Discussion>({
    name: 'comments.discussion',
    text: `
      select article_id as "articleId", comment_mode as mode,
        coalesce(comments_close_at <= now(), false) as "isPastClosing", ${TTL}
      from visible_edition where article_id = $1::uuid`,
    values: [articleId],
  })
  return discussion
}

/** 404 for an article that is not visible, in the words for one that never was. */
export async function getDiscussion(reads: Reads, articleId: string): Promise<Discussion> {
  const discussion = await findDiscussion(reads, articleId)
  if (!discussion) throw notFound('article', articleId)
  return discussion
}

/** With the article held until the transaction ends: one that is withdrawn meanwhile takes no comment. */
export async function holdDiscussion(
  sql: PlainTransaction,
  articleId: string,
): Promise<Discussion | undefined> {
  const [, discussion] = await Promise.all([
    sql.query({
      name: 'comments.hold-article',
      text: 'select from article where id = $1::uuid for share',
      values: [articleId],
    }),
    findDiscussion(sql, articleId),
  ])
  return discussion
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
  sql: PlainTransaction,
  articleId: string,
  parentId: string,
): Promise<Parent | undefined> {
  const [, [parent]] = await Promise.all([
    sql.query({
      name: 'comments.hold-thread',
      text: `
        select from comment where id = (select root_id from comment where id = $1::uuid) for no key update`,
      values: [parentId],
    }),
    sql.query<Parent>({
      name: 'comments.parent',
      text: `
        select id, root_id as "rootId", shown_under_id as "shownUnderId", depth from comment
        where id = $1::uuid and article_id = $2::uuid and reachable and status = 'approved'`,
      values: [parentId, articleId],
    }),
  ])
  return parent
}

export interface InsertedComment {
  id: string
  articleId: string
  revisionId: string
  place: Place
  /** Now, if not said. */
  createdAt?: Date
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
export function inserting(comment: InsertedComment, verdict: Verdict): Statement {
  const { id, articleId, revisionId, place } = comment
  const { status, score, reasons, policyVersion, skeletonHash, authorHash, prefixHash, addressMonth } =
    verdict
  return {
    name: 'comments.insert',
    text: `
      with first as (
        insert into comment_revision (id, comment_id, number, body, html, text, score, reasons, matches,
          policy_version, skeleton_hash)
        values ($2::uuid, $1::uuid, 1, $11, $12, $13, $14::int, $15::text[], $16::jsonb, $17::int, $18::bytea)
      ), clock as (select coalesce($22::timestamptz, date_trunc('milliseconds', clock_timestamp())) as at)
      insert into comment (id, head_revision_id, published_revision_id, article_id, parent_id, root_id,
        shown_under_id, depth, status, decided_by, reachable, author_name, reasons, score, author_hash,
        prefix_hash, address_month, created_at, changed_at)
      select $1::uuid, $2::uuid, case when $9::boolean then $2::uuid end, $3::uuid, $4::uuid, $5::uuid, $6::uuid,
        $7::int, $8::comment_status, 'policy', $9::boolean, $10, $15::text[], $14::int, $19::bytea, $20::bytea,
        $21, at, at
      from clock`,
    values: [
      ...[id, revisionId, articleId, place.parentId, place.rootId, place.shownUnderId, place.depth],
      ...[status, status === 'approved', comment.authorName, comment.body, comment.html, comment.text],
      ...[score, reasons, JSON.stringify(verdict.matches), policyVersion, skeletonHash],
      ...[authorHash, prefixHash, addressMonth, comment.createdAt ?? null],
    ],
  }
}

export const insertComment = (sql: PlainTransaction, comment: InsertedComment, verdict: Verdict) =>
  sql.query(inserting(comment, verdict))

/** A comment as it was when it was posted, for the retry of its request. */
export async function getPosted(reads: Reads, id: string) {
  const [row] = await reads.query<{ createdAt: Date; first: string }>({
    name: 'comments.posted',
    text: `
      select c.created_at as "createdAt", coalesce(decision.first, c.status)::text as first
      from comment c left join lateral (
        select e."from" as first from moderation_event e where e.comment_id = c.id
        order by e.created_at limit 1) decision on true
      where c.id = $1::uuid`,
    values: [id],
  })
  if (!row) throw new Error('What a captcha bought is gone.')
  const { createdAt, first } = row
  return { createdAt, status: first === 'approved' ? ('approved' as const) : ('pending' as const) }
}
