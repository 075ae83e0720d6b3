import { act } from '../../db/act.ts'
import type { Job } from '../../jobs/job.ts'
import { SYSTEM } from '../../lib/actor.ts'
import { purgeClaims } from './store.ts'

const PURGED_AT_ONCE = 1000

/** What nobody claims any more is nothing to keep. */
export const purgeEndedClaims: Job = {
  name: 'purge-ended-claims',
  everyMs: 600_000,
  run: async ({ db }) => {
    const doer = { actor: SYSTEM, requestId: null }
    return (await act(db, doer, ({ tx }) => purgeClaims(tx, PURGED_AT_ONCE))) === PURGED_AT_ONCE
  },
}
