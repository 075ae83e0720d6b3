import { createHash } from 'node:crypto'
import { idsOf, instantJson, Values } from '../../db/delivery-sql.ts'
import type { Reads } from '../../db/statement.ts'
import { TTL } from '../../db/ttl.ts'
import type { Window } from '../../http/paging.ts'
import { canonicalLanguage } from '../../lib/language.ts'
import type { Quote } from '../quotes/schema.ts'
import { articleUrl } from '../revisions/rules.ts'

/** A quote as SQL builds it: the deep link still lacks the article's address. */
export interface QuoteJson extends Omit<Quote, 'deepLink'> {
  publishedAt: string
  position: number
  deepLinkHash: string
  address: { slug: string; language: string; section: string | null }
}

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
                               'section', (select slug from section where id = e.section_id)))`

const FROM = `from edition_quote q
  join visible_edition e on e.id = q.edition_id
  join quote w on w.id = q.quote_id`

export function toQuote(json: QuoteJson, urls: { siteUrl: string; articleUrl: string }): Quote {
  const { publishedAt: _at, position: _position, deepLinkHash, address, ...quote } = json
  return { ...quote, deepLink: `${articleUrl(urls, { id: quote.articleId, ...address })}${deepLinkHash}` }
}

export interface QuoteFilter {
  speaker?: readonly string[] | undefined
  article?: readonly string[] | undefined
  channel?: readonly string[] | undefined
  kind?: readonly string[] | undefined
  language?: readonly string[] | undefined
  saidFrom?: Date | undefined
  saidBefore?: Date | undefined
  ascending: boolean
}

interface QuotePage {
  rows: QuoteJson[]
  ttl: number | null
  count?: number | undefined
}

/** The public quotes that match, by the date of their article. One statement, two with a count. */
export async function listQuotes(reads: Reads, filter: QuoteFilter, window: Window): Promise<QuotePage> {
  const values = new Values()
  const where = conditions(filter, values)
  const count = window.wantsCount ? await countQuotes(reads, where, values.list) : undefined
  const direction = filter.ascending ? 'asc' : 'desc'
  const keyset = window.after
    ? `and (q.published_at, q.quote_id) ${filter.ascending ? '>' : '<'} (${values.add(window.after[0])}::timestamptz, ${values.add(window.after[1])}::uuid)`
    : ''
  const page = await readPage(
    reads,
    `select ${QUOTE_JSON} as quote ${FROM} where ${where} ${keyset}
     order by q.published_at ${direction}, q.quote_id ${direction} limit ${values.add(window.limit + 1)}`,
    values.list,
  )
  return { ...page, count }
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

async function readPage(reads: Reads, inner: string, values: readonly unknown[]): Promise<QuotePage> {
  const text = `select ${TTL}, (select coalesce(json_agg(x.quote), '[]') from (${inner}) x) as rows`
  const [row] = await reads.query<{ ttl: number | null; rows: QuoteJson[] }>({
    name: named(text),
    text,
    values,
  })
  return { rows: row?.rows ?? [], ttl: row?.ttl ?? null }
}

async function countQuotes(reads: Reads, where: string, values: readonly unknown[]): Promise<number> {
  const text = `select count(*)::int as count ${FROM} where ${where}`
  const [row] = await reads.query<{ count: number }>({ name: named(text), text, values: [...values] })
  return row?.count ?? 0
}

/** One name per text: the combinations of filters are few, and each is prepared once per connection. */
const named = (text: string) => `quotes-${createHash('sha1').update(text).digest('base64url').slice(0, 12)}`

/** Vague dates match by overlap: a quote of April 2019 was said in any interval that touches that month. */
function conditions(filter: QuoteFilter, values: Values): string {
  const { speaker, article, channel, kind, language, saidFrom, saidBefore } = filter
  const parts = ['true']
  if (speaker) parts.push(`q.speaker_id = any(${idsOf('speaker', values.add(speaker))})`)
  if (article) {
    const place = values.add(article)
    parts.push(`(e.slug = any(${place}::text[]) or e.article_id::text = any(${place}::text[]))`)
  }
  if (channel) parts.push(`q.channel = any(${values.add(channel)}::quote_channel[])`)
  if (kind) parts.push(`q.kind = any(${values.add(kind)}::quote_kind[])`)
  if (language) parts.push(`q.language = any(${values.add(language.map(canonicalLanguage))}::text[])`)
  if (saidFrom)
    parts.push(
      `q.said_at is not null and coalesce(q.said_at_max, 'infinity') >= ${values.add(saidFrom)}::timestamptz`,
    )
  if (saidBefore)
    parts.push(
      `q.said_at is not null and coalesce(q.said_at_min, '-infinity') < ${values.add(saidBefore)}::timestamptz`,
    )
  return parts.join(' and ')
}
