import { Values } from '../../db/delivery-sql.ts'
import { PLANNED_ANEW, searchFor } from '../../db/search-sql.ts'
import type { Reads } from '../../db/statement.ts'
import { type Configurations, conditions, type QuoteFilter, speakerIds } from './filter.ts'
import { dated, QUOTES, SAID_AT } from './said.ts'
import type { FacetName, Facets } from './schema.ts'
import { VISIBLE } from './store.ts'
import { isMetSoon, partsFor, walkFor } from './walks.ts'

/** Counted are the newest of what matches: counting everything would cost as much as there is. */
const COUNTED_MAX = 10_000
const VALUES_MAX = 20
/** A span of time counts in each of its years; a longer one only in its first and last. */
const YEARS_MAX = 20

const SQL: Record<FacetName, string> = {
  speaker: `select json_build_object('speaker',
      json_build_object('id', s.id, 'slug', s.slug, 'name', s.name, 'kind', s.kind), 'count', said.count) as value
    from (select coalesce(o.merged_into_id, o.id) as id, count(*)::int as count
          from counted join speaker o on o.id = counted.speaker_id group by 1) said
    join speaker s on s.id = said.id order by said.count desc, s.name, s.id limit ${VALUES_MAX}`,
  channel: `select json_build_object('channel', channel, 'count', count(*)::int) as value
    from counted group by channel order by count(*) desc, channel limit ${VALUES_MAX}`,
  year: `select json_build_object('year', year, 'count', sum(count)::int) as value
    from (
      select extract(year from coalesce(said_at_min, said_at_max) at time zone 'UTC')::int as first,
             extract(year from coalesce(said_at_max, said_at_min) at time zone 'UTC')::int as last, count(*) as count
      from counted where coalesce(said_at_min, said_at_max) is not null group by 1, 2 limit ${COUNTED_MAX}) span
    cross join lateral (
      select first + step as year
      from generate_series(0, last - first, case when last - first > ${YEARS_MAX} then last - first else 1 end) step
      limit ${YEARS_MAX + 1}) years
    group by year order by year desc limit ${VALUES_MAX}`,
}

/** SQL: the newest of what matches (of what was said between dates, what was said last), and one more. */
function matchingSql(filter: QuoteFilter, configurations: Configurations, values: Values): string {
  const walk = walkFor(filter, 'publishedAt') ?? aboutFor(filter, configurations, values)
  const rest = conditions({ ...filter, ...(walk && { [walk.by]: undefined }) }, configurations, values)
  const parts = isMetSoon(filter, 'saidAt') ? partsFor(filter, 'saidAt', values) : undefined
  const where = parts ? rest : `${rest} and ${dated(filter, values)}`
  const newest = (tables: string, is: string, order = 'q.published_at') =>
    `select q.edition_id, q.quote_id, q.speaker_id, q.channel, q.said_at_min, q.said_at_max, q.published_at
     from ${tables} ${VISIBLE} where ${is} and ${where}
     order by ${order} desc, q.quote_id desc limit ${COUNTED_MAX + 1}`
  if (parts) {
    const rows = parts.map(({ tables, is }) => `(${newest(tables, is, SAID_AT)})`).join(' union all ')
    return `select * from (${rows}) said limit ${COUNTED_MAX + 1}`
  }
  // An index has each value's quotes in order, but not those of several.
  const ofEach = (each: string, rows: string) =>
    `select distinct on (published_at, quote_id) each.* from ${each} cross join lateral (${rows}) each
     order by published_at desc, quote_id desc limit ${COUNTED_MAX + 1}`
  if (filter.speaker) {
    const said = `(${speakerIds(values.add(filter.speaker))}) said`
    return ofEach(said, newest(QUOTES, 'q.speaker_id = said.id'))
  }
  if (!walk) return newest(QUOTES, 'true')
  if (walk.by === 'about') return newest(`${walk.through} ${QUOTES}`, walk.ofValue, walk.publishedAt)
  const list = filter[walk.by] ?? []
  // A planner expects ten values of any array.
  const wanted = `(select value from unnest(${walk.wanted(list, values)}) value limit ${list.length}) wanted`
  return ofEach(wanted, newest(`${walk.through} ${QUOTES}`, walk.ofValue, walk.publishedAt))
}

/** What articles are about is asked of each article once, and not again for every quote that it has. */
function aboutFor({ about, ...rest }: QuoteFilter, { editions }: Configurations, values: Values) {
  if (!about || rest.speaker || rest.article || rest.saidFrom || rest.saidBefore) return undefined
  const { matches } = searchFor(about, editions, values)
  const ofValue = `q.edition_id = a.id and ${matches('a')}`
  return { by: 'about' as const, through: 'edition a cross join', ofValue, publishedAt: 'a.published_at' }
}

/**
 * How many of the public quotes that match were said by whom, through what, and in which year: one statement,
 * whatever is asked for.
 */
export async function countFacets(
  reads: Reads,
  names: readonly FacetName[],
  filter: QuoteFilter,
  configurations: Configurations,
): Promise<Facets> {
  const values = new Values()
  const matching = matchingSql(filter, configurations, values)
  const [row] = await reads.query<{ facets: Facets }>({
    name: PLANNED_ANEW,
    text: `with matching as materialized (${matching}
      ), counted as (select * from matching limit ${COUNTED_MAX})
      select json_build_object(
        'isComplete', (select count(*) <= ${COUNTED_MAX} from matching)
        ${names.map((name) => `, '${name}', (select coalesce(json_agg(x.value), '[]') from (${SQL[name]}) x)`).join('')}
      ) as facets`,
    values: values.list,
  })
  if (!row) throw new Error('A select without a table gives one row.')
  return row.facets
}
