import { act } from '../../db/act.ts'
import type { Job } from '../../jobs/job.ts'
import { SYSTEM } from '../../lib/actor.ts'
import { purgeBudgets } from './store.ts'

const PURGED_AT_ONCE = 1000

/** What was drawn in a window that has passed counts no more. */
export const purgeSpentBudgets: Job = {
  name: 'purge-spent-budgets',
  everyMs: 600_000,
  run: async ({ db }) => {
    const purge = ({ tx }: { tx: Parameters<typeof purgeBudgets>[0] }) => purgeBudgets(tx, PURGED_AT_ONCE)
    return (await act(db, { actor: SYSTEM, requestId: null }, purge)) === PURGED_AT_ONCE
  },
}
