import type { Transaction } from '../../db/client.ts'
import type { Reads } from '../../db/statement.ts'
import { TTL } from '../../db/ttl.ts'
import type { Rows, Window } from '../../http/paging.ts'
import { notFound } from '../../lib/errors.ts'
import type { CommentMode, Parent, Place } from './rules.ts'
import type { CommentCounts, CommentQuery } from './schema.ts'
import type { CommentRow } from './thread.ts'

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

/** Replies inside one list, as all embedded lists have it. */
const EMBEDDED_MAX = 20
/** Replies inside one page: past it, lists are cut and lead on. Bounds the work of the widest thread. */
const REPLIES_MAX = 1000

/** Which comments a page lists. The second parameter of each is the parent, or null. */
const LISTS = {
  top: 'c.article_id = $1::uuid and c.parent_id is null and $2::uuid is null',
  replies: 'c.article_id = $1::uuid and c.shown_under_id = $2::uuid',
  all: 'c.article_id = $1::uuid and $2::uuid is null',
} as const

function listOf({ view, parentId }: CommentQuery): keyof typeof LISTS {
  if (parentId !== undefined) return 'replies'
  return view === 'flat' ? 'all' : 'top'
}

/** Before the first row of either order. */
const BEGINNING = {
  oldest: ['-infinity', '00000000-0000-0000-0000-000000000000'],
  newest: ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
} as const

/**
 * One page of public comments in one statement, whatever its size; in a tree also the replies below, level
 * by level. PostgreSQL computes no more of the recursion than the outer limit takes.
 */
export async function listComments(
  reads: Reads,
  articleId: string,
  query: CommentQuery,
  { limit, after, wantsCount }: Window,
): Promise<Rows<CommentRow>> {
  const { view = 'tree', order = 'oldest', parentId = null } = query
  const list = listOf(query)
  const rows = await reads.query<CommentRow>({
    name: `comments.${list}.${view}.${order}`,
    text: pageText(LISTS[list], order, view === 'tree'),
    values: [articleId, parentId, ...(after ?? BEGINNING[order]), limit + 1],
  })
  return { rows, count: wantsCount ? await countListed(reads, list, articleId, parentId) : undefined }
}

const pageText = (list: string, order: 'oldest' | 'newest', isTree: boolean) => {
  const [sign, direction] = order === 'oldest' ? ['>', 'asc'] : ['<', 'desc']
  return `
    with recursive page as (
      select c.* from comment c
      where ${list} and c.reachable and (c.created_at, c.id) ${sign} ($3::timestamptz, $4::uuid)
      order by c.created_at ${direction}, c.id ${direction} limit $5::int
    ), tree as (
      select page.*, true as is_listed from page
      ${isTree ? REPLIES_BELOW : ''}
    )
    select c.id, c.parent_id as "parentId", c.shown_under_id as "shownUnderId", c.depth,
      c.status <> 'approved' as "isTombstone", c.author_name as "authorName", r.html, r.text,
      c.created_at as "createdAt", c.edited_at as "editedAt", c.is_listed as "isListed",
      (select count(*) from comment d where d.shown_under_id = c.id and d.reachable)::int as "replyCount"
    from (select *, row_number() over () as place from tree limit $5::int + ${REPLIES_MAX}) c
    left join comment_revision r on r.comment_id = c.id and r.id = c.published_revision_id
    order by c.place`
}

const REPLIES_BELOW = `
      union all
      select reply.*, false from tree cross join lateral (
        select c.* from comment c where c.shown_under_id = tree.id and c.reachable
        order by c.created_at, c.id limit ${EMBEDDED_MAX}
      ) reply`

async function countListed(
  reads: Reads,
  list: keyof typeof LISTS,
  articleId: string,
  parentId: string | null,
): Promise<number> {
  const [row] = await reads.query<{ count: number }>({
    name: `comments.${list}.count`,
    text: `select count(*)::int as count from comment c where ${LISTS[list]} and c.reachable`,
    values: [articleId, parentId],
  })
  return row?.count ?? 0
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
      select asked.id as "articleId", ${TTL},
        (select count(*) from comment c
          where c.article_id = v.article_id and c.reachable and c.status = 'approved')::int as count
      from unnest($1::uuid[]) with ordinality as asked (id, place)
      left join visible_edition v on v.article_id = asked.id
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
