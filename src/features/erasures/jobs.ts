import { act } from '../../db/act.ts'
import type { Job } from '../../jobs/job.ts'
import { SYSTEM } from '../../lib/actor.ts'
import { getPolicy } from '../comment-policy/store.ts'
import { holdThreads } from '../moderation/store.ts'
import { eraseComments } from './erase.ts'
import { findOutlived, forgetReporters } from './store.ts'

const HOUR_MS = 3_600_000
const ERASED_AT_ONCE = 100
const FORGOTTEN_AT_ONCE = 1000

/** What was refused or taken back is erased after as many days as the policy says. */
export const eraseRefusedComments: Job = {
  name: 'erase-refused-comments',
  everyMs: HOUR_MS,
  run: ({ db }) =>
    act(db, { actor: SYSTEM, requestId: null }, async (unit) => {
      const { policy } = await getPolicy(unit.sql)
      if (policy.retentionDays === null) return false
      const found = await findOutlived(unit.tx, policy.retentionDays, ERASED_AT_ONCE)
      await holdThreads(unit.tx, found)
      // Somebody may have decided otherwise while the threads were waited for.
      const ids = await findOutlived(unit.tx, policy.retentionDays, ERASED_AT_ONCE)
      await eraseComments(unit, { ids: ids.filter((id) => found.includes(id)), decidedBy: 'system' })
      return found.length === ERASED_AT_ONCE
    }),
}

/** Reports stay, and what told their authors apart goes after two months. */
export const forgetOldReporters: Job = {
  name: 'forget-old-reporters',
  everyMs: HOUR_MS,
  run: ({ db }) =>
    act(
      db,
      { actor: SYSTEM, requestId: null },
      async ({ tx }) => (await forgetReporters(tx, FORGOTTEN_AT_ONCE)) === FORGOTTEN_AT_ONCE,
    ),
}
