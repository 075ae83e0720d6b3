import type { Job } from '../../jobs/job.ts'
import { sendDue } from './send.ts'
import { pruneMail } from './store.ts'

const PRUNED_AT_ONCE = 1000

export const sendMail: Job = {
  name: 'send-mail',
  everyMs: 5000,
  run: async ({ mail, ...deps }, signal) => {
    if (mail) await sendDue({ ...deps, mail }, signal)
    return false
  },
}

export const forgetSentMail: Job = {
  name: 'forget-sent-mail',
  everyMs: 3_600_000,
  run: async ({ db }) => (await pruneMail(db, PRUNED_AT_ONCE)) === PRUNED_AT_ONCE,
}
