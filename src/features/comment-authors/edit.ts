import type { Act } from '../../db/act.ts'
import type { Deps } from '../../http/feature.ts'
import { ApiError, conflict, notFound } from '../../lib/errors.ts'
import { changesBetween } from '../../lib/merge-patch.ts'
import { judge, lookAt } from '../comment-pipeline/store.ts'
import type { Rendered } from '../comments/render.ts'
import { editableUntil } from '../comments/rules.ts'
import { REVISIONS_MAX } from './rules.ts'
import type { EditedComment } from './schema.ts'
import { appendRevision, holdOwnComment, type OwnComment, withdrawComment } from './store.ts'

/** What an author may still change: one that was taken for spam too, since they are not told. */
const EDITABLE = new Set(['pending', 'approved', 'spam'])

interface Sending {
  settings: Deps['settings']
  secrets: Deps['secrets']
  address: string
  /** Services outside have a say on new comments: an edit of public words waits for a moderator then. */
  isChecked: boolean
}

type Words = Rendered & { body: string }

/**
 * Changes the words of a comment. They are judged as those of a new comment: what waits for a moderator leaves
 * what is public as it is, and only where comments are moderated afterwards innocent words are public at once.
 */
export async function editComment(
  act: Act,
  id: string,
  sending: Sending,
  words: Words,
): Promise<EditedComment> {
  const comment = await hold(act, id)
  const isUnread =
    words.body === comment.body
      ? comment.headRevisionId !== comment.publishedRevisionId
      : !(await append(act, comment, sending, words))
  return {
    comment: { id: comment.id, status: isUnread ? 'pending' : 'approved' },
    editableUntil: editableUntil(comment.createdAt).toISOString(),
  }
}

/** Whether the new words are public at once. */
async function append(
  { tx, sql, record }: Act,
  comment: OwnComment,
  { settings, secrets, address, isChecked }: Sending,
  words: Words,
): Promise<boolean> {
  if (comment.mode === 'closed') throw new ApiError('comments-closed', 'The article takes no more comments.')
  if (comment.revisions >= REVISIONS_MAX) {
    throw conflict(`A comment is changed at most ${REVISIONS_MAX - 1} times.`)
  }
  const { id, articleId, parentId, authorName, authorHash, mode } = comment
  const submission = {
    ...{ commentId: id, articleId, parentId, body: words.body, authorName, authorHash, address },
    ...{ circumstances: [], solvedIn: undefined, isUnlimited: settings.rateLimits === 'off' },
  }
  const judged = await judge(sql, await lookAt(sql, secrets, submission), submission, mode)
  const isPublic = comment.status === 'approved' && judged.status === 'approved' && !isChecked
  const version = await appendRevision(tx, comment, words, judged, isPublic)
  const event = { subject: { type: 'comment' as const, id }, version, data: { articleId, parentId } }
  record({ ...event, type: 'comment.edited' })
  if (isPublic && comment.isReachable) record({ ...event, type: 'comment.approved', isPublic: true })
  return isPublic
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
