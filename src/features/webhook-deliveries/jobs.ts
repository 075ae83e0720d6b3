import type { Job } from '../../jobs/job.ts'
import { deliverDue } from './deliver.ts'
import { pruneDeliveries } from './store.ts'

const PRUNED_AT_ONCE = 1000

export const deliverWebhooks: Job = {
  name: 'deliver-webhooks',
  everyMs: 1000,
  run: async (deps, signal) => {
    await deliverDue(deps, signal)
    return false
  },
}

export const pruneWebhookDeliveries: Job = {
  name: 'prune-webhook-deliveries',
  everyMs: 3_600_000,
  run: async ({ db }) => (await pruneDeliveries(db, PRUNED_AT_ONCE)) === PRUNED_AT_ONCE,
}
