import { v7 as uuidv7 } from 'uuid'
import type { Db, Transaction } from '../../db/client.ts'
import type { CommentMode } from '../comments/rules.ts'

type Status = 'pending' | 'approved' | 'rejected' | 'spam' | 'withdrawn' | 'erased'

/** A comment as its author's request finds it. */
export interface OwnComment {
  id: string
  articleId: string
  parentId: string | null
  status: Status
  headRevisionId: string
  publishedRevisionId: string | null
  body: string
  authorName: string
  authorHash: Uint8Array<ArrayBuffer> | null
  revisions: number
  createdAt: Date
  isReachable: boolean
  /** The time for changes has not passed, on the database's clock. */
  isOpen: boolean
  mode: CommentMode
}

/**
 * The comment with its thread held until the transaction ends; undefined for one whose article the public
 * cannot read, as for one that does not exist.
 */
export async function holdOwnComment(tx: Transaction, id: string): Promise<OwnComment | undefined> {
  await tx.$queryRaw`
    select id from comment where id = (select root_id from comment where id = ${id}::uuid) for update`
  const [row] = await tx.$queryRaw<OwnComment[]>`
    select c.id, c.article_id as "articleId", c.parent_id as "parentId", c.status::text as status,
      c.head_revision_id as "headRevisionId", c.published_revision_id as "publishedRevisionId", head.body,
      c.author_name as "authorName", c.author_hash as "authorHash",
      (select count(*)::int from comment_revision where comment_id = c.id) as revisions,
      c.created_at as "createdAt", c.reachable as "isReachable",
      c.created_at + interval '15 minutes' > clock_timestamp() as "isOpen", v.comment_mode::text as mode
    from comment c join comment_revision head on head.comment_id = c.id and head.id = c.head_revision_id
    join visible_edition v on v.article_id = c.article_id
    where c.id = ${id}::uuid`
  return row
}

interface NewWords {
  body: string
  html: string
  text: string
}

/** What the pipeline made of the new words. */
interface Verdict {
  score: number
  reasons: readonly string[]
  matches: readonly object[]
  policyVersion: number
  skeletonHash: Uint8Array<ArrayBuffer> | null
}

/** Appends a revision, which are the newest words from now on; public at once or not. Returns the version. */
export async function appendRevision(
  tx: Transaction,
  { id, revisions }: OwnComment,
  { body, html, text }: NewWords,
  { score, reasons, matches, policyVersion, skeletonHash }: Verdict,
  isPublic: boolean,
): Promise<number> {
  const revisionId = uuidv7()
  const verdict = { score, reasons: [...reasons], matches: [...matches], policyVersion, skeletonHash }
  await tx.commentRevision.create({
    data: { id: revisionId, commentId: id, number: revisions + 1, body, html, text, ...verdict },
  })
  const [row] = await tx.$queryRaw<{ version: number }[]>`
    update comment set head_revision_id = ${revisionId}::uuid, version = version + 1,
      reasons = ${[...reasons]}::text[], score = ${score}::int,
      published_revision_id = case when ${isPublic} then ${revisionId}::uuid else published_revision_id end,
      edited_at = case when ${isPublic} then date_trunc('milliseconds', clock_timestamp()) else edited_at end,
      changed_at = date_trunc('milliseconds', clock_timestamp()), changed_by = null
    where id = ${id}::uuid returning version`
  if (!row) throw new Error('The comment that is held is gone.')
  return row.version
}

/** Takes a comment back for its author: its place stays as a tombstone while public replies hang on it. */
export async function withdrawComment(tx: Transaction, { id, isReachable }: OwnComment): Promise<number> {
  const [row] = await tx.$queryRaw<{ version: number }[]>`
    update comment set status = 'withdrawn', decided_by = 'author', version = version + 1,
      published_revision_id = null,
      reachable = ${isReachable} and exists (
        select from comment reply where reply.parent_id = comment.id and reply.article_id = comment.article_id
          and reply.reachable),
      changed_at = date_trunc('milliseconds', clock_timestamp()), changed_by = null
    where id = ${id}::uuid returning version`
  if (!row) throw new Error('The comment that is held is gone.')
  return row.version
}

export interface ReceiptRow
  extends Pick<OwnComment, 'id' | 'status' | 'headRevisionId' | 'publishedRevisionId'> {
  body: string
  createdAt: Date
  reason: string | null
  notePublic: string | null
}

/** A comment as its receipt tells of it, while the public can read its article. */
export async function findReceipt(db: Db, id: string): Promise<ReceiptRow | undefined> {
  const [row] = await db.$queryRaw<ReceiptRow[]>`
    select c.id, c.status::text as status, c.head_revision_id as "headRevisionId",
      c.published_revision_id as "publishedRevisionId", head.body, c.created_at as "createdAt",
      last.reason, last.note_public as "notePublic"
    from comment c join comment_revision head on head.comment_id = c.id and head.id = c.head_revision_id
    join visible_edition v on v.article_id = c.article_id
    left join lateral (select reason, note_public from moderation_event e where e.comment_id = c.id
      order by e.version desc limit 1) last on true
    where c.id = ${id}::uuid`
  return row
}
