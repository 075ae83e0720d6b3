import { idsOf, type Values } from '../../db/delivery-sql.ts'
import { canonicalLanguage } from '../../lib/language.ts'
import type { QuoteFilter } from './filter.ts'

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
 * filter is by a speaker, who has an index of their own, or by words or dates, which may leave a few only.
 */
export const walkFor = (filter: QuoteFilter): Walk | undefined => {
  const { speaker, q, about, saidFrom, saidBefore } = filter
  const isFound = [speaker, q, about, saidFrom, saidBefore].some((each) => each !== undefined)
  return isFound ? undefined : WALKS.find(({ by }) => filter[by])
}
