import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { negotiate } from '@fastify/accept-negotiator'
import { remembered } from '../../lib/remember.ts'
import type { KeptAnswer } from './answer.ts'

const ENCODINGS = ['br', 'gzip', 'identity'] as const
export type Encoding = 'br' | 'gzip'

/** Of anything shorter the headers are the larger part. */
const BYTES_MIN = 1024
/** It is made once for all who read it, and nobody should wait for the last per cent. */
const BROTLI_QUALITY = 5

/** Clients send few different ones. */
const chosen = remembered(500, (header) => negotiate(header, [...ENCODINGS]) ?? 'identity')

/** How the client wants these bytes; nothing for as they are. */
export function encodingFor(
  { headers }: Pick<IncomingMessage, 'headers'>,
  { body, encoded }: KeptAnswer,
): Encoding | undefined {
  const accepted = headers['accept-encoding']
  if (typeof accepted !== 'string' || !encoded || body.byteLength < BYTES_MIN) return undefined
  const encoding = chosen(accepted)
  return encoding === 'identity' ? undefined : encoding
}

const COMPRESS: Record<Encoding, (bytes: Buffer) => Promise<Buffer>> = {
  gzip: promisify(gzip) as (bytes: Buffer) => Promise<Buffer>,
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
      },
    }),
}

/** The bytes in an encoding, compressed once per answer. */
export async function encodedBytes(answer: KeptAnswer, encoding: Encoding): Promise<Buffer> {
  const known = answer.encoded?.get(encoding)
  if (known) return known
  const bytes = await COMPRESS[encoding](answer.body)
  answer.encoded?.set(encoding, bytes)
  return bytes
}
