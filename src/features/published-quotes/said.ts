import type { Values } from '../../db/delivery-sql.ts'
import type { QuoteFilter } from './filter.ts'

/** SQL: when a quote `q` was said, for whatever is sorted by it; what nobody dated was said by its publication. */
export const SAID_AT = 'coalesce(q.said_at_min, q.said_at_max, q.published_at)'

type Dates = Pick<QuoteFilter, 'saidFrom' | 'saidBefore'>

const placesOf = ({ saidFrom, saidBefore }: Dates, values: Values) => ({
  from: saidFrom && `${values.add(saidFrom)}::timestamptz`,
  before: saidBefore && `${values.add(saidBefore)}::timestamptz`,
})

const isEmpty = ({ saidFrom, saidBefore }: Dates) =>
  saidFrom !== undefined && saidBefore !== undefined && saidFrom >= saidBefore

/**
 * SQL: a quote `q` was said then. Vague dates match by overlap: a quote of April 2019 was said in any interval that
 * touches that month. Compared is what the indexes have that are walked along.
 */
export function dated(dates: Dates, values: Values): string {
  if (!dates.saidFrom && !dates.saidBefore) return 'true'
  if (isEmpty(dates)) return 'false'
  const { from, before } = placesOf(dates, values)
  return [
    '(q.said_at_min is not null or q.said_at_max is not null)',
    ...(from ? [`(q.said_at_max is null or q.said_at_max >= ${from})`] : []),
    ...(before ? [`(q.said_at_min is null or q.said_at_min < ${before})`] : []),
  ].join(' and ')
}

/** SQL: quotes `q` that an index finds. */
export interface Part {
  tables: string
  is: string
  /** The index has them in the order of saying. */
  isInOrder: boolean
}

/** SQL: all quotes that stand in editions. */
export const QUOTES = 'edition_quote q'
const NOTHING: Part = { tables: QUOTES, is: 'false', isInOrder: true }

/**
 * The same in two parts, each of which an index finds: what has its place in the order of saying between the instants,
 * and the few vague dates that have it elsewhere and reach into the interval. Undefined without dates.
 */
export function partsOf(dates: Dates, values: Values): Part[] | undefined {
  if (!dates.saidFrom && !dates.saidBefore) return undefined
  if (isEmpty(dates)) return [NOTHING]
  const { from, before } = placesOf(dates, values)
  const inside = [...(from ? [`${SAID_AT} >= ${from}`] : []), ...(before ? [`${SAID_AT} < ${before}`] : [])]
  const within = `${inside.join(' and ')} and (q.said_at_min is not null or q.said_at_max is not null)`
  // Where there is no beginning to reach across, only what has none itself reaches in.
  const reaching = `q.said_at is not null and tstzrange(q.said_at_min, q.said_at_max, '[]') @> ${from ?? before}
    and not (${inside.join(' and ')}) ${from ? '' : 'and q.said_at_min is null'}`
  return [
    { tables: QUOTES, is: within, isInOrder: true },
    // Behind the fence nobody knows an order: otherwise a planner may walk along it, hoping to meet these few soon.
    { tables: `(select * from ${QUOTES} where ${reaching} offset 0) q`, is: 'true', isInOrder: false },
  ]
}

/** The same as one part, for an order of something else. */
export const wholeOf = (dates: Dates, values: Values): Part[] => [
  { tables: QUOTES, is: dated(dates, values), isInOrder: false },
]
