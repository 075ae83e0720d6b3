/** What is told of things that the public can read. */
const LIVING = [
  'article.published',
  'article.updated',
  'article.corrected',
  'article.reinstated',
  'article.slug-changed',
  'quote.confirmed',
  'quote.corrected',
  'speaker.changed',
  'comment.approved',
  'article.comments-imported',
] as const

/** What is told of things that the public can read no longer. */
const TOMBSTONES = [
  'article.expired',
  'article.withheld',
  'article.canceled',
  'article.blocked',
  'quote.retracted',
  'speaker.merged',
  'comment.pending',
  'comment.rejected',
  'comment.spam',
  'comment.withdrawn',
  'comment.erased',
] as const

/** Every type of event that may be public, and so reach the change feed. */
export const CHANGE_TYPES = [...LIVING, ...TOMBSTONES] as const
export type ChangeType = (typeof CHANGE_TYPES)[number]

const isAmong = (types: readonly string[], type: string) => types.includes(type)

/**
 * Whether a consumer has to drop its copy of the subject. A quote that was retracted with its `lifecycle` is
 * still there to be read, and says so.
 */
export const isTombstone = (type: string, data: Record<string, unknown> = {}) =>
  (isAmong(TOMBSTONES, type) && data.lifecycle === undefined) || type.endsWith('.deleted')
