import type { MailSettings } from '../../jobs/job.ts'
import type { Letter, Message } from '../mail/letter.ts'

/** How much waits, and for how long: nothing of who wrote what. */
export const digestMail = (
  { publicUrl }: MailSettings,
  { to, queues }: Extract<Letter, { kind: 'digest' }>,
): Message => ({
  to,
  subject: 'Comments that wait for you',
  parts: [
    queues.map(({ title, count, oldestAt }) => `${title}: ${count}, the oldest since ${oldestAt}`).join('\n'),
    { words: 'To the desk', link: `${publicUrl}/desk` },
  ],
})
