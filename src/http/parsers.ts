import type { FastifyInstance, FastifyRequest } from 'fastify'
import secureJson from 'secure-json-parse'
import { ApiError } from '../lib/errors.ts'

const MERGE_PATCH = 'application/merge-patch+json'
const JSON_TYPE = 'application/json'
/** What PATCH takes, both with the meaning of a merge patch (RFC 7396). */
export const PATCH_TYPES = [MERGE_PATCH, JSON_TYPE]

/**
 * The body parsers: JSON in strict UTF-8, and merge patches on PATCH. Fastify's own would take a byte order
 * mark, turn invalid UTF-8 into U+FFFD, ignore `charset=utf-16` and accept text/plain.
 */
export function useParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const parse = async (request: FastifyRequest, body: Buffer) => parseJson(request, body)
  app.addContentTypeParser([JSON_TYPE, MERGE_PATCH], { parseAs: 'buffer' }, parse)
}

function parseJson(request: FastifyRequest, body: Buffer): unknown {
  refuseOtherMedia(request)
  if (body.length === 0) return undefined
  const text = decode(body)
  try {
    return secureJson.parse(text, null, { protoAction: 'error', constructorAction: 'error' })
  } catch (cause) {
    throw new ApiError('validation', 'The body is not valid JSON.', {
      errors: [{ pointer: '', code: 'json', detail: 'is not valid JSON' }],
      cause,
    })
  }
}

/** A merge patch only means something on PATCH, and JSON is UTF-8 (RFC 8259). */
function refuseOtherMedia(request: FastifyRequest): void {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';')
  const charset = parameters.map((parameter) => parameter.trim()).find((p) => p.startsWith('charset='))
  const isUtf8 = !charset || /^charset="?utf-8"?$/.test(charset)
  if (!isUtf8 || (type.trim() === MERGE_PATCH && request.method !== 'PATCH'))
    throw unsupportedMedia(request.method)
}

/** 415 with the types that the method takes; `Accept-Patch` is RFC 5789's. */
export const unsupportedMedia = (method: string) =>
  new ApiError('unsupported-media-type', 'Send the body as application/json in UTF-8.', {
    headers: method === 'PATCH' ? { 'accept-patch': PATCH_TYPES.join(', ') } : { accept: JSON_TYPE },
  })

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(body: Buffer): string {
  const reason =
    body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 'starts with a byte order mark' : ''
  if (!reason) {
    try {
      return utf8.decode(body)
    } catch {
      // Told below: the client learns the reason, not the decoder's words.
    }
  }
  const detail = reason || 'is not valid UTF-8'
  throw new ApiError('validation', `The body ${detail}.`, {
    errors: [{ pointer: '', code: 'encoding', detail }],
  })
}
