import { act } from '../../db/act.ts'
import type { Job } from '../../jobs/job.ts'
import { SYSTEM } from '../../lib/actor.ts'
import { forgetUnused, resealAddresses } from './store.ts'

const HOUR_MS = 3_600_000
const FORGOTTEN_AT_ONCE = 500

export const forgetUnusedAddresses: Job = {
  name: 'forget-unused-addresses',
  everyMs: HOUR_MS,
  run: ({ db }) =>
    act(
      db,
      { actor: SYSTEM, requestId: null },
      async ({ tx }) => (await forgetUnused(tx, FORGOTTEN_AT_ONCE)) === FORGOTTEN_AT_ONCE,
    ),
}

/** After a change of `SECRET` addresses are sealed anew, before the old one is taken away. */
export const resealAuthorAddresses: Job = {
  name: 'reseal-author-addresses',
  everyMs: HOUR_MS,
  run: async ({ db, secrets }) => {
    await resealAddresses(db, secrets)
    return false
  },
}
