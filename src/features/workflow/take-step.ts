import { type Act, instant } from '../../db/act.ts'
import type { Article } from '../../db/models.ts'
import { requireCurrent } from '../../db/versions.ts'
import { conflict } from '../../lib/errors.ts'
import { changesBetween } from '../../lib/merge-patch.ts'
import { lockArticle, touchArticle } from '../revisions/store.ts'
import { destinationOf, TRANSITIONS } from './rules.ts'
import type { ReviewStep, ReviewStepTaken } from './schema.ts'
import { insertReviewStep, progressOf } from './store.ts'

interface Step {
  kind: ReviewStep['kind']
  expected: readonly number[]
  note: string | null
}

/** Moves an article along the workflow, where the table lets it, and remembers who did and why. */
export async function takeStep(
  act: Act,
  articleId: string,
  { kind, expected, note }: Step,
): Promise<ReviewStepTaken> {
  const { tx, actor, record } = act
  const head = await lockArticle(tx, articleId)
  await requireCurrent(tx, { type: 'article', id: articleId }, head, expected)
  const to = destinationOf(kind, head)
  if (kind === 'archival') await refuseUnfinished(act, head)
  const step = await insertReviewStep(tx, {
    ...{ articleId, kind, from: head.state, to, revision: head.revision, note },
    createdAt: await instant(tx),
    createdBy: actor.label,
  })
  const version = await touchArticle(act, head, { state: to })
  record({
    type: TRANSITIONS[kind].event,
    subject: { type: 'article', id: articleId },
    version,
    data: { revision: head.revision, note },
    changes: changesBetween({ state: head.state }, { state: to }),
  })
  return { ...step, version }
}

/** What is still to appear is not done with. */
async function refuseUnfinished({ tx }: Act, head: Article): Promise<void> {
  const { hasBegun, liesAhead } = await progressOf(tx, head)
  if (!hasBegun || liesAhead) throw conflict('A publication is scheduled: cancel it, or wait for it.')
}
