import { destroyOldAddressKeys } from '../features/address-keys/jobs.ts'
import { purgeExpiredCaptchas } from '../features/captcha/jobs.ts'
import { forgetUnusedAddresses, resealAuthorAddresses } from '../features/comment-addresses/jobs.ts'
import { purgeSpentBudgets } from '../features/comment-budgets/jobs.ts'
import { eraseRefusedComments, forgetOldReporters } from '../features/erasures/jobs.ts'
import { carryOutImports, removeImportedFiles } from '../features/imports/jobs.ts'
import { forgetSentMail, sendMail } from '../features/mail/jobs.ts'
import { removeDeletedFiles } from '../features/media/jobs.ts'
import { purgeEndedClaims } from '../features/moderation-claims/jobs.ts'
import { writeModeratorDigest } from '../features/moderator-digests/jobs.ts'
import { recordDueMoments } from '../features/publications/jobs.ts'
import { addUpQuoteCounts } from '../features/published-speakers/jobs.ts'
import { queueReplyMails } from '../features/reply-mails/jobs.ts'
import { teachSpamServices, verifySpamServices } from '../features/spam-services/jobs.ts'
import { foldNamesAnew } from '../features/speaker-names/jobs.ts'
import { deliverWebhooks, pruneWebhookDeliveries } from '../features/webhook-deliveries/jobs.ts'
import { resealWebhookSecrets } from '../features/webhooks/jobs.ts'
import type { Job } from '../jobs/job.ts'
import { writeImported } from './write-imported.ts'

/** Everything that recurs by itself. A new one is a line here. */
export const JOBS: readonly Job[] = [
  recordDueMoments,
  purgeExpiredCaptchas,
  purgeSpentBudgets,
  destroyOldAddressKeys,
  eraseRefusedComments,
  forgetOldReporters,
  forgetUnusedAddresses,
  resealAuthorAddresses,
  queueReplyMails,
  writeModeratorDigest,
  sendMail,
  verifySpamServices,
  teachSpamServices,
  forgetSentMail,
  purgeEndedClaims,
  removeDeletedFiles,
  carryOutImports(writeImported),
  removeImportedFiles,
  foldNamesAnew,
  addUpQuoteCounts,
  deliverWebhooks,
  pruneWebhookDeliveries,
  resealWebhookSecrets,
]
