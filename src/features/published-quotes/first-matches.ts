import { idsOf, uuidsIn, type Values } from '../../db/delivery-sql.ts'
import { searchFor } from '../../db/search-sql.ts'
import { canonicalLanguage } from '../../lib/language.ts'
import type { Configurations, QuoteFilter } from './filter.ts'
import { partsOf, SAID_AT } from './said.ts'

/** More than this is no longer a few. */
const FEW = 1000
/** The quotes of so many articles are sooner sorted than one in so many is met. */
const FEW_TAGGED = 2500
const LIMIT = `limit ${FEW + 1}`

interface FirstMatches {
  /** SQL for the rows, to be named `first_match`. */
  rows: string
  /** How many are a few. */
  few: number
}

/** SQL: whether the rows of `first_match` are all that there are. */
export const areFew = (few: number) => `(select count(*) <= ${few} from first_match)`

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
): FirstMatches | undefined {
  const { article, q, about, tag } = filter
  if (tag && !(article ?? q ?? about)) return { rows: firstTagged(tag, values), few: FEW_TAGGED }
  const rows = rowsOf(filter, configurations, values)
  return rows === undefined ? undefined : { rows, few: FEW }
}

function rowsOf(filter: QuoteFilter, configurations: Configurations, values: Values): string | undefined {
  const { article, q, about, language } = filter
  if (article) {
    const place = values.add(article)
    return `select e.id as edition_id, null::uuid as quote_id from visible_edition e
      where e.slug = any(${place}::text[]) or e.article_id = any(${uuidsIn(place)}) ${LIMIT}`
  }
  if (q) {
    const { matches } = searchFor(q, configurations.quotes, values)
    return `select q.edition_id, q.quote_id from edition_quote q where ${matches('q')} ${LIMIT}`
  }
  if (about) {
    const { matches } = searchFor(about, configurations.editions, values)
    return `select e.id as edition_id, null::uuid as quote_id from edition e where ${matches('e')} ${LIMIT}`
  }
  return firstSaid(filter, values) ?? (language && firstSpoken(language, values))
}

/** Each value's own come by the index in which they are in order: without an order whole tables would be read. */
const ofEach = (wanted: string, rows: string, limit = LIMIT) =>
  `select each.* from unnest(${wanted}) wanted(value) cross join lateral (${rows} ${limit}) each ${limit}`

const firstTagged = (tag: readonly string[], values: Values) =>
  ofEach(
    idsOf('tag', values.add(tag)),
    `select j.edition_id, null::uuid as quote_id from edition_tag j where j.tag_id = wanted.value
     order by j.published_at desc, j.article_id desc`,
    `limit ${FEW_TAGGED + 1}`,
  )

const firstSpoken = (language: readonly string[], values: Values) =>
  ofEach(
    `${values.add([...new Set(language.map(canonicalLanguage))])}::text[]`,
    `select q.edition_id, q.quote_id from edition_quote q where q.language = wanted.value
     order by q.published_at desc, q.quote_id desc`,
  )

function firstSaid(filter: QuoteFilter, values: Values): string | undefined {
  const order = `order by ${SAID_AT} desc, q.quote_id desc`
  const parts = partsOf(filter, values)?.map(
    ({ tables, is, isInOrder }) =>
      `(select q.edition_id, q.quote_id from ${tables} where ${is} ${isInOrder ? order : ''} ${LIMIT})`,
  )
  return parts && `select * from (${parts.join(' union all ')}) said ${LIMIT}`
}
