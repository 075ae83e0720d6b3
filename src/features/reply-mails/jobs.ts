import { type Act, act } from '../../db/act.ts'
import type { Job } from '../../jobs/job.ts'
import { SYSTEM } from '../../lib/actor.ts'
import type { Secrets } from '../../lib/secrets.ts'
import { openEmail } from '../comment-addresses/rules.ts'
import { enqueueMail } from '../mail/store.ts'
import { holdMark, listEvents, listTold, moveMark } from './store.ts'

const READ_AT_ONCE = 500

/** Follows the log: for every reply that became public, a mail to the author of what it answers. */
export const queueReplyMails: Job = {
  name: 'queue-reply-mails',
  everyMs: 5000,
  run: async ({ db, secrets, mail }) =>
    mail !== undefined && act(db, { actor: SYSTEM, requestId: null }, (unit) => readOn(unit, secrets)),
}

/** Whether there is more to read. */
async function readOn(unit: Act, secrets: Secrets): Promise<boolean> {
  const { tx } = unit
  const events = await listEvents(tx, await holdMark(tx), READ_AT_ONCE)
  const last = events.at(-1)?.position
  if (last === undefined || last === null) return false
  const approved = events.filter(({ type }) => type === 'comment.approved').map(({ subjectId }) => subjectId)
  for (const { replyId, hash, sealedEmail } of await listTold(tx, approved)) {
    const to = openEmail(secrets, sealedEmail)
    if (to === undefined) continue
    const authorHash = Buffer.from(hash).toString('hex')
    const letter = { kind: 'reply' as const, to, authorHash, replyId }
    enqueueMail(unit, secrets, { dedupeKey: `reply:${replyId}`, authorHash: hash, letter })
  }
  await moveMark(tx, last)
  return events.length === READ_AT_ONCE
}
