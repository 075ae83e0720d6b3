import { act, instant } from '../../db/act.ts'
import type { Job } from '../../jobs/job.ts'
import { SYSTEM } from '../../lib/actor.ts'
import { recordMoments } from './moments.ts'
import { lockDueArticles } from './store.ts'

/** How many articles one transaction holds: a server that stops, and a desk at work, wait for no more than these. */
const ARTICLES_AT_ONCE = 10

/**
 * Records the events of publications, embargoes and expiries whose moment has come. Readers never wait for it:
 * what is visible follows from the clock. Instances share the work, since each skips what another has locked.
 */
export const recordDueMoments: Job = {
  name: 'record-due-moments',
  everyMs: 500,
  run: ({ db }) =>
    act(db, { actor: SYSTEM, requestId: null }, async (unit) => {
      const heads = await lockDueArticles(unit.tx, ARTICLES_AT_ONCE)
      if (heads.length === 0) return false
      const now = await instant(unit.tx)
      for (const head of heads) await recordMoments(unit, head, now, { by: SYSTEM })
      return heads.length === ARTICLES_AT_ONCE
    }),
}
