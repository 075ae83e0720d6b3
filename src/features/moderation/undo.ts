import type { Act } from '../../db/act.ts'
import { hasScope } from '../../lib/actor.ts'
import { forbidden } from '../../lib/errors.ts'
import { carryOut } from './carry-out.ts'
import { answerFor, forEach } from './each.ts'
import { type Outcome, UNDO_MINUTES } from './rules.ts'
import type { BulkAnswer, Decision } from './schema.ts'
import { findBatch, findDecision, holdComment, holdThreads, type Undoable } from './store.ts'

/**
 * Takes a decision back by another one, which brings back what it changed. Refused when anything has happened
 * to the comment since: that is then what has to be decided on.
 */
export async function undoDecision(act: Act, id: string): Promise<Decision> {
  const decision = await findDecision(act.tx, id)
  requireOwn(act, decision)
  return undo(act, decision)
}

/** Takes back what one bulk request decided, item by item. */
export async function undoBatch(act: Act, batchId: string): Promise<BulkAnswer> {
  const decisions = await findBatch(act.tx, batchId)
  for (const decision of decisions) requireOwn(act, decision)
  await holdThreads(
    act.tx,
    decisions.map(({ commentId }) => commentId),
  )
  const items = decisions.map((decision) => ({ id: decision.commentId, decision }))
  const data = await forEach(items, (item) => answerFor(item.id, () => undo(act, item.decision)))
  return { batchId, count: data.filter(({ decision }) => decision).length, data }
}

async function undo(act: Act, decision: Undoable): Promise<Decision> {
  const { commentId, revisionId, version, from, headBefore, publishedBefore, reportsBefore } = decision
  const held = await holdComment(act.tx, commentId)
  // Decisions lead from where decisions lead to: never from what its author took back.
  const move = { status: from as Outcome, published: publishedBefore, head: headBefore ?? revisionId }
  const wanted = { versions: [version], held, move, openReports: reportsBefore }
  return carryOut(act, commentId, wanted, { revisionId, undone: { id: decision.id, at: decision.createdAt } })
}

function requireOwn({ actor }: Act, { actorKeyId, actorLabel, isFresh }: Undoable): void {
  if (hasScope(actor, 'admin')) return
  const isOwn = actor.keyId === actorKeyId && actor.label === actorLabel
  if (!isOwn) throw forbidden('Only who made the decision may undo it, or an administrator.')
  if (!isFresh) throw forbidden(`A decision can be undone for ${UNDO_MINUTES} minutes; decide anew.`)
}
