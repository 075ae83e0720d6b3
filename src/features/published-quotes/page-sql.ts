import type { Values } from '../../db/delivery-sql.ts'
import type { Window } from '../../http/paging.ts'
import { ARE_FEW, speakerIds } from './filter.ts'

/** What nobody dated was said by the time it was published. */
const KEYS = {
  publishedAt: 'q.published_at',
  saidAt: 'coalesce(q.said_at_min, q.said_at_max, q.published_at)',
} as const

export interface Order {
  by: keyof typeof KEYS
  direction: 'asc' | 'desc'
}

interface Asked {
  /** The JSON of a quote `q`, and the tables that it is built from. */
  quote: { json: string; from: string }
  where: string
  order: Order
  window: Window
  /** The place of the keys of speakers, if any are asked for. */
  speaker: string | undefined
  /** There is a table `first_match`: see `firstMatches`. */
  hasFirst: boolean
}

/** SQL for the quotes of a page, as `quote`, with the `key` and `id` that they are sorted by. */
export function pageSql(asked: Asked, values: Values): string {
  const { window, order, speaker, hasFirst } = asked
  const limit = values.add(window.limit + 1)
  const beyond = afterPlace(order, window, values)
  const sort = `order by key ${order.direction}, id ${order.direction} limit ${limit}`
  // An index has each speaker's quotes in order, but not those of several.
  const rows = (extra: string) =>
    speaker
      ? `select each.* from (${speakerIds(speaker)}) said
         cross join lateral (${inOrder(asked, `q.speaker_id = said.id and ${extra}`, beyond, limit)}) each`
      : `(${inOrder(asked, extra, beyond, limit)})`
  if (!hasFirst) return `${rows('true')} ${speaker ? sort : ''}`
  const amongFew = `${ARE_FEW} and exists (
    select from first_match f where f.edition_id = q.edition_id and (f.quote_id is null or f.quote_id = q.quote_id))`
  return `select * from (${rows(amongFew)}) few union all select * from (${rows(`not ${ARE_FEW}`)}) many ${sort}`
}

function inOrder(
  { quote, where, order: { by, direction } }: Asked,
  extra: string,
  beyond: string,
  limit: string,
) {
  return `select ${quote.json} as quote, ${KEYS[by]} as key, q.quote_id as id ${quote.from}
    where ${extra} and ${where} ${beyond} order by ${KEYS[by]} ${direction}, q.quote_id ${direction} limit ${limit}`
}

function afterPlace({ by, direction }: Order, { after }: Window, values: Values): string {
  if (!after) return ''
  const comparison = direction === 'asc' ? '>' : '<'
  return `and (${KEYS[by]}, q.quote_id) ${comparison} (${values.add(after[0])}::timestamptz, ${values.add(after[1])}::uuid)`
}
