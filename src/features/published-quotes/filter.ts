import { idsOf, uuidsIn, type Values } from '../../db/delivery-sql.ts'
import { listConfigurations, searchFor } from '../../db/search-sql.ts'
import type { Reads } from '../../db/statement.ts'
import { canonicalLanguage } from '../../lib/language.ts'
import type { Term } from '../../lib/search-terms.ts'

/** Which quotes are wanted. */
export interface QuoteFilter {
  speaker?: readonly string[] | undefined
  article?: readonly string[] | undefined
  tag?: readonly string[] | undefined
  /** Words of the quote itself. */
  q?: readonly Term[] | undefined
  /** Words of the quote or of its article, or a tag of it. */
  about?: readonly Term[] | undefined
  channel?: readonly string[] | undefined
  kind?: readonly string[] | undefined
  language?: readonly string[] | undefined
  saidFrom?: Date | undefined
  saidBefore?: Date | undefined
}

/** The configurations that the words of a filter are looked for in; none where it has no words. */
export interface Configurations {
  quotes: string[]
  editions: string[]
}

export async function configurationsFor(reads: Reads, { q, about }: QuoteFilter): Promise<Configurations> {
  return {
    quotes: q ? await listConfigurations(reads, 'edition_quote') : [],
    editions: about ? await listConfigurations(reads, 'edition') : [],
  }
}

/**
 * SQL for the speakers whom the keys mean, each with those who were merged into them or whom they were merged
 * into: a list of ids.
 */
export const speakerIds = (place: string) => `select distinct s.id
  from speaker asked
  cross join lateral (
    select coalesce(asked.merged_into_id, asked.id) as id
    union select m.id from speaker m where m.merged_into_id = coalesce(asked.merged_into_id, asked.id)) s
  where asked.slug = any(${place}::text[]) or asked.id = any(${uuidsIn(place)})`

/** SQL: what a frozen quote `q` of the visible edition `e` has to be, apart from who said it. */
export function conditions(filter: QuoteFilter, configurations: Configurations, values: Values): string {
  return [
    ...named(filter, values),
    ...worded(filter, configurations, values),
    ...dated(filter, values),
    'true',
  ].join(' and ')
}

function named({ article, tag, channel, kind, language }: QuoteFilter, values: Values): string[] {
  const parts: string[] = []
  if (article) {
    const place = values.add(article)
    parts.push(`(e.slug = any(${place}::text[]) or e.article_id = any(${uuidsIn(place)}))`)
  }
  if (tag)
    parts.push(
      `exists (select from edition_tag j where j.edition_id = e.id and j.tag_id = any(${idsOf('tag', values.add(tag))}))`,
    )
  if (channel) parts.push(`q.channel = any(${values.add(channel)}::quote_channel[])`)
  if (kind) parts.push(`q.kind = any(${values.add(kind)}::quote_kind[])`)
  if (language) parts.push(`q.language = any(${values.add(language.map(canonicalLanguage))}::text[])`)
  return parts
}

/** The article has the words of its quotes, so that to look in it is to look in both; tags are among its words. */
function worded({ q, about }: QuoteFilter, { quotes, editions }: Configurations, values: Values): string[] {
  return [
    ...(q ? [searchFor(q, quotes, values).matches('q')] : []),
    ...(about ? [searchFor(about, editions, values).matches('e')] : []),
  ]
}

/** More than this is no longer a few. */
const FEW = 1000

/**
 * SQL for the first rows that the most telling condition of a filter finds by an index of its own, as `edition_id`
 * and `quote_id`, the latter null where the whole edition is meant. Whoever asks for a page has to know whether these
 * are few, to be sorted, or many, to be met soon on the way along the order: the database cannot tell by itself.
 * Undefined where no condition has such an index.
 */
export function firstMatches(
  filter: QuoteFilter,
  configurations: Configurations,
  values: Values,
  { isWalked }: { isWalked: boolean },
): string | undefined {
  const { q, about } = filter
  const limit = `limit ${FEW + 1}`
  if (q) {
    const { matches } = searchFor(q, configurations.quotes, values)
    return `select q.edition_id, q.quote_id from edition_quote q where ${matches('q')} ${limit}`
  }
  if (about) {
    const { matches } = searchFor(about, configurations.editions, values)
    return `select e.id as edition_id, null::uuid as quote_id from edition e where ${matches('e')} ${limit}`
  }
  // What one speaker said is walked along by the index alone, and so is what is of one value and in its order.
  if (filter.speaker || isWalked) return undefined
  const said = dated(filter, values)
  if (said.length > 0)
    return `select q.edition_id, q.quote_id from edition_quote q where ${said.join(' and ')} ${limit}`
  return firstNamed(filter, values, limit)
}

/** Each value's own come by the index in which they are in order: without an order whole tables would be read. */
function firstNamed({ tag, language }: QuoteFilter, values: Values, limit: string): string | undefined {
  const ofEach = (wanted: string, rows: string) =>
    `select each.* from unnest(${wanted}) wanted(value) cross join lateral (${rows} ${limit}) each ${limit}`
  if (tag)
    return ofEach(
      idsOf('tag', values.add(tag)),
      `select j.edition_id, null::uuid as quote_id from edition_tag j where j.tag_id = wanted.value
       order by j.published_at desc, j.article_id desc`,
    )
  if (language)
    return ofEach(
      `${values.add([...new Set(language.map(canonicalLanguage))])}::text[]`,
      `select q.edition_id, q.quote_id from edition_quote q where q.language = wanted.value
       order by q.published_at desc, q.quote_id desc`,
    )
  return undefined
}

/**
 * Whether the database has to see the values to plan well: those of tags and languages do not matter, nor those of dates
 * where a speaker is walked along.
 */
export const dependsOnValues = ({ q, about, saidFrom, saidBefore, speaker }: QuoteFilter) =>
  Boolean(q ?? about ?? (speaker ? undefined : (saidFrom ?? saidBefore)))

/** SQL: whether the rows of `firstMatches`, named `first_match`, are all that there are. */
export const ARE_FEW = `(select count(*) <= ${FEW} from first_match)`

/**
 * Vague dates match by overlap: a quote of April 2019 was said in any interval that touches that month. Of one speaker
 * they are compared along the index of what the speaker said; of everybody they are found by an index of spans.
 */
export function dated({ saidFrom, saidBefore, speaker }: QuoteFilter, values: Values): string[] {
  if (!saidFrom && !saidBefore) return []
  if (saidFrom && saidBefore && saidFrom >= saidBefore) return ['false']
  const from = saidFrom && `${values.add(saidFrom)}::timestamptz`
  const before = saidBefore && `${values.add(saidBefore)}::timestamptz`
  return speaker ? comparisons(from, before) : overlap(from, before)
}

const overlap = (from = 'null', before = 'null') => [
  'q.said_at is not null',
  `tstzrange(q.said_at_min, q.said_at_max, '[]') && tstzrange(${from}, ${before})`,
]

const comparisons = (from: string | undefined, before: string | undefined) => [
  '(q.said_at_min is not null or q.said_at_max is not null)',
  ...(from ? [`(q.said_at_max is null or q.said_at_max >= ${from})`] : []),
  ...(before ? [`(q.said_at_min is null or q.said_at_min < ${before})`] : []),
]
