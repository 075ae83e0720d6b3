import { createHmac } from 'node:crypto'

interface SignedMessage {
  id: string
  /** When this try was made, in seconds since 1970. */
  timestamp: number
  body: string
}

/** The headers of Standard Webhooks 1.0.0: a signature per secret, so that one of them may be on its way out. */
export function signedHeaders(message: SignedMessage, secrets: readonly Buffer[]): Record<string, string> {
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': secrets.map((secret) => signatureOf(message, secret)).join(' '),
  }
}

const signatureOf = ({ id, timestamp, body }: SignedMessage, secret: Buffer) =>
  `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`
