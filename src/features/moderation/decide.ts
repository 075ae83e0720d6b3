import type { Act } from '../../db/act.ts'
import { ApiError } from '../../lib/errors.ts'
import { carryOut } from './carry-out.ts'
import { moveFor, noteFor } from './rules.ts'
import type { Decision, NewDecision, Verdict } from './schema.ts'
import { holdComment } from './store.ts'

interface Expected {
  versions: readonly number[]
  /** The decisions of one bulk request share it. */
  batchId?: string
}

/**
 * Decides on the words that a moderator read. If anything about the comment is no longer as they saw it, nothing
 * happens and they are told what is: a decision never lands on something else, and never silently on nothing.
 */
export async function decide(
  act: Act,
  commentId: string,
  { versions, batchId }: Expected,
  { action, ...decision }: NewDecision,
): Promise<Decision> {
  requireNote(decision)
  const revisionId = decision.revisionId.toLowerCase()
  const held = await holdComment(act.tx, commentId)
  const move = moveFor(held, action, revisionId)
  const grounds = { ...decision, revisionId, ...(batchId && { batchId }) }
  return carryOut(act, commentId, { versions, held, move, openReports: 0 }, grounds)
}

/** Refuses a reason that comes without the note that it demands. */
export function requireNote({ reason, ...notes }: Omit<Verdict, 'action'>): void {
  const needed = reason && noteFor(reason)
  if (!needed || notes[needed]?.trim()) return
  const detail = `must say more with the reason ${reason}`
  throw new ApiError('unprocessable', `${needed} ${detail}.`, {
    errors: [{ pointer: `/${needed}`, code: 'required', detail }],
  })
}
