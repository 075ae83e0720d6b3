import type { FastifyReply, FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import { ApiError } from '../lib/errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Which of several media types it answers with depends on `Accept`. */
    negotiated?: boolean
  }
}

/** Every answer of ours is in UTF-8, and no type has it as a parameter. */
const CHARSET = /;\s*charset\s*=\s*("[^"]*"|[^;,\s]*)/gi

/**
 * The media type, of those that an address can answer with, that the client likes best (RFC 9110 §12.5.1); the
 * first where it has no wish. 406 when it wants none of them. Caches are told that the answer depends on it.
 */
export function negotiate<Offer extends string>(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  offers: readonly Offer[],
): Offer {
  reply.header('vary', 'Accept, Accept-Encoding')
  const accept = headers.accept?.replace(CHARSET, '').trim() || '*/*'
  const [liked] = new Negotiator({ headers: { accept } }).mediaTypes([...offers])
  const offer = offers.find((each) => each === liked)
  if (offer === undefined)
    throw new ApiError('not-acceptable', `This address answers ${offers.join(' or ')}.`)
  return offer
}
