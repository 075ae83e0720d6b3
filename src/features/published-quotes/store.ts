import { createHash } from 'node:crypto'
import { instantJson, Values } from '../../db/delivery-sql.ts'
import { PLANNED_ANEW } from '../../db/search-sql.ts'
import type { Reads } from '../../db/statement.ts'
import { TTL } from '../../db/ttl.ts'
import type { Window } from '../../http/paging.ts'
import type { Quote } from '../quotes/schema.ts'
import { articleUrl } from '../revisions/rules.ts'
import { type Configurations, conditions, dependsOnValues, type QuoteFilter, speakerIds } from './filter.ts'
import { firstMatches } from './first-matches.ts'
import { pageSql } from './page-sql.ts'
import { dated } from './said.ts'
import { isMetSoon, type Order, partsFor, walkFor } from './walks.ts'

/** A quote as SQL builds it: the deep link still lacks the article's address. */
export interface QuoteJson extends Omit<Quote, 'deepLink'> {
  publishedAt: string
  position: number
  deepLinkHash: string
  address: { slug: string; language: string; section: string | null; sectionId: string | null }
}

/** The speakers whose names stand in quotes. */
export const namedIn = (quotes: readonly QuoteJson[] = []): { id: string }[] =>
  quotes.flatMap(({ speaker, onBehalfOf }) => [speaker, onBehalfOf].filter((named) => named !== null))

/** What quotes depend on, for caches. */
export const tagsOf = (quotes: readonly QuoteJson[]): string[] => [
  ...quotes.map(({ articleId }) => `article:${articleId}`),
  ...namedIn(quotes).map(({ id }) => `speaker:${id}`),
  ...quotes.flatMap(({ address: { sectionId } }) => (sectionId ? [`section:${sectionId}`] : [])),
]

/** The JSON of a frozen quote `q` of the visible edition `e`, with what is read live beside it. */
export const QUOTE_JSON = `json_build_object(
  'id', q.quote_id, 'articleId', e.article_id, 'kind', q.kind, 'text', q.text, 'segments', q.segments,
  'speaker', (select json_build_object('id', s.id, 'slug', s.slug, 'name', s.name, 'kind', s.kind)
              from speaker s where s.id = q.speaker_id),
  'roleAsStated', q.role_as_stated,
  'onBehalfOf', (select json_build_object('id', s.id, 'name', s.name) from speaker s where s.id = q.on_behalf_of_id),
  'channel', q.channel, 'saidAt', q.said_at, 'saidAtText', q.said_at_text, 'source', q.source,
  'language', q.language, 'original', q.original, 'verification', w.verification, 'lifecycle', w.lifecycle,
  'publishedAt', ${instantJson('q.published_at')}, 'position', q.position, 'deepLinkHash', q.deep_link_hash,
  'address', json_build_object('slug', e.slug, 'language', e.language,
                               'section', (select slug from section where id = e.section_id),
                               'sectionId', e.section_id))`

/** SQL: the visible edition `e` that has a frozen quote `q`. */
export const VISIBLE = 'join visible_edition e on e.id = q.edition_id'
const LIVE = 'join quote w on w.id = q.quote_id'

/** SQL: a frozen quote `q`, the visible edition `e` that has it, and what is read live. */
export const FROM = `from edition_quote q ${VISIBLE} ${LIVE}`

export function toQuote(json: QuoteJson, urls: { siteUrl: string; articleUrl: string }): Quote {
  const { publishedAt: _at, position: _position, deepLinkHash, address, ...quote } = json
  return { ...quote, deepLink: `${articleUrl(urls, { id: quote.articleId, ...address })}${deepLinkHash}` }
}

interface QuotePage {
  rows: QuoteJson[]
  ttl: number | null
  count?: number | undefined
}

/** A quote in a list, with the instant that it is sorted by. */
export interface ListedQuote {
  quote: QuoteJson
  sortedAt: string
}

interface Wanted {
  filter: QuoteFilter
  configurations: Configurations
  order: Order
}

/** The public quotes that match, in order. One statement, two with a count. */
export async function listQuotes(
  reads: Reads,
  { filter, configurations, order }: Wanted,
  window: Window,
): Promise<{ rows: ListedQuote[]; ttl: number | null; count?: number | undefined }> {
  const values = new Values()
  const page = pageOf({ filter, configurations, order }, window, values)
  const text = `${page.first} select ${TTL},
    (select coalesce(json_agg(json_build_object('quote', x.quote, 'sortedAt', ${instantJson('x.key')})
      order by x.key ${order.direction}, x.id ${order.direction}), '[]') from (${page.rows}) x) as rows`
  const [row] = await reads.query<{ ttl: number | null; rows: ListedQuote[] }>({
    name: dependsOnValues(filter) ? PLANNED_ANEW : named(text),
    text,
    values: values.list,
  })
  // After the page, whose time to live then holds for both.
  const count = window.wantsCount ? await countQuotes(reads, filter, configurations) : undefined
  return { rows: row?.rows ?? [], ttl: row?.ttl ?? null, count }
}

/** SQL for the rows of a page, and what has to stand before the statement that they are a part of. */
function pageOf({ filter, configurations, order }: Wanted, window: Window, values: Values) {
  const walked = walkFor(filter, order.by)
  const conditionsOf = (asked: QuoteFilter) => conditions(asked, configurations, values)
  const where = conditionsOf({ ...filter, ...(walked && { [walked.by]: undefined }) })
  const walk = walked && { ...walked, values: walked.wanted(filter[walked.by] ?? [], values) }
  const parts = partsFor(filter, order.by, values)
  const first = isMetSoon(filter, order.by) ? undefined : firstMatches(filter, configurations, values)
  const speaker = filter.speaker && values.add(filter.speaker)
  // A statement takes no value that it does not use.
  const dates = speaker || walk || first ? dated(filter, values) : 'true'
  const quote = { json: QUOTE_JSON, from: FROM, joined: `${VISIBLE} ${LIVE}` }
  const asked = { quote, where, dates, order, window, speaker, parts, walk }
  return {
    first: first ? `with first_match as materialized (${first.rows})` : '',
    rows: pageSql({ ...asked, first: first && { few: first.few, where: conditionsOf(filter) } }, values),
  }
}

/** The quotes of an article in the order of its text; undefined when the article is not visible. */
export async function listArticleQuotes(
  reads: Reads,
  articleId: string,
  { after, limit, wantsCount }: Window,
): Promise<QuotePage | undefined> {
  const [row] = await reads.query<{ visible: boolean; ttl: number | null; rows: QuoteJson[]; count: number }>(
    {
      name: 'article-quotes',
      text: `select exists (select from visible_edition where article_id = $1) as visible, ${TTL},
      (select count(*)::int from edition_quote c join visible_edition v on v.id = c.edition_id where v.article_id = $1) as count,
      (select coalesce(json_agg(x.quote), '[]') from (
        select ${QUOTE_JSON} as quote ${FROM} where e.article_id = $1 and q.position > $2 order by q.position limit $3
      ) x) as rows`,
      values: [articleId, after ? Number(after[0]) : -1, limit + 1],
    },
  )
  if (!row?.visible) return undefined
  return { rows: row.rows, ttl: row.ttl, count: wantsCount ? row.count : undefined }
}

/** One public quote; undefined when no visible edition has it. */
export async function findQuote(reads: Reads, id: string) {
  const [row] = await reads.query<{ quote: QuoteJson | null; ttl: number | null }>({
    name: 'quote',
    text: `select (select ${QUOTE_JSON} ${FROM} where q.quote_id = $1 limit 1) as quote, ${TTL}`,
    values: [id],
  })
  return row?.quote ? { quote: row.quote, ttl: row.ttl } : undefined
}

async function countQuotes(
  reads: Reads,
  filter: QuoteFilter,
  configurations: Configurations,
): Promise<number> {
  const values = new Values()
  const where = `${conditions(filter, configurations, values)} and ${dated(filter, values)}`
  const said = filter.speaker
    ? ` and q.speaker_id = any(array(${speakerIds(values.add(filter.speaker))}))`
    : ''
  const text = `select count(*)::int as count from edition_quote q ${VISIBLE} where ${where}${said}`
  const name = dependsOnValues(filter) ? PLANNED_ANEW : named(text)
  const [row] = await reads.query<{ count: number }>({ name, text, values: values.list })
  return row?.count ?? 0
}

/** One name per text: the combinations of filters are few, and each is prepared once per connection. */
const named = (text: string) => `quotes-${createHash('sha1').update(text).digest('base64url').slice(0, 12)}`
