import type { Db } from '../../db/client.ts'
import type { JobDeps, MailSettings } from '../../jobs/job.ts'
import { digestMail } from '../moderator-digests/mail.ts'
import { confirmationMail, replyMail } from '../reply-mails/mails.ts'
import { findReply, isUnconfirmed } from '../reply-mails/store.ts'
import type { Letter, Message } from './letter.ts'
import { ATTEMPTS_MAX, refusalOf } from './rules.ts'
import { type ClaimedMail, claimMail, endMail, noteFailure, openLetter } from './store.ts'
import { openTransport, type Transport } from './transport.ts'

interface Sending extends Pick<JobDeps, 'db' | 'secrets'> {
  mail: MailSettings
}

/**
 * Sends what is due, one by one, until nothing is or the server does not take it. No transaction is open while
 * one is sent, so what was sent when a process dies is sent again, under the same name.
 */
export async function sendDue(deps: Sending, signal: AbortSignal): Promise<void> {
  const transport = openTransport(deps.mail)
  try {
    while (!signal.aborted) {
      const claimed = await claimMail(deps.db)
      if (!claimed || !(await sendOne(deps, transport, claimed))) return
    }
  } finally {
    transport.close()
  }
}

/** Whether it is worth to go on with the next one. */
async function sendOne(deps: Sending, transport: Transport, claimed: ClaimedMail): Promise<boolean> {
  const { db, secrets } = deps
  const { id } = claimed
  const letter = openLetter(secrets, claimed)
  const message = letter && (await messageOf(deps, letter))
  if (!message) {
    await endMail(db, id, letter ? 'unwanted' : 'unreadable')
    return true
  }
  try {
    await transport.send(id, message)
  } catch (error) {
    await settle(db, claimed, refusalOf(error))
    return refusalOf(error).isFinal
  }
  await endMail(db, id, null)
  return true
}

function settle(db: Db, { id, attempts }: ClaimedMail, { isFinal, failure }: ReturnType<typeof refusalOf>) {
  const isEnd = isFinal || attempts >= ATTEMPTS_MAX
  return isEnd ? endMail(db, id, failure) : noteFailure(db, id, failure)
}

/** The mail in the words of this moment; nothing when nobody wants it any more, or there is nothing to tell. */
async function messageOf({ db, secrets, mail }: Sending, letter: Letter): Promise<Message | undefined> {
  if (letter.kind === 'digest') return digestMail(mail, letter)
  const hash = Buffer.from(letter.authorHash, 'hex')
  if (letter.kind === 'confirmation') {
    return (await isUnconfirmed(db, hash)) ? confirmationMail(secrets, mail, letter) : undefined
  }
  const reply = await findReply(db, letter.replyId, hash)
  return reply && replyMail(secrets, mail, letter, reply)
}
