import { act, instant } from '../../db/act.ts'
import type { Job } from '../../jobs/job.ts'
import { SYSTEM } from '../../lib/actor.ts'
import { recordMoments } from './moments.ts'
import { lockDueArticle } from './store.ts'

/** How many articles one run looks at: a server that stops waits for no more than these. */
const ARTICLES_AT_ONCE = 50

/**
 * Records the events of publications, embargoes and expiries whose moment has come. Readers never wait for it:
 * what is visible follows from the clock. Instances share the work, since each skips what another has locked.
 */
export const recordDueMoments: Job = {
  name: 'record-due-moments',
  everyMs: 500,
  run: async ({ db }, signal) => {
    for (let i = 0; i < ARTICLES_AT_ONCE && !signal.aborted; i++) {
      const found = await act(db, { actor: SYSTEM, requestId: null }, async (unit) => {
        const head = await lockDueArticle(unit.tx)
        if (!head) return false
        await recordMoments(unit, head, await instant(unit.tx), { by: SYSTEM })
        return true
      })
      if (!found) return false
    }
    return true
  },
}
