import { act } from '../../db/act.ts'
import type { Job } from '../../jobs/job.ts'
import { SYSTEM } from '../../lib/actor.ts'
import { addUpTallies } from './store.ts'

const MINUTE_MS = 60_000
const SPEAKERS_AT_ONCE = 500

/** Whoever publishes adds a row to what is kept of a speaker's quotes; here many become one, and reading stays cheap. */
export const addUpQuoteCounts: Job = {
  name: 'add-up-quote-counts',
  everyMs: MINUTE_MS,
  run: ({ db }) =>
    act(
      db,
      { actor: SYSTEM, requestId: null },
      async ({ tx }) => (await addUpTallies(tx, SPEAKERS_AT_ONCE)) === SPEAKERS_AT_ONCE,
    ),
}
