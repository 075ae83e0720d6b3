import { idsOf, instantJson, Values } from '../../db/delivery-sql.ts'
import { listConfigurations, PLANNED_ANEW, searchFor } from '../../db/search-sql.ts'
import type { Reads } from '../../db/statement.ts'
import { TTL } from '../../db/ttl.ts'
import type { Place } from '../../http/cursor.ts'
import type { Window } from '../../http/paging.ts'
import { canonicalLanguage } from '../../lib/language.ts'
import type { Term } from '../../lib/search-terms.ts'
import { isUuid } from '../../lib/uuid.ts'
import { QUOTE_JSON, type QuoteJson } from '../published-quotes/store.ts'
import { TABLES, walkFor } from './walks.ts'

/** Of all that match, only the newest are ranked: ranking everything would cost as much as there is. */
const RANKED_MAX = 500
/** How much of a text is looked through for passages to show. */
const SHOWN_LENGTH_MAX = 30_000

export interface SearchFilter {
  section?: readonly string[] | undefined
  tag?: readonly string[] | undefined
  speaker?: readonly string[] | undefined
  language?: readonly string[] | undefined
  publishedFrom?: Date | undefined
  publishedBefore?: Date | undefined
}

export interface Sought {
  type: 'articles' | 'quotes'
  terms: readonly Term[]
  filter: SearchFilter
}

/** What was found, as SQL builds it. */
export interface HitJson {
  id: string
  configuration: string
  text: string
  publishedAt: string
  article: {
    id: string
    slug: string
    language: string
    title: string
    section: { id: string; slug: string; name: string } | null
  }
  quote: QuoteJson | null
}

/** A hit and its place in the ranking. */
export interface Ranked {
  hit: HitJson
  score: number
  asOf: string
}

const KEY = {
  articles: { alias: 'e', id: 'e.article_id', publishedAt: 'e.published_at', language: 'e.language' },
  quotes: { alias: 'q', id: 'q.quote_id', publishedAt: 'q.published_at', language: 'q.language' },
} as const
const JOINED = {
  articles: 'join edition e on e.id = ranked.edition_id',
  quotes: `join edition e on e.id = ranked.edition_id
    join edition_quote q on q.edition_id = e.id and q.quote_id = ranked.id join quote w on w.id = q.quote_id`,
} as const

const HIT = {
  articles: ['e.article_id', 'e.search_configuration', `left(e.text, ${SHOWN_LENGTH_MAX})`, 'null'],
  quotes: ['q.quote_id', 'q.search_configuration', `left(q.text, ${SHOWN_LENGTH_MAX})`, QUOTE_JSON],
} as const

function hitJson(type: Sought['type']): string {
  const [id, configuration, text, quote] = HIT[type]
  return `json_build_object('id', ${id}, 'configuration', ${configuration}, 'text', ${text}, 'quote', ${quote},
    'publishedAt', ${instantJson('e.published_at')},
    'article', json_build_object('id', e.article_id, 'slug', e.slug, 'language', e.language, 'title', e.title,
      'section', (select json_build_object('id', id, 'slug', slug, 'name', name) from section where id = e.section_id)))`
}

/** The place of a hit: its score, and the instant at which its list began, beyond which nothing is added to it. */
export const placeOf = ({ hit, score, asOf }: Ranked): Place => [`${score}@${asOf}`, hit.id]

/**
 * What has the words and was published by the time the list began, best first. Equal scores are in the order of
 * their making, newest first.
 */
export async function search(
  reads: Reads,
  { type, terms, filter }: Sought,
  { after, limit }: Window,
): Promise<{ rows: Ranked[]; ttl: number | null }> {
  const configurations = await listConfigurations(reads, type === 'articles' ? 'edition' : 'edition_quote')
  const values = new Values()
  const { alias, id, publishedAt } = KEY[type]
  const [score, asOf] = after?.[0].split('@') ?? []
  const began = values.add(asOf ?? null)
  const { matches, query } = searchFor(terms, configurations, values)
  const walk = walkFor(type, filter)
  const rest = { ...filter, ...(walk && { [walk.by]: undefined }) }
  const where = [matches(alias), ...conditions(type, rest, values)].join(' and ')
  const beyond = after
    ? `where (score, id) < (${values.add(Number(score))}::int, ${values.add(after[1])}::uuid)`
    : ''
  const rank = configurations.length === 0 ? '0' : `ts_rank(${alias}.search, ${query(alias)}, 1) * 1000000`
  // On the first page all that is visible was published by now. Further on no index may be asked: it has everything.
  const found = (tables: string, is: string, at: string) =>
    `select ${id} as id, e.id as edition_id, ${at} as published_at, (${rank})::int as score from ${tables}
     where ${is} and ${where} ${after ? `and ${at} + interval '0' <= (select began from list)` : ''}
     order by ${at} desc, ${id} desc limit ${RANKED_MAX}`
  const newest = walk
    ? `select distinct on (published_at, id) each.* from unnest(${walk.wanted(filter, values)}) wanted(value)
       cross join lateral (${found(walk.tables, walk.ofValue, walk.publishedAt)}) each
       order by published_at desc, id desc limit ${RANKED_MAX}`
    : found(TABLES[type], 'true', publishedAt)
  const [row] = await reads.query<{ rows: Ranked[]; ttl: number | null }>({
    name: PLANNED_ANEW,
    text: `with list as (select coalesce(${began}::timestamptz, date_trunc('milliseconds', now())) as began),
      newest as materialized (${newest}),
      ranked as (select * from newest ${beyond} order by score desc, id desc limit ${values.add(limit + 1)})
      select ${TTL}, (select coalesce(json_agg(json_build_object('hit', ${hitJson(type)}, 'score', ranked.score,
          'asOf', (select ${instantJson('began')} from list)) order by ranked.score desc, ranked.id desc), '[]')
        from ranked ${JOINED[type]}) as rows`,
    values: values.list,
  })
  return { rows: row?.rows ?? [], ttl: row?.ttl ?? null }
}

/** SQL: what a key means, one by one: of an array a planner expects ten values, and that everything is in one of them. */
const idOf = (table: string, key: string, values: Values) =>
  isUuid(key) ? `${values.add(key)}::uuid` : `(select id from ${table} where slug = ${values.add(key)})`

/** Whoever is asked for as a speaker is walked along. */
function conditions(type: Sought['type'], filter: SearchFilter, values: Values): string[] {
  const { section, tag, language, publishedFrom, publishedBefore } = filter
  const key = KEY[type]
  const parts: string[] = []
  if (section)
    parts.push(`(${section.map((each) => `e.section_id = ${idOf('section', each, values)}`).join(' or ')})`)
  if (tag)
    parts.push(
      `exists (select from edition_tag j where j.edition_id = e.id and j.tag_id = any(${idsOf('tag', values.add(tag))}))`,
    )
  if (language) parts.push(`${key.language} = any(${values.add(language.map(canonicalLanguage))}::text[])`)
  if (publishedFrom) parts.push(`${key.publishedAt} >= ${values.add(publishedFrom)}::timestamptz`)
  if (publishedBefore) parts.push(`${key.publishedAt} < ${values.add(publishedBefore)}::timestamptz`)
  return parts
}
