import { v7 as uuidv7 } from 'uuid'
import type { Db, Transaction } from '../../db/client.ts'
import type { Article, Prisma } from '../../db/models.ts'
import type { Rows, Window } from '../../http/paging.ts'
import type { ReviewStep } from './schema.ts'

type NewRow = Omit<Prisma.ReviewStepUncheckedCreateInput, 'id'>

export async function insertReviewStep(tx: Transaction, row: NewRow): Promise<ReviewStep> {
  return toReviewStep(await tx.reviewStep.create({ data: { ...row, id: uuidv7() } }))
}

/** The steps of an article, newest first. */
export async function listReviewSteps(
  db: Db,
  articleId: string,
  { limit, after, wantsCount }: Window,
): Promise<Rows<ReviewStep>> {
  const rows = await db.reviewStep.findMany({
    where: { articleId, ...(after && { id: { lt: after[1] } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const count = wantsCount ? await db.reviewStep.count({ where: { articleId } }) : undefined
  return { rows: rows.map(toReviewStep), count }
}

/** The newest step of an article's review, if it ever took one. */
export async function lastReviewStep(tx: Transaction, articleId: string) {
  const step = await tx.reviewStep.findFirst({
    where: { articleId },
    select: { to: true, revision: true },
    orderBy: { id: 'desc' },
  })
  return step ?? undefined
}

/** Whether an edition has begun, and whether one lies ahead, on the database's clock. */
export async function progressOf(
  tx: Transaction,
  { id }: Pick<Article, 'id'>,
): Promise<{ hasBegun: boolean; liesAhead: boolean }> {
  const [row] = await tx.$queryRaw<{ hasBegun: boolean; liesAhead: boolean }[]>`
    select coalesce(bool_or(valid_from <= clock_timestamp()), false) as "hasBegun",
           coalesce(bool_or(valid_from > clock_timestamp()), false) as "liesAhead"
    from edition where article_id = ${id}::uuid`
  return row ?? { hasBegun: false, liesAhead: false }
}

const toReviewStep = ({
  articleId: _,
  createdAt,
  ...row
}: Prisma.ReviewStepGetPayload<object>): ReviewStep => ({ ...row, createdAt: createdAt.toISOString() })
