import type { Act } from '../../db/act.ts'
import type { Db, Transaction } from '../../db/client.ts'
import { isTaken } from '../../db/errors.ts'
import type { CommentBan as Row } from '../../db/models.ts'
import type { Rows, Window } from '../../http/paging.ts'
import { ApiError, conflict, invalid, notFound, unknownReference } from '../../lib/errors.ts'
import { domainOf, networkOf } from './rules.ts'
import type { Ban, BanQuery, NewBan } from './schema.ts'

export async function listBans(
  db: Db,
  { kind }: BanQuery,
  { limit, after, wantsCount }: Window,
): Promise<Rows<Row>> {
  const where = kind ? { kind } : {}
  const rows = await db.commentBan.findMany({
    where: { ...where, ...(after && { id: { lt: after[1] } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  return { rows, count: wantsCount ? await db.commentBan.count({ where }) : undefined }
}

export async function getBan(db: Db, id: string): Promise<Ban> {
  const row = await db.commentBan.findUnique({ where: { id } })
  if (!row) throw notFound('ban', id)
  return toBan(row)
}

export async function addBan({ tx, actor, record }: Act, input: NewBan): Promise<Ban> {
  const target = await targetOf(tx, input)
  const { kind, effect, reason = null, expiresAt = null } = input
  const data = {
    ...{ kind, effect, reason, ...target, createdBy: actor.label },
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
  }
  const row = await tx.commentBan.create({ data }).catch((error: unknown) => {
    throw isTaken(error) ? conflict('There is a ban on that already. Remove it first.', error) : error
  })
  record({
    type: 'comment-ban.created',
    subject: { type: 'comment-ban', id: row.id },
    // A digest stands for a person: the log keeps none.
    changes: { kind: { before: null, after: kind }, effect: { before: null, after: effect } },
  })
  return toBan(row)
}

/** What the ban is on: a digest that a comment carries, or what was typed, in its one form. */
async function targetOf(tx: Transaction, { kind, commentId, value = '' }: NewBan) {
  if (kind === 'author' || kind === 'prefix') return { digest: await digestOf(tx, kind, commentId ?? '') }
  const form = kind === 'network' ? networkOf(value) : domainOf(value)
  if (form === undefined) throw invalid('/value', kind === 'network' ? 'is no network' : 'is no domain')
  return { value: form }
}

async function digestOf(tx: Transaction, kind: 'author' | 'prefix', commentId: string) {
  const comment = await tx.comment.findUnique({
    where: { id: commentId },
    select: { authorHash: true, prefixHash: true },
  })
  if (!comment) throw unknownReference('/commentId', 'comment', commentId)
  const digest = kind === 'author' ? comment.authorHash : comment.prefixHash
  if (digest) return digest
  const what = kind === 'author' ? 'e-mail address' : 'address'
  throw new ApiError('unprocessable', `Nothing is known of the ${what} that the comment came from.`)
}

export async function removeBan({ tx, record }: Act, id: string): Promise<void> {
  const { count } = await tx.commentBan.deleteMany({ where: { id } })
  if (count === 0) throw notFound('ban', id)
  record({ type: 'comment-ban.removed', subject: { type: 'comment-ban', id } })
}

export const toBan = ({ digest: _, expiresAt, createdAt, ...row }: Row): Ban => ({
  ...row,
  expiresAt: expiresAt?.toISOString() ?? null,
  isInForce: expiresAt === null || expiresAt > new Date(),
  createdAt: createdAt.toISOString(),
})
