import type { Db, Transaction } from '../../db/client.ts'
import type { Prisma } from '../../db/models.ts'
import type { Rows, Window } from '../../http/paging.ts'
import { notFound } from '../../lib/errors.ts'
import { explained, type Found } from './report.ts'
import type { Kind } from './rules.ts'
import type { Import } from './schema.ts'

const SHOWN = {
  id: true,
  kind: true,
  status: true,
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

export interface NewImport {
  id: string
  kind: Kind
  bytes: number
  createdBy: string
}

/** Two who ask at once come one after the other: the second counts the first. */
export async function countUnfinished(tx: Transaction): Promise<number> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('imports', 0))`
  return tx.import.count({ where: { finishedAt: null } })
}

export const createImport = (tx: Transaction, data: NewImport): Promise<ImportRow> =>
  tx.import.create({ data, select: SHOWN })

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

export const toImport = ({ report, createdAt, startedAt, finishedAt, ...row }: ImportRow): Import => ({
  ...row,
  findings: explained(report as unknown as Found[]),
  createdAt: createdAt.toISOString(),
  startedAt: startedAt?.toISOString() ?? null,
  finishedAt: finishedAt?.toISOString() ?? null,
})

/** An import in the hands of one process until an instant, and how far it has come. */
export interface Claim {
  id: string
  kind: Kind
  until: Date
  startedAt: Date
  createdBy: string
  done: number
  imported: number
  skipped: number
  report: readonly Found[]
}

/** The oldest import that nobody works on, from now on in the caller's hands; nothing where there is none. */
export async function claimImport(tx: Transaction, seconds: number): Promise<Claim | undefined> {
  const [claim] = await tx.$queryRaw<Claim[]>`
    update import set status = 'running',
      started_at = coalesce(started_at, date_trunc('milliseconds', clock_timestamp())),
      held_until = date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => ${seconds}::float8)
    where id = (
      select id from import where finished_at is null and (held_until is null or held_until <= clock_timestamp())
      order by created_at, id limit 1 for update skip locked)
    returning id, kind::text as kind, held_until as until, started_at as "startedAt",
      created_by as "createdBy", done, imported, skipped, report`
  return claim
}

/** Holds the import until the transaction ends; false when it has passed to somebody else meanwhile. */
export async function holdImport(tx: Transaction, { id, until }: Claim): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    select id from import where id = ${id}::uuid and held_until = ${until}::timestamptz for no key update`
  return rows.length > 0
}

/** Writes down how far it has come, and holds on to it. */
export async function noteProgress(
  tx: Transaction,
  { id, done, imported, skipped, report }: Claim,
  { total, seconds }: { total: number; seconds: number },
): Promise<Date> {
  const [row] = await tx.$queryRaw<{ until: Date }[]>`
    update import set total = ${total}::int, done = ${done}::int, imported = ${imported}::int,
      skipped = ${skipped}::int, report = ${JSON.stringify(report)}::jsonb,
      held_until = date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => ${seconds}::float8)
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

/** An article that comments are put under. */
export interface ArticleFound {
  slug: string
  id: string
  isVisible: boolean
}

/** The articles that have these slugs, or had them. */
export const findArticles = (tx: Transaction, slugs: readonly string[]) => tx.$queryRaw<ArticleFound[]>`
  select s.slug, s.article_id as id,
    exists (select from visible_edition v where v.article_id = s.article_id) as "isVisible"
  from article_slug s join article a on a.id = s.article_id
  where s.slug = any(${[...slugs]}::text[]) and a.deleted_at is null`

/** A comment that stands already. */
export interface Standing {
  key: string
  id: string
  articleId: string
  rootId: string
  shownUnderId: string | null
  depth: number
  /** What answers it can be reached by the public. */
  isReachable: boolean
}

/**
 * The comments of a source that stand already, their threads held: nobody decides on them, and nobody else
 * imports from there, until the transaction ends.
 */
export async function holdImported(
  tx: Transaction,
  source: string,
  keys: readonly string[],
): Promise<Standing[]> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`import ${source}`}, 0))`
  await tx.$queryRaw`
    select id from comment where id in (
      select root_id from comment where import_source = ${source} and import_key = any(${[...keys]}::text[]))
    order by id for update`
  return tx.$queryRaw<Standing[]>`
    select import_key as key, id, article_id as "articleId", root_id as "rootId",
      shown_under_id as "shownUnderId", depth, reachable as "isReachable"
    from comment where import_source = ${source} and import_key = any(${[...keys]}::text[])`
}

/** A comment in its place, as it is stored. */
export interface NewStanding extends Standing {
  parentId: string | null
  revisionId: string
  status: 'approved' | 'pending'
  authorName: string
  authorHash: string | null
  body: string
  html: string
  text: string
  createdAt: Date
}

/** All of them with their words, in one statement, at whose end everything that refers to something finds it. */
export async function insertImported(
  tx: Transaction,
  source: string,
  label: string,
  comments: readonly NewStanding[],
): Promise<void> {
  await tx.$executeRaw`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(comments)}::jsonb) as c (key text, id uuid,
        "articleId" uuid, "rootId" uuid, "shownUnderId" uuid, depth int, "isReachable" boolean, "parentId" uuid,
        "revisionId" uuid, status comment_status, "authorName" text, "authorHash" text, body text, html text,
        "text" text, "createdAt" timestamptz)
    ), words as (
      insert into comment_revision (id, comment_id, number, body, html, text, created_at)
      select "revisionId", id, 1, body, html, "text", "createdAt" from given
    )
    insert into comment (id, article_id, parent_id, root_id, shown_under_id, depth, status, decided_by,
      reachable, author_name, author_hash, head_revision_id, published_revision_id, reasons, import_source,
      import_key, created_at, changed_at, changed_by)
    select id, "articleId", "parentId", "rootId", "shownUnderId", depth, status, 'system',
      "isReachable", "authorName", decode("authorHash", 'hex'), "revisionId",
      case when status = 'approved' then "revisionId" end, '{}', ${source}, key, "createdAt",
      date_trunc('milliseconds', clock_timestamp()), ${label}
    from given`
}
