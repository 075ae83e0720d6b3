import { idsOf, type Values } from '../../db/delivery-sql.ts'
import { CHANNELS } from '../../lib/channels.ts'
import { canonicalLanguage } from '../../lib/language.ts'
import type { QuoteFilter } from './filter.ts'
import { type Part, partsOf, wholeOf } from './said.ts'

/** What a page is sorted by. */
export interface Order {
  by: 'publishedAt' | 'saidAt'
  direction: 'asc' | 'desc'
}

/** What an index has the quotes of one value of, in the order of their publication. */
export interface Walk {
  by: 'tag' | 'language' | 'channel'
  /** SQL: the array of values that a list of them means. */
  wanted: (list: readonly string[], values: Values) => string
  /** SQL: what leads to the quotes `q`, where the index is of something else. */
  through: string
  /** SQL: what belongs to one `wanted.value`. */
  ofValue: string
  /** SQL: by what it is in order. */
  publishedAt: string
}

const own = (column: string) => ({
  through: '',
  ofValue: `q.${column} = wanted.value`,
  publishedAt: 'q.published_at',
})

/** In the order of how few a value mostly leaves. */
const WALKS: readonly Walk[] = [
  {
    by: 'tag',
    wanted: (list, values) => idsOf('tag', values.add(list)),
    through: 'edition_tag j cross join',
    ofValue: 'q.edition_id = j.edition_id and j.tag_id = wanted.value',
    publishedAt: 'j.published_at',
  },
  {
    by: 'language',
    wanted: (list, values) => `${values.add([...new Set(list.map(canonicalLanguage))])}::text[]`,
    ...own('language'),
  },
  {
    by: 'channel',
    wanted: (list, values) => `${values.add([...new Set(list)])}::quote_channel[]`,
    ...own('channel'),
  },
]

/**
 * The index that a page in the order of publication is walked along: it has each value's quotes in order. None where a
 * filter is by a speaker, who has an index of their own, or by articles, which are a few. Words and a span of time mostly
 * leave less than a language or a channel, and more than a tag.
 */
export function walkFor(filter: QuoteFilter, by: Order['by']): Walk | undefined {
  if (by !== 'publishedAt' || filter.speaker || filter.article) return undefined
  if ((hasDates(filter) || filter.q || filter.about) && !filter.tag) return undefined
  return WALKS.find((walk) => filter[walk.by] && !hasMost(walk, filter))
}

/** What comes through one of most channels is met soon on the way along all. */
const hasMost = ({ by }: Walk, { channel = [] }: QuoteFilter) =>
  by === 'channel' && channel.length > CHANNELS.length / 2

/**
 * What indexes have in an order, where dates are asked for, part by part: together it is all that was said then.
 * Undefined where another index is walked along, and of articles, which are few.
 */
export function partsFor(filter: QuoteFilter, by: Order['by'], values: Values): Part[] | undefined {
  if (!hasDates(filter) || filter.speaker || filter.article || walkFor(filter, by)) return undefined
  return by === 'saidAt' ? partsOf(filter, values) : wholeOf(filter, values)
}

/** Whether the way along an order meets only what is wanted, or soon: then nobody has to ask whether it is a few. */
export function isMetSoon(filter: QuoteFilter, by: Order['by']): boolean {
  if (filter.q || filter.about || filter.article) return false
  const isByDate = by === 'saidAt' && hasDates(filter) && !filter.tag
  return isByDate || filter.speaker !== undefined || walkFor(filter, by) !== undefined
}

const hasDates = ({ saidFrom, saidBefore }: QuoteFilter) => Boolean(saidFrom ?? saidBefore)
