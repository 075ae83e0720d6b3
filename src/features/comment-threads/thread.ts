import type { Comment } from './schema.ts'

/** A comment with its published words, as the store finds it. */
export interface CommentRow {
  id: string
  parentId: string | null
  shownUnderId: string | null
  depth: number
  isTombstone: boolean
  authorName: string
  html: string | null
  text: string | null
  createdAt: Date
  editedAt: Date | null
  replyCount: number
  /** Part of the page itself, not of the replies inside it. */
  isListed: boolean
  /** Behind its list for the sake of the anchor: the list goes on after what comes before it. */
  isPinned: boolean
}

/** Relative URL of the replies to `parentId` after `last`, or of all of them. */
export type NextReplies = (parentId: string, last: CommentRow | undefined) => string

/** The rows of a page's own list, and a way to show one with its replies nested inside. */
export function threadOf(rows: readonly CommentRow[], nextReplies: NextReplies) {
  const below = new Map<string | null, CommentRow[]>()
  for (const row of rows) {
    if (row.isListed) continue
    const siblings = below.get(row.shownUnderId) ?? []
    below.set(row.shownUnderId, [...siblings, row])
  }
  const show = (row: CommentRow): Comment => {
    const replies = below.get(row.id) ?? []
    const isComplete = replies.length >= row.replyCount
    const next = isComplete
      ? null
      : nextReplies(
          row.id,
          replies.findLast(({ isPinned }) => !isPinned),
        )
    return { ...toComment(row), replies: { data: replies.map(show), next } }
  }
  return { listed: rows.filter((row) => row.isListed), show }
}

/** A comment by itself. Of one that was taken back only its place in the thread is left. */
export function toComment(row: CommentRow): Comment {
  const { isTombstone, html, text } = row
  return {
    id: row.id,
    parentId: row.parentId,
    depth: row.depth,
    author: isTombstone ? null : { name: row.authorName },
    body: isTombstone || html === null || text === null ? null : { html, text },
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    replyCount: row.replyCount,
    ...(isTombstone && { deleted: true }),
  }
}
