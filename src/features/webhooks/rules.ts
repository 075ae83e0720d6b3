import { randomBytes } from 'node:crypto'
import { validatorOf } from '../../http/validation.ts'
import { ApiError } from '../../lib/errors.ts'
import { refusalOf } from '../../lib/outgoing-target.ts'
import { EndpointWords, type WebhookEndpoint } from './schema.ts'

const SECRET_BYTES = 32

export const mintSecret = () => randomBytes(SECRET_BYTES)

/** A secret as Standard Webhooks writes it down. */
export const showSecret = (secret: Buffer) => `whsec_${secret.toString('base64')}`

/** The words of an endpoint as they may be stored, or 400 for the place that is wrong. */
export const readWords = validatorOf<EndpointWords>(EndpointWords)

/** What an administrator has written about an endpoint: the shape in which they send and patch it. */
export const toWords = ({ url, description, types, enabled }: WebhookEndpoint): EndpointWords => ({
  url,
  types,
  enabled,
  ...(description !== null && { description }),
})

/** What can be told from the URL alone; where a name leads is judged when a connection is made. */
export function refuseUrl(url: string, allow: readonly string[]): void {
  const refusal = refusalOf(url, allow)
  if (!refusal) return
  const { code, detail } = refusal
  throw new ApiError('unprocessable', `/url ${detail}.`, { errors: [{ pointer: '/url', code, detail }] })
}
