import type { MailSettings } from '../../jobs/job.ts'
import type { Secrets } from '../../lib/secrets.ts'
import type { Letter, Message } from '../mail/letter.ts'
import { type Addressed, articleUrl } from '../revisions/rules.ts'
import { type Purpose, tokenFor } from './rules.ts'

const EXCERPT_MAX = 500

type Confirmation = Extract<Letter, { kind: 'confirmation' }>
type AboutReply = Extract<Letter, { kind: 'reply' }>

/** A reply as a mail tells of it. */
export interface ToldReply extends Addressed {
  title: string
  authorName: string
  text: string
}

/** Asks whoever reads it whether it was they who gave the address. It repeats nothing that was written with it. */
export function confirmationMail(
  secrets: Secrets,
  mail: MailSettings,
  { to, authorHash }: Confirmation,
): Message {
  return {
    to: [to],
    subject: 'Is this your address?',
    parts: [
      `Somebody gave this address with a comment on ${new URL(mail.siteUrl).host} and wants to be told of replies by mail.`,
      { words: 'If it was you, confirm it here', link: linkTo(secrets, mail, 'confirm', authorHash) },
      'If it was not, you need not do anything: you will get no mail about replies.',
      {
        words: 'Never write to this address again',
        link: linkTo(secrets, mail, 'unsubscribe', authorHash),
      },
    ],
    unsubscribeUrl: linkTo(secrets, mail, 'unsubscribe', authorHash),
  }
}

export function replyMail(
  secrets: Secrets,
  mail: MailSettings,
  { to, authorHash, replyId }: AboutReply,
  reply: ToldReply,
): Message {
  const isLong = reply.text.length > EXCERPT_MAX
  const excerpt = isLong ? `${reply.text.slice(0, EXCERPT_MAX).toWellFormed()}…` : reply.text
  return {
    to: [to],
    subject: 'A reply to your comment',
    parts: [
      `${reply.authorName} replied to your comment on “${reply.title}”:`,
      excerpt,
      { words: 'Read it where it stands', link: `${articleUrl(mail, reply)}#comment-${replyId}` },
      {
        words: 'No more mail about replies',
        link: linkTo(secrets, mail, 'unsubscribe', authorHash),
      },
    ],
    unsubscribeUrl: linkTo(secrets, mail, 'unsubscribe', authorHash),
  }
}

const PATHS = { confirm: 'confirmations', unsubscribe: 'unsubscriptions' } as const

function linkTo(secrets: Secrets, { publicUrl }: MailSettings, purpose: Purpose, hash: string): string {
  const token = tokenFor(secrets, purpose, Buffer.from(hash, 'hex'), new Date())
  return `${publicUrl}/v1/mail/${PATHS[purpose]}/${token}`
}
