import type { Db } from '../../db/client.ts'
import type { Rows, Window } from '../../http/paging.ts'
import type { PublicationEntry, WithdrawalEntry } from './schema.ts'

const iso = (date: Date | null) => date?.toISOString() ?? null

/** The editions of an article, those ahead too, newest first. */
export async function listPublications(
  db: Db,
  articleId: string,
  { limit, after, wantsCount }: Window,
): Promise<Rows<PublicationEntry>> {
  const rows = await db.edition.findMany({
    where: { articleId, ...(after && { number: { lt: Number(after[0]) } }) },
    select: {
      ...{ number: true, revision: true, title: true, slug: true, validFrom: true, validTo: true },
      ...{ embargoUntil: true, expiresAt: true, createdAt: true, createdBy: true },
      corrections: { select: { kind: true, publicText: true } },
    },
    orderBy: { number: 'desc' },
    take: limit + 1,
  })
  const count = wantsCount ? await db.edition.count({ where: { articleId } }) : undefined
  return {
    rows: rows.map(({ number, validFrom, validTo, corrections: [correction = null], ...row }) => ({
      ...row,
      edition: number,
      publishAt: validFrom.toISOString(),
      embargoUntil: iso(row.embargoUntil),
      expiresAt: iso(row.expiresAt),
      endsAt: iso(validTo),
      correction,
      createdAt: row.createdAt.toISOString(),
    })),
    count,
  }
}

/** The withdrawals of an article, newest first. */
export async function listWithdrawals(
  db: Db,
  articleId: string,
  { limit, after, wantsCount }: Window,
): Promise<Rows<WithdrawalEntry>> {
  const rows = await db.withdrawal.findMany({
    where: { articleId, ...(after && { id: { lt: after[1] } }) },
    omit: { articleId: true, wasPublic: true },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const count = wantsCount ? await db.withdrawal.count({ where: { articleId } }) : undefined
  return {
    rows: rows.map(({ reinstatedAt, reinstatedBy, createdAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      endedAt: iso(reinstatedAt),
      endedBy: reinstatedBy,
    })),
    count,
  }
}
