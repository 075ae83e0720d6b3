import type { Act } from '../../db/act.ts'
import { ApiError, conflict, notFound } from '../../lib/errors.ts'
import { changesBetween } from '../../lib/merge-patch.ts'
import type { Rendered } from '../comments/render.ts'
import { editableUntil, firstStatus } from '../comments/rules.ts'
import { REVISIONS_MAX } from './rules.ts'
import type { EditedComment } from './schema.ts'
import { appendRevision, holdOwnComment, type OwnComment, withdrawComment } from './store.ts'

/** What an author may still change: one that was taken for spam too, since they are not told. */
const EDITABLE = new Set(['pending', 'approved', 'spam'])

/**
 * Changes the words of a comment. What is public stays so until somebody has read the new words; only where
 * comments are moderated afterwards they are public at once, as a new comment would be.
 */
export async function editComment(
  act: Act,
  id: string,
  words: Rendered & { body: string },
): Promise<EditedComment> {
  const comment = await hold(act, id)
  const isPublic = comment.status === 'approved' && firstStatus(comment.mode) === 'approved'
  if (words.body !== comment.body) await append(act, comment, words, isPublic)
  const isUnread =
    words.body !== comment.body ? !isPublic : comment.headRevisionId !== comment.publishedRevisionId
  return {
    comment: { id: comment.id, status: isUnread ? 'pending' : 'approved' },
    editableUntil: editableUntil(comment.createdAt).toISOString(),
  }
}

async function append(
  { tx, record }: Act,
  comment: OwnComment,
  words: Rendered & { body: string },
  isPublic: boolean,
): Promise<void> {
  if (comment.mode === 'closed') throw new ApiError('comments-closed', 'The article takes no more comments.')
  if (comment.revisions >= REVISIONS_MAX) {
    throw conflict(`A comment is changed at most ${REVISIONS_MAX - 1} times.`)
  }
  const version = await appendRevision(tx, comment, words, isPublic)
  const { id, articleId, parentId } = comment
  const event = { subject: { type: 'comment' as const, id }, version, data: { articleId, parentId } }
  record({ ...event, type: 'comment.edited' })
  if (isPublic && comment.isReachable) record({ ...event, type: 'comment.approved', isPublic: true })
}

/** Takes a comment back. What others answered stays, under a place that says no more than that. */
export async function withdrawOwnComment(act: Act, id: string): Promise<void> {
  const comment = await hold(act, id)
  const version = await withdrawComment(act.tx, comment)
  const { articleId, parentId, status, isReachable } = comment
  act.record({
    type: 'comment.withdrawn',
    subject: { type: 'comment', id: comment.id },
    version,
    isPublic: isReachable,
    data: { articleId, parentId },
    changes: changesBetween({ status }, { status: 'withdrawn' }),
  })
}

/** The comment, if its author may change it now; otherwise the answer for one that there is not. */
async function hold({ tx }: Act, id: string): Promise<OwnComment> {
  const comment = await holdOwnComment(tx, id)
  if (!comment?.isOpen || !EDITABLE.has(comment.status)) throw notFound('comment', id)
  return comment
}
