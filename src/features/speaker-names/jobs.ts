import { act } from '../../db/act.ts'
import type { Job } from '../../jobs/job.ts'
import { SYSTEM } from '../../lib/actor.ts'
import { refold } from './store.ts'

const MINUTE_MS = 60_000

/** Makes speakers findable whose names were stored before a rule of folding changed. */
export const foldNamesAnew: Job = {
  name: 'fold-names-anew',
  everyMs: MINUTE_MS,
  run: ({ db }) => act(db, { actor: SYSTEM, requestId: null }, ({ tx }) => refold(tx)),
}
