import type { Secrets } from '../../lib/secrets.ts'

/** Threads are shown five levels deep. */
const DEPTH_MAX = 4

/** How long an author may change a comment. */
const EDITABLE_MS = 15 * 60_000

/** A comment that may be answered. */
export interface Parent {
  id: string
  rootId: string
  shownUnderId: string | null
  depth: number
}

/** Where a comment stands in its thread. */
export interface Place {
  parentId: string | null
  rootId: string
  shownUnderId: string | null
  depth: number
}

/** What answers the deepest level is shown beside it, and still knows whom it answers. */
export function placeOf(id: string, parent: Parent | undefined): Place {
  if (!parent) return { parentId: null, rootId: id, shownUnderId: null, depth: 0 }
  const isDeepest = parent.depth >= DEPTH_MAX
  return {
    parentId: parent.id,
    rootId: parent.rootId,
    shownUnderId: isDeepest ? parent.shownUnderId : parent.id,
    depth: Math.min(parent.depth + 1, DEPTH_MAX),
  }
}

export type CommentMode = 'pre' | 'post' | 'closed'

/** White space, format and filler characters: what takes no ink, with the Braille blank, which is a letter by name. */
const INKLESS = /[\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** Whether nothing of a text would be seen. */
export const isInkless = (text: string) => text.replace(INKLESS, '') === ''

/** Scripts put up to four or five marks on a letter; nine in a row only deface the lines around them. */
const PILED_MARKS = /[\p{Mn}\p{Me}]{9}/u

export const hasPiledMarks = (text: string) => PILED_MARKS.test(text)

/** Both follow from the id under a key of ours: nothing secret is stored, and a network retry gets the same. */
export const editTokenOf = (secrets: Secrets, id: string) =>
  secrets.sign('comment-edit-token', id).toString('base64url')

export const receiptOf = (secrets: Secrets, id: string) =>
  `${id}.${secrets.sign('comment-receipt', id).toString('base64url')}`

export const editableUntil = (createdAt: Date) => new Date(createdAt.getTime() + EDITABLE_MS)
