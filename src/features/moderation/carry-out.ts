import type { Act } from '../../db/act.ts'
import type { Transaction } from '../../db/client.ts'
import { ApiError } from '../../lib/errors.ts'
import { changesBetween } from '../../lib/merge-patch.ts'
import type { Move, Reason } from './rules.ts'
import type { Decision } from './schema.ts'
import {
  answerReports,
  type Decider,
  type HeldComment,
  moveComment,
  reopenReports,
  spreadReachability,
  storeDecision,
} from './store.ts'

/** What is to become of a comment that is held; no move where nothing leads there. */
interface Wanted {
  versions: readonly number[]
  held: HeldComment
  move: Move | undefined
  openReports: number
  /** The policy decides when enough readers have reported a comment; nobody has answered them by that. */
  decidedBy?: 'policy'
}

interface Grounds {
  revisionId: string
  reason?: Reason
  noteInternal?: string
  notePublic?: string
  batchId?: string
  /** The decision that is undone by this one, and when it was made. */
  undone?: { id: string; at: Date }
}

const POLICY: Decider = { kind: 'policy', keyId: null, label: 'policy' }

const NO_GROUNDS = { reason: null, noteInternal: null, notePublic: null, batchId: null }

/**
 * Moves the comment, keeps the decision and tells of it, all or nothing: whatever a moderator does ends here.
 * Nothing has been written when it refuses.
 */
export async function carryOut(
  { tx, actor, record }: Act,
  commentId: string,
  { versions, held, move, openReports, decidedBy }: Wanted,
  { undone, ...grounds }: Grounds,
): Promise<Decision> {
  const decider = decidedBy ? POLICY : { ...actor, kind: 'human' as const }
  // In a burst most decisions are late: what is plain before writing is refused without it.
  if (!move || !versions.includes(held.version)) throw stateChanged(held)
  const moved = await moveComment(tx, commentId, { versions, held, move, openReports }, decider)
  if (!moved) throw stateChanged(held)
  const { status: from, articleId, parentId } = held
  const { version, changedAt: decidedAt } = moved
  const to = move.status
  // What stands below follows what stands above it, which in most decisions was hidden and stays so.
  if (moved.isReachable !== held.isReachable) await spreadReachability(tx, articleId, commentId)
  await settleReports(tx, commentId, decider, undone)
  const before = {
    headBefore: held.headRevisionId,
    publishedBefore: held.publishedRevisionId,
    reportsBefore: held.openReports,
  }
  const made = { commentId, from, to, version, decidedAt, undoesId: undone?.id ?? null }
  const id = await storeDecision(tx, { ...NO_GROUNDS, ...grounds, ...before, ...made }, decider)
  // A decision on an edit that leaves the public words as they are changes nothing that anybody can read.
  const isUnseen = from === to && move.published === held.publishedRevisionId
  record({
    type: isUnseen ? typeOfUnseen(undone !== undefined) : (`comment.${to}` as const),
    subject: { type: 'comment', id: commentId },
    version,
    isPublic: held.isArticleVisible && !isUnseen && (held.isReachable || moved.isReachable),
    data: { articleId, parentId },
    changes: changesBetween({ status: from }, { status: to }),
  })
  return { id, commentId, from, to, version, decidedAt: decidedAt.toISOString() }
}

/** What a person decides answers the reports; an undo lets them wait again. */
async function settleReports(
  tx: Transaction,
  commentId: string,
  { kind }: Decider,
  undone: Grounds['undone'],
) {
  if (undone) await reopenReports(tx, commentId, undone.at)
  else if (kind === 'human') await answerReports(tx, commentId)
}

/** An edit was refused, or waits again. */
const typeOfUnseen = (isUndo: boolean) => (isUndo ? 'comment.edited' : 'comment.edit-refused')

function stateChanged({ version, status, headRevisionId, body, changedBy, changedAt }: HeldComment) {
  const who = changedBy === null ? '' : `, decided by ${changedBy}`
  return new ApiError('state-changed', `The comment is now ${status} in version ${version}${who}.`, {
    members: {
      current: { version, status, headRevisionId, body, changedBy, changedAt: changedAt.toISOString() },
    },
  })
}
