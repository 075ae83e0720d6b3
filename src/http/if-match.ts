import type { FastifyRequest } from 'fastify'
import { ApiError } from '../lib/errors.ts'

/**
 * The versions that `If-Match` accepts (RFC 9110 §13.1.1). `W/"7"` counts as `"7"`: proxies weaken tags when
 * they compress. Missing, `*` or nothing readable is 428: an unconditional write is what we refuse.
 */
export function expectedVersions({ headers }: FastifyRequest): number[] {
  const versions = [...(headers['if-match'] ?? '').matchAll(/(?:W\/)?"([^"]*)"/g)].map(([, tag = '']) =>
    /^[1-9]\d{0,8}$/.test(tag) ? Number(tag) : 0,
  )
  if (versions.length > 0) return versions
  throw new ApiError('precondition-required', 'Send If-Match with the ETag that you read.')
}
