import type { Job } from '../../jobs/job.ts'
import { resealSecrets } from './store.ts'

const TEN_MINUTES_MS = 600_000

/** After a change of `SECRET` the old one is needed for as long as it takes to seal anew: until the next run. */
export const resealWebhookSecrets: Job = {
  name: 'reseal-webhook-secrets',
  everyMs: TEN_MINUTES_MS,
  run: async ({ db, secrets }) => {
    await resealSecrets(db, secrets)
    return false
  },
}
