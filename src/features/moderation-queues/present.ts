import { diffWords } from '../../lib/word-diff.ts'
import { allowedActions } from '../moderation/rules.ts'
import { excerptOf, QUEUES } from './rules.ts'
import type { ModeratedComment } from './schema.ts'
import { COUNT_MAX, type QueueRow, type Row } from './store.ts'

/** A comment with all that a moderator needs to decide on it. */
export const toModeratedComment = (row: Row): ModeratedComment => ({
  id: row.id,
  version: row.version,
  status: row.status,
  decidedBy: row.decidedBy,
  headRevisionId: row.headRevisionId,
  publishedRevisionId: row.publishedRevisionId,
  body: row.body,
  publicBody: row.publicBody,
  diff:
    row.publicBody === null || row.headRevisionId === row.publishedRevisionId
      ? null
      : diffWords(row.publicBody, row.body),
  author: { name: row.authorName, key: row.authorKey, record: row.authorRecord },
  article: { id: row.articleId, title: row.title, slug: row.slug },
  parent: row.parentId === null ? null : { id: row.parentId, excerpt: excerptOf(row.parentText ?? '') },
  reasons: row.reasons,
  score: row.score,
  matches: row.matches,
  reports: Object.entries(row.openReports ?? {}).map(([reason, count]) => ({ reason, count })),
  claim:
    row.claimedBy === null || row.claimedUntil === null
      ? null
      : { by: row.claimedBy, expiresAt: row.claimedUntil.toISOString() },
  allowedActions: allowedActions(row),
  createdAt: row.createdAt.toISOString(),
})

export const toQueueCount = ({ queue, count, oldestAt }: QueueRow) => ({
  queue,
  title: QUEUES[queue].title,
  count,
  isMore: count === COUNT_MAX,
  oldestAt: oldestAt?.toISOString() ?? null,
})
