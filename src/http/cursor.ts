import { createHash } from 'node:crypto'
import { ApiError } from '../lib/errors.ts'
import type { Secrets } from '../lib/secrets.ts'

/** A place in a list: the sort value and the id of its last row. */
export type Place = readonly [value: string, id: string]

/** Parameters that do not choose which rows a list has, nor their order. */
const PRESENTATION = new Set(['cursor', 'limit', 'count', 'fields', 'include', 'body', 'facets'])

/** What a cursor is bound to: the path, the filters and the sort, whatever their order in the URL. */
export function listFingerprint(path: string, query: object): string {
  const chosen = Object.entries(query)
    .filter(([name, value]) => value !== undefined && !PRESENTATION.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([path, chosen]))
    .digest('base64url')
    .slice(0, 16)
}

const MAC_BYTES = 16

export function sealCursor(secrets: Secrets, fingerprint: string, place: Place): string {
  const payload = Buffer.from(JSON.stringify(place)).toString('base64url')
  const mac = secrets.sign('cursor', `${fingerprint}.${payload}`).subarray(0, MAC_BYTES)
  return `${payload}.${mac.toString('base64url')}`
}

/** The place that a cursor names. Changed, cut, or from another list: 400 `invalid-cursor`. */
export function openCursor(secrets: Secrets, fingerprint: string, cursor: string): Place {
  const [payload = '', mac = '', ...rest] = cursor.split('.')
  const isOurs = secrets.verify('cursor', `${fingerprint}.${payload}`, mac, { bytes: MAC_BYTES })
  if (rest.length > 0 || !isOurs) {
    throw new ApiError('invalid-cursor', 'The cursor does not continue this list.', {
      errors: [{ parameter: 'cursor', code: 'invalid-cursor', detail: 'does not continue this list' }],
    })
  }
  // Our own signature vouches for the shape.
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Place
}
