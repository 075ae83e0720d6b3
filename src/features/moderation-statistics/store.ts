import type { Reads } from '../../db/statement.ts'
import type { Statistics } from './schema.ts'

/**
 * What people decided from an instant to before another. A decision that was taken back is not counted, nor is
 * what took it back. How long it took is counted once for all words: to the first decision on them.
 */
const TEXT = `
  with decision as (
    select d.id, d."to"::text as outcome, d.reason, d.actor_label as moderator, d.created_at,
      case when not exists (
        select from moderation_event earlier
        where earlier.comment_id = d.comment_id and earlier.revision_id = d.revision_id
          and earlier.decided_by = 'human' and earlier.created_at < d.created_at
      ) then extract(epoch from d.created_at - r.created_at) end as seconds
    from moderation_event d join comment_revision r on r.id = d.revision_id and r.comment_id = d.comment_id
    where d.decided_by = 'human' and d.undoes_id is null
      and d.created_at >= $1::timestamptz and d.created_at < $2::timestamptz
      and not exists (select from moderation_event undo where undo.undoes_id = d.id)
  ), received as (
    select created_at from comment
    where created_at >= $1::timestamptz and created_at < $2::timestamptz and import_source is null
  ), by_day as (
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day,
      count(*) filter (where is_comment)::int as received, count(*) filter (where not is_comment)::int as decisions
    from (select created_at as at, true as is_comment from received
      union all select created_at, false from decision) each
    group by 1 order by 1
  )
  select (select count(*)::int from received) as received,
    (select count(*)::int from decision) as decisions,
    (select count(*)::int from moderation_event
      where undoes_id is not null and created_at >= $1::timestamptz and created_at < $2::timestamptz) as undone,
    coalesce((select json_agg(o) from (
      select outcome, count(*)::int as count from decision group by 1 order by 2 desc, 1) o), '[]') as "byOutcome",
    coalesce((select json_agg(r) from (
      select reason, count(*)::int as count from decision group by 1 order by 2 desc, 1 nulls first) r), '[]')
      as "byReason",
    coalesce((select json_agg(m) from (
      select moderator, count(*)::int as count, round(percentile_cont(0.5) within group (order by seconds)::numeric, 1)
        as "medianSeconds"
      from decision group by 1 order by 2 desc, 1 limit 100) m), '[]') as "byModerator",
    coalesce((select json_agg(d) from by_day d), '[]') as "byDay",
    (select round(percentile_cont(0.5) within group (order by seconds)::numeric, 1)::float8 from decision)
      as "medianSeconds",
    (select round(percentile_cont(0.9) within group (order by seconds)::numeric, 1)::float8 from decision)
      as "p90Seconds"`

export async function getStatistics(
  reads: Reads,
  { from, to }: { from: Date; to: Date },
): Promise<Omit<Statistics, 'from' | 'to'>> {
  const [row] = await reads.query<Omit<Statistics, 'from' | 'to'>>({
    name: 'moderation.statistics',
    text: TEXT,
    values: [from, to],
  })
  if (!row) throw new Error('The database told nothing.')
  return row
}
