import type { Reads } from '../../db/statement.ts'
import type { Place } from '../../http/cursor.ts'
import type { Rows, Window } from '../../http/paging.ts'
import { isBehind, keysetOf, ORDER_BY, type Order, type Placed, placeIn } from './orders.ts'
import type { CommentQuery } from './schema.ts'
import type { CommentRow } from './thread.ts'

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
type List = keyof typeof LISTS

function listOf({ view, parentId }: CommentQuery): List {
  if (parentId !== undefined) return 'replies'
  return view === 'flat' ? 'all' : 'top'
}

/** A comment on the way from the top level down to the one that was asked for. */
interface Step extends Placed {
  shownUnderId: string | null
}

/** The way to a public comment of the article, from the top level on; empty where there is none. */
export const findAnchor = (reads: Reads, articleId: string, id: string) =>
  reads.query<Step>({
    name: 'comments.anchor',
    text: `
      with recursive way as (
        select c.id, c.shown_under_id, c.created_at, c.reply_count, c.depth from comment c
        where c.id = $2::uuid and c.article_id = $1::uuid and c.reachable
        union all
        select c.id, c.shown_under_id, c.created_at, c.reply_count, c.depth
        from way join comment c on c.id = way.shown_under_id
      )
      select id, shown_under_id as "shownUnderId", created_at as "createdAt", reply_count as "replyCount"
      from way order by depth`,
    values: [articleId, id],
  })

/** The step that stands in a list itself: in the flat one of all it is the anchor. */
const stepIn = (list: List, path: readonly Step[], parentId: string | null) =>
  list === 'all' ? path.at(-1) : path.find(({ shownUnderId }) => shownUnderId === parentId)

interface Page extends Window {
  /** Where the first page begins, and what its lists must reach. */
  path: readonly Step[]
}

/**
 * One page of public comments in one statement, whatever its size; in a tree also the replies below, level
 * by level. PostgreSQL computes no more of the recursion than the outer limit takes.
 */
export async function listComments(
  reads: Reads,
  articleId: string,
  query: CommentQuery,
  { limit, after, wantsCount, path }: Page,
): Promise<Rows<CommentRow>> {
  const { view = 'tree', order = 'oldest' } = query
  const parentId = query.parentId?.toLowerCase() ?? null
  const list = listOf(query)
  const first = stepIn(list, path, parentId)
  const shape = { list, order, isTree: view === 'tree', isAnchored: first !== undefined }
  const place: Place | undefined = first ? placeIn(order)(first) : after
  const [time, id, ...replies] = keysetOf(order, place)
  const onTheWay = shape.isAnchored && shape.isTree ? [path.map((step) => step.id)] : []
  const rows = await reads.query<CommentRow>({
    name: ['comments', list, view, order, ...(first ? ['anchored'] : [])].join('.'),
    text: pageText(shape),
    values: [articleId, parentId, limit + 1, time, id, ...replies, ...onTheWay],
  })
  return { rows, count: wantsCount ? await countListed(reads, list, articleId, parentId) : undefined }
}

interface Shape {
  list: List
  order: Order
  isTree: boolean
  isAnchored: boolean
}

const pageText = ({ list, order, isTree, isAnchored }: Shape) => `
    with recursive page as (
      select c.* from comment c
      where ${LISTS[list]} and c.reachable and ${isBehind(order, 4, isAnchored)}
      order by ${ORDER_BY[order]} limit $3::int
    ), tree as (
      select page.*, true as is_listed from page
      ${isTree ? REPLIES_BELOW : ''}
    ), shown as (
      select *, row_number() over () as place, false as is_pinned from tree limit $3::int + ${REPLIES_MAX}
    )
    select c.id, c.parent_id as "parentId", c.shown_under_id as "shownUnderId", c.depth,
      c.status <> 'approved' as "isTombstone", c.author_name as "authorName", r.html, r.text,
      c.created_at as "createdAt", c.edited_at as "editedAt", c.reply_count as "replyCount",
      c.is_listed as "isListed", c.is_pinned as "isPinned"
    from (select * from shown ${isTree && isAnchored ? thePathTo(order === 'best' ? 7 : 6) : ''}) c
    left join lateral (
      -- The limit keeps this a look-up for each: a page is small, and the estimate of its size is not.
      select r.html, r.text from comment_revision r
      where r.comment_id = c.id and r.id = c.published_revision_id limit 1
    ) r on true
    order by c.place, c.depth`

const REPLIES_BELOW = `
      union all
      select reply.*, false from tree cross join lateral (
        select c.* from comment c where c.shown_under_id = tree.id and c.reachable
        order by c.created_at, c.id limit ${EMBEDDED_MAX}
      ) reply`

/** What is on the way to the anchor and was not reached, behind everything else. */
const thePathTo = (n: number) => `
      union all
      select c.*, false, null, true from comment c
      where c.id = any($${n}::uuid[]) and c.reachable and not exists (select from shown where shown.id = c.id)`

async function countListed(
  reads: Reads,
  list: List,
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
