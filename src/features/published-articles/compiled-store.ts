import DataLoader from 'dataloader'
import { firstOf, Values } from '../../db/delivery-sql.ts'
import type { Reads } from '../../db/statement.ts'
import { TTL } from '../../db/ttl.ts'
import type { Window } from '../../http/paging.ts'
import { COMMENT_COUNT, type Included, IS_OPEN, TRANSLATIONS } from './article-json.ts'
import type { CompiledParts } from './compiled-text.ts'
import type { ArticleFilter } from './filter.ts'
import { pageSql } from './page-sql.ts'
import type { ArticleJson } from './present.ts'
import type { BodyFormat } from './schema.ts'
import { BY_SLUG, named } from './store.ts'

/** SQL: the compiled article `c` is of the visible edition `e`, of the form `place`, and its names are true. */
const counts = (place: string) => `c.edition_id = e.id and c.form = ${place}
  and c.epoch = coalesce((select epoch from compiled_epoch), 0)`

const LIVE = `${IS_OPEN} as open, ${COMMENT_COUNT} as count`

/** Most articles are a group by themselves, and one look tells. */
const OTHERS = `case when exists (
    select from article a where a.translation_group_id = e.translation_group_id and a.id <> e.article_id
  ) then ${TRANSLATIONS} else '[]' end`

/** PostgreSQL writes strings as JSON does. */
const BODIES: Record<BodyFormat, string> = {
  html: 'c.html',
  text: 'to_json(e.text)::text',
  markdown: 'to_json(e.markdown)::text',
}

/** A compiled article with what is joined live. */
interface FoundCompiled extends Partial<Pick<CompiledParts, 'quotes' | 'speakers' | 'corrections'>> {
  id: string
  summary: string
  body: string
  open: boolean
  count: number
  /** Separated by commas. */
  tags: string
  group: string
  translations: NonNullable<ArticleJson['translations']>
  ttl: number | null
}

export interface OneView {
  body: BodyFormat
  included: Included
}

/** One key of many that are asked for at the same moment. */
export type ByKey = (key: string) => Promise<FoundCompiled | undefined>

/** For how many keys there are statements: the planner has to know, or plans each anew. The last one is the most. */
const BATCHES = [1, 8, 32, 100] as const
const BATCH_MAX = BATCHES[3]

/**
 * Finds compiled articles: those that are asked for in one turn of the event loop by one statement. Nothing where
 * an article is not visible, goes by another slug, or is not compiled: that is for the statement that tells why.
 */
export function findCompiled(reads: Reads, form: string, by: 'id' | 'slug', view: OneView): ByKey {
  const statements = BATCHES.map((size) => {
    const text = statementOf(by, view, size)
    return { size, name: named(text), text }
  })
  const loader = new DataLoader<string, FoundCompiled | undefined>(
    async (keys) => {
      const statement = statements.find(({ size }) => size >= keys.length)
      if (!statement) throw new Error('More keys were asked for than a batch has.')
      const { name, text } = statement
      const rows = await reads.query<FoundCompiled & { place: number }>({ name, text, values: [keys, form] })
      const found = new Map(rows.map((row) => [row.place, row]))
      return keys.map((_key, i) => found.get(i + 1))
    },
    { cache: false, maxBatchSize: BATCH_MAX, batchScheduleFn: (dispatch) => setImmediate(dispatch) },
  )
  return (key) => loader.load(key)
}

function statementOf(by: 'id' | 'slug', { body, included }: OneView, keysMax: number): string {
  const { quotes, speakers, corrections } = included
  const isById = by === 'id'
  // A limit keeps the database from joining whole tables for a few keys. All of it is found by primary keys.
  return `select k.place, ${TTL}, x.*
    from (select place, ($1::${isById ? 'uuid' : 'text'}[])[place] as key from generate_series(1, ${keysMax}) place) k
    cross join lateral (
      select e.article_id as id, e.translation_group_id as "group", array_to_string(c.tags, ',') as tags, ${LIVE},
        c.summary, ${BODIES[body]} as body, ${OTHERS} as translations
        ${quotes ? ', c.quotes' : ''} ${speakers ? ', c.speakers' : ''} ${corrections ? ', c.corrections' : ''}
      from compiled_article c join visible_edition e on ${counts('$2')}
      where c.article_id = ${isById ? 'k.key' : `${BY_SLUG('k.key')} and e.slug = k.key`}
      limit 1) x`
}

/** One article of a page; without text where it is not compiled. */
export interface ListedCompiled<Text = string | null> {
  id: string
  publishedAt: string
  open: boolean
  count: number
  summary: Text
  tags: Text
}

/** The page of `listArticles`, as far as its articles are compiled. */
export async function listCompiled(
  reads: Reads,
  form: string,
  filter: ArticleFilter,
  window: Window,
): Promise<{ rows: ListedCompiled[]; ttl: number | null }> {
  const values = new Values()
  const { where, order, most } = pageSql(filter, window, values)
  const sorted = `
    select e.article_id as id, e.published_at as "publishedAt", ${LIVE}, c.summary, array_to_string(c.tags, ',') as tags
    from visible_edition e left join compiled_article c on c.article_id = e.article_id and ${counts(values.add(form))}
    where ${where} order by ${order}`
  const text = `select ttl, x.* from (select ${TTL}) t left join lateral (${firstOf(sorted, most)}) x on true`
  const rows = await reads.query<
    Omit<ListedCompiled, 'publishedAt'> & { publishedAt: Date; ttl: number | null }
  >({
    name: named(text),
    text,
    values: values.list,
  })
  const found = rows.filter(({ id }) => id !== null)
  return {
    ttl: rows[0]?.ttl ?? null,
    rows: found.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() })),
  }
}
