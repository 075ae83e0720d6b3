import type { Act } from '../../db/act.ts'
import { ApiError } from '../../lib/errors.ts'
import { changesBetween } from '../../lib/merge-patch.ts'
import { moveFor, noteFor } from './rules.ts'
import type { Decision, NewDecision } from './schema.ts'
import { type HeldComment, holdComment, moveComment, spreadReachability, storeDecision } from './store.ts'

/**
 * Decides on the words that a moderator read. If anything about the comment is no longer as they saw it, nothing
 * happens and they are told what is: a decision never lands on something else, and never silently on nothing.
 */
export async function decide(
  { tx, actor, record }: Act,
  commentId: string,
  versions: readonly number[],
  input: NewDecision,
): Promise<Decision> {
  requireNote(input)
  const held = await holdComment(tx, commentId)
  const move = moveFor(held, input.action, input.revisionId.toLowerCase())
  const moved = move && (await moveComment(tx, commentId, { versions, held, move }, actor.label))
  if (!move || !moved) throw stateChanged(held)
  const { status: from, articleId, parentId } = held
  const { version, changedAt: decidedAt } = moved
  const to = move.status
  await spreadReachability(tx, articleId, commentId)
  const id = await storeDecision(tx, { ...input, commentId, from, to, version, decidedAt }, actor)
  // A refused edit changes nothing that anybody can read.
  const isRefusedEdit = from === to && move.published === held.publishedRevisionId
  const isPublic = held.isArticleVisible && !isRefusedEdit && (held.isReachable || moved.isReachable)
  const subject = { type: 'comment' as const, id: commentId }
  const changes = changesBetween({ status: from }, { status: to })
  const type = isRefusedEdit ? ('comment.edit-refused' as const) : (`comment.${to}` as const)
  record({ type, subject, version, isPublic, data: { articleId, parentId }, changes })
  return { id, commentId, from, to, version, decidedAt: decidedAt.toISOString() }
}

function requireNote({ reason, ...notes }: NewDecision): void {
  const needed = reason && noteFor(reason)
  if (!needed || notes[needed]?.trim()) return
  const detail = `must say more with the reason ${reason}`
  throw new ApiError('unprocessable', `${needed} ${detail}.`, {
    errors: [{ pointer: `/${needed}`, code: 'required', detail }],
  })
}

function stateChanged({ version, status, headRevisionId, body, changedBy, changedAt }: HeldComment) {
  const who = changedBy === null ? '' : `, decided by ${changedBy}`
  return new ApiError('state-changed', `The comment is now ${status} in version ${version}${who}.`, {
    members: {
      current: {
        version,
        status,
        headRevisionId,
        body,
        changedBy,
        changedAt: changedAt.toISOString(),
      },
    },
  })
}
