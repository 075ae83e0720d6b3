import type { Db, Transaction } from '../../db/client.ts'
import type { Prisma } from '../../db/models.ts'
import type { Rows, Window } from '../../http/paging.ts'
import { notFound } from '../../lib/errors.ts'
import type { ArticleOptions } from './articles/rules.ts'
import { explained, type Found } from './report.ts'
import type { Kind } from './rules.ts'
import type { Import } from './schema.ts'

const SHOWN = {
  id: true,
  kind: true,
  status: true,
  options: true,
  bytes: true,
  total: true,
  done: true,
  imported: true,
  skipped: true,
  report: true,
  failure: true,
  createdAt: true,
  createdBy: true,
  startedAt: true,
  finishedAt: true,
} as const
export type ImportRow = Prisma.ImportGetPayload<{ select: typeof SHOWN }>

/** Of comments there are none. */
export type ImportOptions = ArticleOptions | Record<string, never>

export interface NewImport {
  id: string
  kind: Kind
  options: ImportOptions
  bytes: number
  createdBy: string
}

/** Two who ask at once come one after the other: the second counts the first. */
export async function countUnfinished(tx: Transaction): Promise<number> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('imports', 0))`
  return tx.import.count({ where: { finishedAt: null } })
}

export const createImport = (tx: Transaction, data: NewImport): Promise<ImportRow> =>
  tx.import.create({ data: { ...data, options: { ...data.options } }, select: SHOWN })

export const isImport = async (db: Db, id: string) => (await db.import.count({ where: { id } })) > 0

export async function listImports(db: Db, { limit, after, wantsCount }: Window): Promise<Rows<ImportRow>> {
  const rows = await db.import.findMany({
    ...(after && { where: { id: { lt: after[1] } } }),
    select: SHOWN,
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  return { rows, count: wantsCount ? await db.import.count() : undefined }
}

export async function getImport(db: Db, id: string): Promise<ImportRow> {
  const row = await db.import.findUnique({ where: { id }, select: SHOWN })
  if (!row) throw notFound('import', id)
  return row
}

export const toImport = ({
  options,
  report,
  createdAt,
  startedAt,
  finishedAt,
  ...row
}: ImportRow): Import => ({
  ...row,
  ...wantedOf(options as Partial<ArticleOptions>),
  findings: explained(report as unknown as Found[]),
  createdAt: createdAt.toISOString(),
  startedAt: startedAt?.toISOString() ?? null,
  finishedAt: finishedAt?.toISOString() ?? null,
})

/** What was asked for; of comments nothing can be. */
const wantedOf = ({ publish = false, language = '' }: Partial<ArticleOptions>) => ({
  publish,
  language: language || null,
})

/** An import in the hands of one process until an instant, and how far it has come. */
export interface Claim {
  id: string
  kind: Kind
  options: ImportOptions
  /** How much there is in the file; null until it was read. */
  total: number | null
  until: Date
  startedAt: Date
  createdBy: string
  done: number
  imported: number
  skipped: number
  report: readonly Found[]
}

/** Longer than reading the largest file or one batch takes; for so long nobody goes on with what a process left. */
const HELD_SECONDS = 120

/** The oldest import that nobody works on, from now on in the caller's hands; nothing where there is none. */
export async function claimImport(tx: Transaction): Promise<Claim | undefined> {
  const [claim] = await tx.$queryRaw<Claim[]>`
    update import set status = 'running',
      started_at = coalesce(started_at, date_trunc('milliseconds', clock_timestamp())),
      held_until = date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => ${HELD_SECONDS}::float8)
    where id = (
      select id from import where finished_at is null and (held_until is null or held_until <= clock_timestamp())
      order by created_at, id limit 1 for update skip locked)
    returning id, kind::text as kind, options, held_until as until, started_at as "startedAt",
      created_by as "createdBy", total, done, imported, skipped, report`
  return claim
}

/** Holds the import until the transaction ends; false when it has passed to somebody else meanwhile. */
export async function holdImport(tx: Transaction, { id, until }: Claim): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    select id from import where id = ${id}::uuid and held_until = ${until}::timestamptz for no key update`
  return rows.length > 0
}

/** Writes down how far it has come, and holds on to it: until when. */
export async function noteProgress(
  tx: Transaction,
  { id, total, done, imported, skipped, report }: Claim,
): Promise<Date> {
  const [row] = await tx.$queryRaw<{ until: Date }[]>`
    update import set total = ${total}::int, done = ${done}::int, imported = ${imported}::int,
      skipped = ${skipped}::int, report = ${JSON.stringify(report)}::jsonb,
      held_until = date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => ${HELD_SECONDS}::float8)
    where id = ${id}::uuid returning held_until as until`
  if (!row) throw new Error('The import is gone.')
  return row.until
}

/** Ends the import; nobody needs the file any more, which says much of people. */
export const endImport = (tx: Transaction, id: string, failure: string | null) => tx.$executeRaw`
  update import set status = ${failure === null ? 'done' : 'failed'}::import_status, failure = ${failure},
    held_until = null,
    finished_at = date_trunc('milliseconds', clock_timestamp())
  where id = ${id}::uuid`

/** The imports that ended in the last hours. */
export const listEndedImports = (db: Db, hours: number): Promise<{ id: string }[]> =>
  db.import.findMany({
    where: { finishedAt: { gt: new Date(Date.now() - hours * 3_600_000) } },
    select: { id: true },
  })

/** Lets others go on with it at once. */
export const releaseImport = (db: Db, { id, until }: Claim) => db.$executeRaw`
  update import set held_until = null where id = ${id}::uuid and held_until = ${until}::timestamptz`
