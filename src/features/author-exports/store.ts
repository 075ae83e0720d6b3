import type { Transaction } from '../../db/client.ts'
import { notFound } from '../../lib/errors.ts'
import type { AuthorExport } from './schema.ts'

type Hash = Uint8Array<ArrayBuffer>
type Written = AuthorExport['comments'][number]

/** The digest that a comment carries; 404 where there is no such comment. */
export async function getAuthorHash(tx: Transaction, id: string): Promise<Hash | null> {
  const row = await tx.comment.findUnique({ where: { id }, select: { authorHash: true } })
  if (!row) throw notFound('comment', id)
  return row.authorHash
}

/** What was written under these digests, or as this one comment, with all revisions. */
export async function listWritten(
  tx: Transaction,
  { hashes, commentId }: { hashes: readonly Hash[]; commentId: string | undefined },
): Promise<Written[]> {
  const rows = await tx.comment.findMany({
    where: { OR: [{ authorHash: { in: [...hashes] } }, ...(commentId ? [{ id: commentId }] : [])] },
    select: {
      ...{ id: true, articleId: true, parentId: true, status: true, authorName: true, createdAt: true },
      ...{ editedAt: true, importSource: true, addressMonth: true },
      follower: { select: { commentId: true } },
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  const about = { commentId: { in: rows.map(({ id }) => id) } }
  const revisions = groupOf(await tx.commentRevision.findMany({ where: about, orderBy: { number: 'asc' } }))
  const decisions = groupOf(await tx.moderationEvent.findMany({ where: about, orderBy: { version: 'asc' } }))
  return rows.map(({ follower, createdAt, editedAt, ...comment }) => ({
    ...comment,
    createdAt: createdAt.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
    isSubscribed: follower !== null,
    revisions: (revisions.get(comment.id) ?? []).map(({ number, body, score, reasons, ...words }) => ({
      ...{ number, body, score, reasons },
      createdAt: words.createdAt.toISOString(),
    })),
    decisions: (decisions.get(comment.id) ?? []).map(({ from, to, reason, notePublic, ...decision }) => ({
      ...{ from, to, reason, notePublic },
      decidedAt: decision.createdAt.toISOString(),
    })),
  }))
}

function groupOf<Row extends { commentId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(row.commentId, [...(groups.get(row.commentId) ?? []), row])
  return groups
}
