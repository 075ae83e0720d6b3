import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'

/** What has ids; the number goes into them, so that no two things share one. */
export const KINDS = {
  section: 1,
  tag: 2,
  author: 3,
  speaker: 4,
  article: 5,
  edition: 6,
  quote: 7,
  comment: 8,
  commentRevision: 9,
  moderationEvent: 10,
  correction: 11,
  withdrawal: 12,
  event: 13,
} as const

/** The UUIDv7 of the n-th of its kind, made at an instant. */
export function idOf(seed: number, kind: keyof typeof KINDS, n: number, at: Date): string {
  const random = createHash('md5').update(`${seed}:${KINDS[kind]}:${n}`).digest()
  return uuidv7({ msecs: at.getTime(), random, seq: random.readUInt32BE(12) >>> 1 })
}

/** The same as a function of the database, of other ids. */
export const idFunction = (
  seed: number,
) => `create function bench.id(kind int, n bigint, at timestamptz) returns uuid
  language sql immutable parallel safe as $$
    select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(digest, 1, 3)
      || substr('89ab', 1 + (n & 3)::int, 1) || substr(digest, 4, 15))::uuid
    from md5('${seed}:' || kind || ':' || n) as digest $$`
