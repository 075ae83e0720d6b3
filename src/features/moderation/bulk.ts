import { v7 as uuidv7 } from 'uuid'
import type { Act } from '../../db/act.ts'
import { ApiError } from '../../lib/errors.ts'
import { decide, requireNote } from './decide.ts'
import { answerFor, forEach } from './each.ts'
import { FILTER_MAX } from './rules.ts'
import type { BulkAnswer, BulkItem, NewBulkDecision, Verdict } from './schema.ts'
import { findMatching, holdThreads } from './store.ts'

/** Decides on many comments at once: on those that are named, or on all that a filter means. */
export function decideOnMany(act: Act, input: NewBulkDecision): Promise<BulkAnswer> {
  const { items, filter, expectedCount, dryRun, ...verdict } = input
  requireNote(verdict)
  if (items) return decideOnEach(act, items, verdict)
  return decideByFilter(act, { filter: filter ?? {}, expectedCount, dryRun: dryRun ?? false }, verdict)
}

/** Each item by itself: one that is refused keeps no other from being decided. */
async function decideOnEach(act: Act, items: readonly BulkItem[], verdict: Verdict): Promise<BulkAnswer> {
  const batchId = uuidv7()
  const wanted = items.map((item) => ({ ...item, id: item.id.toLowerCase() }))
  await holdThreads(
    act.tx,
    wanted.map(({ id }) => id),
  )
  const data = await forEach(wanted, ({ id, version, revisionId }) =>
    answerFor(id, () => decide(act, id, { versions: [version], batchId }, { ...verdict, revisionId })),
  )
  return { batchId, count: data.filter(({ decision }) => decision).length, data }
}

interface Selection {
  filter: NonNullable<NewBulkDecision['filter']>
  expectedCount: number | undefined
  dryRun: boolean
}

/** Whoever decides on what they have not all read says at least how many they mean. */
async function decideByFilter(act: Act, { filter, expectedCount, dryRun }: Selection, verdict: Verdict) {
  const found = await findMatching(act.tx, filter, FILTER_MAX)
  const isTooMuch = found.length > FILTER_MAX
  if (dryRun && expectedCount === undefined) {
    return { batchId: null, count: found.length, data: [] }
  }
  if (isTooMuch || found.length !== expectedCount) {
    const many = isTooMuch ? `more than ${FILTER_MAX}` : String(found.length)
    throw new ApiError('count-changed', `The filter means ${many} comments now, not ${expectedCount}.`, {
      members: { count: found.length },
    })
  }
  if (dryRun) return { batchId: null, count: found.length, data: [] }
  return decideOnEach(
    act,
    found.map(({ headRevisionId, ...item }) => ({ ...item, revisionId: headRevisionId })),
    verdict,
  )
}
