import { firstOf, type Values } from '../../db/delivery-sql.ts'
import type { Window } from '../../http/paging.ts'
import { speakerIds } from './filter.ts'
import { areFew } from './first-matches.ts'
import { type Part, QUOTES, SAID_AT } from './said.ts'
import type { Order, Walk } from './walks.ts'

const KEYS = { publishedAt: 'q.published_at', saidAt: SAID_AT } as const

interface Asked {
  /** The JSON of a quote `q`, and the tables that it is built from. */
  quote: { json: string; from: string; joined: string }
  /** What a quote has to be, but for when it was said, and for what is walked along. */
  where: string
  /** When it was said: what an index tells is not asked again of what it finds, or the database expects less of it. */
  dates: string
  order: Order
  window: Window
  /** The place of the keys of speakers, if any are asked for. */
  speaker: string | undefined
  /** The index that is walked along, if there is one for the page, and the values of its filter. */
  walk: (Walk & { values: string }) | undefined
  /** What indexes find in this order, if dates are asked for: together it is what was said then. */
  parts: readonly Part[] | undefined
  /** Where there is a table `first_match`: how many of it are a few, and all that a quote of it has to be. */
  first: { few: number; where: string } | undefined
}

/** SQL for the quotes of a page, as `quote`, with the `key` and `id` that they are sorted by. */
export function pageSql(asked: Asked, values: Values): string {
  const { window, order, speaker, parts, walk, first } = asked
  const limit = values.add(window.limit + 1)
  const beyond = afterPlace(order, window, values)
  const sort = `order by key ${order.direction}, id ${order.direction} limit ${limit}`
  const place = walk ? placeIn(walk, asked, values) : ''
  // An index has each speaker's quotes in order, but not those of several.
  const rows = (extra: string) => {
    if (walk) return ofEach(asked, walk, `and ${extra} ${beyond} ${place}`, limit)
    const along = ({ tables, is }: Tables) =>
      alongIndex(asked, { tables, is: `${is} and ${extra}` }, beyond, limit)
    if (parts) return parts.map((part) => `(${along(part)})`).join(' union all ')
    if (!speaker) return `(${inOrder(asked, extra, beyond, limit)})`
    return `select each.* from (${speakerIds(speaker)}) said
      cross join lateral (${along({ tables: QUOTES, is: `q.speaker_id = said.id and ${asked.dates}` })}) each`
  }
  if (!first) return `${rows('true')} ${(walk ?? speaker ?? parts) ? sort : ''}`
  const few = amongFew(asked, first, beyond, limit)
  return `select * from (${few}) few union all select * from (${rows(`not ${areFew(first.few)}`)}) many ${sort}`
}

/**
 * The few that the first condition finds, each looked up by its key. Several tags may find one edition; and without the
 * fence the database would rather read all quotes there are, to see which of them are among the few.
 */
function amongFew(
  { quote, dates, order, speaker }: Asked,
  { few, where }: NonNullable<Asked['first']>,
  beyond: string,
  limit: string,
) {
  const said = speaker ? `and q.speaker_id = any(array(${speakerIds(speaker)}))` : ''
  const sorted = `select ${quote.json} as quote, ${KEYS[order.by]} as key, q.quote_id as id
    from (select distinct edition_id, quote_id from first_match where ${areFew(few)}) f
    cross join lateral (select q.* from edition_quote q
      where q.edition_id = f.edition_id and (f.quote_id is null or q.quote_id = f.quote_id) offset 0) q
    ${quote.joined} where ${where} and ${dates} ${said} ${beyond}
    order by ${KEYS[order.by]} ${order.direction}, q.quote_id ${order.direction}`
  return firstOf(sorted, limit)
}

function inOrder(
  { quote, where, dates, order: { by, direction } }: Asked,
  extra: string,
  beyond: string,
  limit: string,
) {
  const sorted = `select ${quote.json} as quote, ${KEYS[by]} as key, q.quote_id as id ${quote.from}
    where ${extra} and ${where} and ${dates} ${beyond} order by ${KEYS[by]} ${direction}, q.quote_id ${direction}`
  return firstOf(sorted, limit)
}

/** The same along an index that has them of each value in order, but not of several; two tags may find one quote. */
function ofEach(
  { quote, where, dates, order: { direction } }: Asked,
  { values, through, ofValue, publishedAt }: NonNullable<Asked['walk']>,
  beyond: string,
  limit: string,
) {
  const sorted = `select ${quote.json} as quote, ${publishedAt} as key, q.quote_id as id
    from ${through} edition_quote q ${quote.joined} where ${ofValue} and ${where} and ${dates} ${beyond}
    order by ${publishedAt} ${direction}, q.quote_id ${direction}`
  return `select distinct on (key, id) each.quote, key, id from unnest(${values}) wanted(value)
    cross join lateral (${firstOf(sorted, limit)}) each`
}

type Tables = Pick<Part, 'tables' | 'is'>

/** More rows than there are. Without a limit a planner forgets the ways that are only quick to begin with. */
const ALL = 2_147_483_647

/**
 * The same along an index that has all that decides on a speaker and a date: only what was said then is read. What has
 * an order of its own the database does not put together with the rest.
 */
function alongIndex(
  { quote, where, order: { by, direction } }: Asked,
  { tables, is }: Tables,
  beyond: string,
  limit: string,
) {
  const key = KEYS[by]
  const sorted = `select ${quote.json} as quote, walked.key, walked.quote_id as id
    from (select q.edition_id, q.quote_id, ${key} as key from ${tables}
      where ${is} ${beyond}
      order by ${key} ${direction}, q.quote_id ${direction} limit ${ALL}) walked
    cross join lateral (select q.* from edition_quote q
      where q.edition_id = walked.edition_id and q.quote_id = walked.quote_id limit 1) q
    ${quote.joined} where ${where} order by walked.key ${direction}, walked.quote_id ${direction}`
  return firstOf(sorted, limit)
}

/** Where a page begins in an index of something else: at the same instant, with quotes that may have been shown. */
function placeIn({ publishedAt, through }: Walk, { order, window: { after } }: Asked, values: Values) {
  if (!after || through === '') return ''
  return `and ${publishedAt} ${order.direction === 'asc' ? '>=' : '<='} ${values.add(after[0])}::timestamptz`
}

function afterPlace({ by, direction }: Order, { after }: Window, values: Values): string {
  if (!after) return ''
  const comparison = direction === 'asc' ? '>' : '<'
  return `and (${KEYS[by]}, q.quote_id) ${comparison} (${values.add(after[0])}::timestamptz, ${values.add(after[1])}::uuid)`
}
