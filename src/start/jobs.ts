import { destroyOldAddressKeys } from '../features/address-keys/jobs.ts'
import { purgeExpiredCaptchas } from '../features/captcha/jobs.ts'
import { purgeSpentBudgets } from '../features/comment-budgets/jobs.ts'
import { removeDeletedFiles } from '../features/media/jobs.ts'
import { purgeEndedClaims } from '../features/moderation-claims/jobs.ts'
import { recordDueMoments } from '../features/publications/jobs.ts'
import { deliverWebhooks, pruneWebhookDeliveries } from '../features/webhook-deliveries/jobs.ts'
import { resealWebhookSecrets } from '../features/webhooks/jobs.ts'
import type { Job } from '../jobs/job.ts'

/** Everything that recurs by itself. A new one is a line here. */
export const JOBS: readonly Job[] = [
  recordDueMoments,
  purgeExpiredCaptchas,
  purgeSpentBudgets,
  destroyOldAddressKeys,
  purgeEndedClaims,
  removeDeletedFiles,
  deliverWebhooks,
  pruneWebhookDeliveries,
  resealWebhookSecrets,
]
