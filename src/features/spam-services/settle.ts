import type { Act } from '../../db/act.ts'
import type { WaitingComment } from '../../lib/comment-checks.ts'
import { FINDINGS, type Reason } from '../comment-pipeline/reasons.ts'
import { carryOut } from '../moderation/carry-out.ts'
import { type Action, moveFor } from '../moderation/rules.ts'
import { holdComment } from '../moderation/store.ts'
import type { Outcome } from './service.ts'
import { findMode, noteOutcome } from './store.ts'

const REASONS: Record<Outcome, readonly Reason[]> = {
  ok: [],
  hold: ['service-hold'],
  spam: ['service-spam'],
  failed: ['check-failed'],
}

/**
 * Moves a comment on by what was said of it, if it still waits as it was taken: an edit or a decision that came
 * meanwhile stands. What was not found innocent by everybody goes on waiting for a moderator.
 */
export async function settle(act: Act, comment: WaitingComment, outcome: Outcome): Promise<void> {
  const { id, revisionId, articleId } = comment
  const held = await holdComment(act.tx, id)
  if (held.status !== 'pending' || held.version !== 1 || held.headRevisionId !== revisionId) return
  const reasons = REASONS[outcome]
  const score = reasons.reduce((sum, reason) => sum + FINDINGS[reason], 0)
  await noteOutcome(act.tx, comment, { reasons, score })
  const isAsBefore = (await findMode(act.tx, articleId)) === comment.mode
  const action = actionFor(outcome, comment.isInnocent && isAsBefore)
  const move = action && moveFor(held, action, revisionId)
  if (!move) return
  const wanted = { versions: [1], held, move, openReports: 0, decidedBy: 'policy' as const }
  await carryOut(act, id, wanted, { revisionId, ...(action === 'spam' && { reason: 'spam' }) })
}

function actionFor(outcome: Outcome, mayBePublic: boolean): Action | undefined {
  if (outcome === 'spam') return 'spam'
  return outcome === 'ok' && mayBePublic ? 'approve' : undefined
}
