import { act } from '../../db/act.ts'
import type { Job } from '../../jobs/job.ts'
import { SYSTEM } from '../../lib/actor.ts'
import { destroyOldKeys } from './store.ts'

/** With its key goes what it told: from then on nobody can say which comments came from one address. */
export const destroyOldAddressKeys: Job = {
  name: 'destroy-old-address-keys',
  everyMs: 3_600_000,
  run: async ({ db }) => {
    await act(db, { actor: SYSTEM, requestId: null }, ({ tx }) => destroyOldKeys(tx))
    return false
  },
}
