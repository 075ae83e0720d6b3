import type { Job } from '../../jobs/job.ts'
import { purgeCaptchas } from './store.ts'

const PURGED_AT_ONCE = 1000

/** What became of captchas that expired a while ago is of no use: an expired token is refused by itself. */
export const purgeExpiredCaptchas: Job = {
  name: 'purge-expired-captchas',
  everyMs: 600_000,
  run: async ({ db }) => (await purgeCaptchas(db, PURGED_AT_ONCE)) === PURGED_AT_ONCE,
}
