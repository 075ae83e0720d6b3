import { instantJson } from '../../db/delivery-sql.ts'
import type { Reads } from '../../db/statement.ts'
import { TTL } from '../../db/ttl.ts'
import type { Addressed } from '../revisions/rules.ts'

/** A fifth of what is allowed: a page that is quickly made and sent. */
const PAGE_MAX = 10_000
/** What Google reads of a news sitemap. */
const NEWS_MAX = 1000
const NEWS_HOURS = 48

/** A month of UTC in which something was published that is visible now. */
export interface Month {
  /** `2026-11` */
  month: string
  /** When anything in it was last published anew. */
  updatedAt: string
  pages: number
}

/** SQL: the month of a time; an index has it, with the beginning of the edition. */
const monthOf = (column: string) => `date_trunc('month', ${column} at time zone 'UTC')`
const WITHIN = `published_at >= month.start at time zone 'UTC'
  and published_at < (month.start + interval '1 month') at time zone 'UTC'`

/**
 * From month to month by the index, instead of through all articles. Only where there may be more than a page, for
 * past editions count as well, is counted what is visible.
 */
const MONTHS = `with recursive month (start) as (
    select (select ${monthOf('e.published_at')} from visible_edition e
      order by e.published_at desc, e.article_id desc limit 1)
    union all
    select (select ${monthOf('e.published_at')} from visible_edition e
      where e.published_at < month.start at time zone 'UTC'
      order by e.published_at desc, e.article_id desc limit 1)
    from month where month.start is not null
  )
  select month.start, to_char(month.start, 'YYYY-MM') as month,
    (select ${instantJson('e.valid_from')} from visible_edition e where ${monthOf('e.published_at')} = month.start
      order by e.valid_from desc limit 1) as "updatedAt",
    case when (select count(*) from edition where ${WITHIN}) <= ${PAGE_MAX} then 1
      else (select ceil(count(*)::float8 / ${PAGE_MAX})::int from visible_edition where ${WITHIN}) end as pages
  from month where month.start is not null`

/** The months, newest first; one statement. */
export async function listMonths(reads: Reads): Promise<{ months: Month[]; ttl: number | null }> {
  const [row] = await reads.query<{ months: Month[]; ttl: number | null }>({
    name: 'sitemap-months',
    text: `select ${TTL}, (select coalesce(json_agg(json_build_object(
        'month', x.month, 'updatedAt', x."updatedAt", 'pages', x.pages) order by x.start desc), '[]')
      from (${MONTHS}) x) as months`,
    values: [],
  })
  return row ?? { months: [], ttl: null }
}

export type ListedArticle = Addressed & { updatedAt: string }

const ADDRESS = `'id', e.article_id, 'slug', e.slug, 'language', e.language,
  'section', (select slug from section where id = e.section_id)`

/** A page of a month, in the order of publication, so that what comes later changes the last page only. */
export async function listMonth(
  reads: Reads,
  month: string,
  page: number,
): Promise<{ articles: ListedArticle[]; ttl: number | null }> {
  const [row] = await reads.query<{ articles: ListedArticle[]; ttl: number | null }>({
    name: 'sitemap-month',
    text: `select ${TTL}, (select coalesce(json_agg(x.article), '[]') from (
        select json_build_object(${ADDRESS}, 'updatedAt', ${instantJson('e.valid_from')}) as article
        from visible_edition e, (select $1::timestamp as start) month where ${WITHIN}
        order by e.published_at, e.article_id offset $2 limit ${PAGE_MAX}
      ) x) as articles`,
    values: [`${month}-01`, (page - 1) * PAGE_MAX],
  })
  return row ?? { articles: [], ttl: null }
}

export type NewsArticle = Addressed & { title: string; publishedAt: string }

/** What was published in the last two days, newest first, and the seconds until that changes. */
export async function listNews(reads: Reads): Promise<{ articles: NewsArticle[]; ttl: number | null }> {
  const [row] = await reads.query<{ articles: NewsArticle[]; ttl: number | null; leaving: number | null }>({
    name: 'sitemap-news',
    text: `with news as materialized (
        select e.* from visible_edition e where e.published_at >= now() - interval '${NEWS_HOURS} hours'
        order by e.published_at desc, e.article_id desc limit ${NEWS_MAX}
      )
      select ${TTL}, (select coalesce(json_agg(json_build_object(${ADDRESS}, 'title', e.title,
          'publishedAt', ${instantJson('e.published_at')}) order by e.published_at desc, e.article_id desc), '[]')
        from news e) as articles,
      (select extract(epoch from min(published_at) + interval '${NEWS_HOURS} hours' - now())::float8
        from news) as leaving`,
    values: [],
  })
  if (!row) return { articles: [], ttl: null }
  const { articles, ttl, leaving } = row
  return { articles, ttl: leaving === null ? ttl : Math.min(leaving, ttl ?? leaving) }
}
