import { createHash } from 'node:crypto'
import { firstOf, Values } from '../../db/delivery-sql.ts'
import type { Reads } from '../../db/statement.ts'
import { TTL } from '../../db/ttl.ts'
import type { Window } from '../../http/paging.ts'
import { articleJson, type Included } from './article-json.ts'
import { EDITION_JSON, type EditionSummary } from './edition-list.ts'
import { type ArticleFilter, conditions } from './filter.ts'
import { pageSql } from './page-sql.ts'
import type { ArticleJson } from './present.ts'
import type { BodyFormat } from './schema.ts'

/** One statement for the article, for why it is gone, and for a hidden or unknown one alike. */
export interface Found {
  article: ArticleJson | null
  ttl: number | null
  /** It was public and was taken back for good. */
  withdrawn: { kind: 'canceled' | 'legal'; notice: string | null } | null
}

const WITHDRAWN = `(select json_build_object('kind', w.kind, 'notice', w.notice) from withdrawal w
  where w.article_id = wanted.id and w.reinstated_at is null and w.kind <> 'withheld' and w.was_public)`

/** SQL: readers could see the edition, for it was not withheld from its beginning to its end. */
const WAS_SEEN = `not exists (
  select from withdrawal w where w.article_id = edition.article_id and w.created_at <= edition.valid_from
    and (w.reinstated_at is null or w.reinstated_at >= edition.valid_to))`

/**
 * An edition that is not the current one, of an article that the public can read now: by its number, or the one
 * that was public at an instant. What nobody could read then, for it had not begun or was withheld, is not told.
 */
const PAST: Record<Past['by'], string> = {
  number: `edition.number = $2::int and ${WAS_SEEN}`,
  instant: `edition.valid_from <= $2::timestamptz and ($2::timestamptz < edition.valid_to or edition.valid_to is null)
    and not exists (
      select from withdrawal w where w.article_id = edition.article_id and w.created_at <= $2::timestamptz
        and (w.reinstated_at is null or $2::timestamptz < w.reinstated_at))`,
}
const pastEdition = ({
  by,
}: Past) => `(select edition.*, v.comment_mode, v.comments_close_at, v.translation_group_id
  from visible_edition v join edition on edition.article_id = v.article_id
  where edition.valid_from <= now() and ${PAST[by]})`

/** Which edition is wanted instead of the current one. */
export type Past = { by: 'number'; value: number } | { by: 'instant'; value: Date }

/** A slug names an article from the beginning of the first edition that bore it. */
export const BY_SLUG = (place: string) =>
  `(select article_id from edition where slug = ${place} and valid_from <= now() limit 1)`

export async function findArticle(
  reads: Reads,
  by: { id: string } | { slug: string },
  body: BodyFormat | undefined,
  included: Included,
  past?: Past,
): Promise<Found> {
  const isById = 'id' in by
  const text = `select ${TTL}, ${WITHDRAWN} as withdrawn,
    (select ${articleJson(body, included)} from ${past ? pastEdition(past) : 'visible_edition'} e
      where e.article_id = wanted.id) as article
    from (select ${isById ? '$1::uuid' : BY_SLUG('$1')} as id) wanted`
  const values = [isById ? by.id : by.slug, ...(past ? [past.value] : [])]
  const [row] = await reads.query<Found>({ name: named(text), text, values })
  return row ?? { article: null, ttl: null, withdrawn: null }
}

interface FoundEditions {
  isVisible: boolean
  rows: EditionSummary[]
  ttl: number | null
  count?: number
}

/** The editions that were public of an article that is public now, newest first. */
export async function listEditions(
  reads: Reads,
  articleId: string,
  { limit, after, wantsCount }: Window,
): Promise<FoundEditions> {
  const from = `from visible_edition v join edition on edition.article_id = v.article_id
    where v.article_id = $1::uuid and edition.valid_from <= now() and ${WAS_SEEN}`
  const text = `select ${TTL}, exists (select from visible_edition where article_id = $1::uuid) as "isVisible",
    ${wantsCount ? `(select count(*)::int ${from})` : 'null::int'} as count,
    (select coalesce(json_agg(x.edition), '[]') from (
      select ${EDITION_JSON} as edition ${from} and edition.number < $2::int
      order by edition.number desc limit $3) x) as rows`
  const [row] = await reads.query<Omit<FoundEditions, 'count'> & { count: number | null }>({
    name: named(text),
    text,
    values: [articleId, after?.[0] ?? NUMBER_MAX, limit + 1],
  })
  if (!row) throw new Error('A select without a table gives one row.')
  const { count, ...found } = row
  return { ...found, ...(count !== null && { count }) }
}

const NUMBER_MAX = 2_147_483_647

/** The visible articles that match, by publication. One statement, two with a count. */
export async function listArticles(
  reads: Reads,
  filter: ArticleFilter,
  window: Window,
  included: Included,
  body?: BodyFormat,
): Promise<{ rows: ArticleJson[]; ttl: number | null; count?: number | undefined }> {
  const values = new Values()
  const { where, order, most } = pageSql(filter, window, values)
  const sorted = `select ${articleJson(body, included)} as article from visible_edition e
    where ${where} order by ${order}`
  const text = `select ${TTL}, (
    select coalesce(json_agg(x.article), '[]') from (${firstOf(sorted, most)}) x) as rows`
  const [row] = await reads.query<{ rows: ArticleJson[]; ttl: number | null }>({
    name: named(text),
    text,
    values: values.list,
  })
  // After the page, whose time to live then holds for both.
  const count = window.wantsCount ? await countArticles(reads, filter) : undefined
  return { rows: row?.rows ?? [], ttl: row?.ttl ?? null, count }
}

async function countArticles(reads: Reads, filter: ArticleFilter): Promise<number> {
  const values = new Values()
  const text = `select count(*)::int as count from visible_edition e where ${conditions(filter, values)}`
  const [row] = await reads.query<{ count: number }>({ name: named(text), text, values: values.list })
  return row?.count ?? 0
}

/** One name per text: the combinations of filters are few, and each is prepared once per connection. */
export const named = (text: string) =>
  `articles-${createHash('sha1').update(text).digest('base64url').slice(0, 12)}`
