import type { FastifyReply, FastifyRequest } from 'fastify'
import { ApiError } from '../lib/errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Which of several media types it answers with depends on `Accept`. */
    negotiated?: boolean
  }
}

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
  const ranges = (headers.accept?.trim() || '*/*').split(',').map(readRange)
  const liked = offers
    .map((offer, order) => ({ offer, order, quality: qualityOf(offer, ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || a.order - b.order)[0]
  if (!liked) throw new ApiError('not-acceptable', `This address answers ${offers.join(' or ')}.`)
  return liked.offer
}

interface Range {
  type: string
  quality: number
}

function readRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  return { type, quality: quality === undefined ? 1 : Number(quality) || 0 }
}

/** What the most exact range says of a type. */
function qualityOf(offer: string, ranges: readonly Range[]): number {
  const group = `${offer.split('/')[0]}/*`
  const said = [offer, group, '*/*'].map((type) => ranges.find((range) => range.type === type))
  return said.find((range) => range !== undefined)?.quality ?? 0
}
