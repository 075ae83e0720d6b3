import type { Transaction } from '../../../db/client.ts'

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
