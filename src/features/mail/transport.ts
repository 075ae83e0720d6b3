import { createTransport } from 'nodemailer'
import type { MailSettings } from '../../jobs/job.ts'
import { htmlOf, textOf } from './layout.ts'
import type { Message } from './letter.ts'

export interface Transport {
  /** Throws what the server answers when it does not take the mail. */
  send(id: string, message: Message): Promise<void>
  close(): void
}

const TIMEOUT_MS = 10_000

export function openTransport({ smtpUrl, from, publicUrl }: MailSettings): Transport {
  const timeouts = {
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    dnsTimeout: TIMEOUT_MS,
    socketTimeout: 2 * TIMEOUT_MS,
  }
  const transport = createTransport({
    url: smtpUrl,
    ...timeouts,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async (id, { to, subject, parts, unsubscribeUrl }) => {
      await transport.sendMail({
        from,
        to: to.map((address) => ({ name: '', address })),
        subject: oneLine(subject),
        text: textOf(parts),
        html: htmlOf(parts),
        // The same for every try: a mail that was taken twice is shown once.
        messageId: `<${id}@${new URL(publicUrl).hostname}>`,
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(unsubscribeUrl && {
            'List-Unsubscribe': `<${unsubscribeUrl}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
        },
      })
    },
    close: () => transport.close(),
  }
}

const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
