import { v7 as uuidv7 } from 'uuid'
import type { Db, Transaction } from '../../db/client.ts'
import type { Rows, Window } from '../../http/paging.ts'
import { notFound } from '../../lib/errors.ts'
import type { NewReport, Report } from './schema.ts'

export const exists = async (tx: Transaction, commentId: string) =>
  (await tx.comment.count({ where: { id: commentId } })) > 0

interface Reporting extends Pick<NewReport, 'reason' | 'note'> {
  commentId: string
  revisionId: string
  reporterHash: Uint8Array<ArrayBuffer>
}

interface Counted {
  openReports: number
  /** It has been held for its reports before: a moderator has read it since. */
  wasHeld: boolean
}

/** Keeps a report and counts it; undefined when the same reader has reported the comment before. */
export async function storeReport(
  tx: Transaction,
  { commentId, revisionId, reason, note, reporterHash }: Reporting,
): Promise<Counted | undefined> {
  const made = await tx.$executeRaw`
    insert into comment_report (id, comment_id, revision_id, reason, note, reporter_hash)
    values (${uuidv7()}::uuid, ${commentId}::uuid, ${revisionId}::uuid, ${reason}, ${note ?? null}, ${reporterHash})
    on conflict (comment_id, reporter_hash) do nothing`
  if (made === 0) return undefined
  const [counted] = await tx.$queryRaw<Counted[]>`
    update comment set open_reports = open_reports + 1 where id = ${commentId}::uuid
    returning open_reports as "openReports", held_by_reports as "wasHeld"`
  return counted
}

/** Reports hold a comment once: when a moderator has let it stand, more of the same do not take it down again. */
export const markHeld = (tx: Transaction, commentId: string) =>
  tx.comment.update({ where: { id: commentId }, data: { heldByReports: true }, select: { id: true } })

/** The reports of a comment, newest first. */
export async function listReports(
  db: Db,
  commentId: string,
  { limit, after, wantsCount }: Window,
): Promise<Rows<Report>> {
  const comment = await db.comment.findUnique({ where: { id: commentId }, select: { id: true } })
  if (!comment) throw notFound('comment', commentId)
  const rows = await db.commentReport.findMany({
    where: { commentId, ...(after && { id: { lt: after[1] } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
    omit: { reporterHash: true },
  })
  return {
    rows: rows.map(toReport),
    count: wantsCount ? await db.commentReport.count({ where: { commentId } }) : undefined,
  }
}

const toReport = (row: Omit<Report, 'createdAt' | 'answeredAt' | 'reason'> & Stored): Report => ({
  ...row,
  reason: row.reason as Report['reason'],
  createdAt: row.createdAt.toISOString(),
  answeredAt: row.answeredAt?.toISOString() ?? null,
})

interface Stored {
  reason: string
  createdAt: Date
  answeredAt: Date | null
}
