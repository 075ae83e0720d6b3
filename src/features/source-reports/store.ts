import { instantJson, Values } from '../../db/delivery-sql.ts'
import type { Reads } from '../../db/statement.ts'
import type { Period, Side } from './rules.ts'
import type { GroupName, SourceReport } from './schema.ts'

const VOICES_MAX = 100

/** SQL for what the rows are of, and how a row says it. */
const GROUPED: Record<GroupName, { key: string; shown: string }> = {
  speaker: { key: 'speaker_id', shown: speakerJson('grouped.key') },
  organization: { key: 'organization_id', shown: speakerJson('grouped.key') },
  channel: { key: 'channel', shown: 'to_jsonb(grouped.key)' },
}

function speakerJson(id: string): string {
  return `(select jsonb_build_object('id', s.id, 'slug', s.slug, 'name', s.name, 'kind', s.kind)
    from speaker s where s.id = ${id})`
}

const AMOUNT = `count(distinct article_id)::int as articles, count(*)::int as quotes, coalesce(sum(word_count), 0)::int as words`
const share = (part: string, whole: string) => `coalesce(round(${part}::numeric / nullif(${whole}, 0), 4), 0)`
const partJson = (
  condition: string,
) => `(select jsonb_build_object('articles', articles, 'quotes', quotes, 'words', words,
  'share', ${share('words', '(select words from totals)')}) from (select ${AMOUNT} from said where ${condition}) part)`

/**
 * Who was heard in the articles first published in the period, as their newest editions quote them: one statement.
 * Articles that were withdrawn do not count.
 */
export async function reportSources(
  reads: Reads,
  period: Period,
  { group, limit, timeZone }: { group: GroupName; limit: number; timeZone: string },
): Promise<SourceReport> {
  const values = new Values()
  const zone = `${values.add(timeZone)}::text`
  const instant = ({ isDay, text }: Side, days: 0 | 1) =>
    isDay
      ? `((${values.add(text)}::text::date + ${days})::timestamp at time zone ${zone})`
      : `${values.add(text)}::text::timestamptz`
  const { key, shown } = GROUPED[group]
  const [row] = await reads.query<{ report: SourceReport }>({
    name: `source-report-${group}-${period.from.isDay}-${period.to.isDay}`,
    text: `with period as (select ${instant(period.from, 0)} as first, ${instant(period.to, 1)} as beyond, ${zone} as zone),
    newest as materialized (
      select distinct on (e.article_id) e.id, e.article_id
      from edition e join article a on a.id = e.article_id
      where e.published_at >= (select first from period) and e.published_at < (select beyond from period)
        and e.valid_from <= now() and a.pub_status = 'usable' and a.deleted_at is null
      order by e.article_id, e.number desc),
    said as materialized (
      select newest.article_id, q.word_count, q.channel, s.kind, coalesce(s.merged_into_id, s.id) as speaker_id,
        case when b.id is not null then coalesce(b.merged_into_id, b.id)
             when s.kind in ('organization', 'group') then coalesce(s.merged_into_id, s.id)
             else coalesce(p.merged_into_id, p.id) end as organization_id
      from newest join edition_quote q on q.edition_id = newest.id
      left join speaker s on s.id = q.speaker_id
      left join speaker b on b.id = q.on_behalf_of_id
      left join speaker p on p.id = s.parent_organization_id),
    totals as (select ${AMOUNT}, count(distinct speaker_id)::int as speakers, (select count(*)::int from newest) as all_articles from said),
    grouped as (select ${key} as key, ${AMOUNT} from said group by 1),
    shown as (select * from grouped order by words desc, quotes desc, key limit ${values.add(limit)}),
    voices as (
      select s.id, s.name from speaker s
      where s.id in (select speaker_id from said) and s.kind not in ('anonymous', 'document') and not exists (
        select from edition_quote p join edition e on e.id = p.edition_id
        where p.speaker_id = any(array(select m.id from speaker m where m.id = s.id or m.merged_into_id = s.id))
          and p.published_at < (select first from period) and e.valid_from <= now()))
    select jsonb_build_object(
      'from', ${instantJson('period.first')}, 'to', ${instantJson('period.beyond')}, 'group', '${group}',
      'totals', (select jsonb_build_object('articles', all_articles, 'quotedArticles', articles, 'quotes', quotes,
        'words', words, 'speakers', speakers) from totals),
      'anonymous', ${partJson("kind = 'anonymous'")},
      'unattributed', ${partJson('speaker_id is null')},
      'firstTimeVoices', jsonb_build_object('count', (select count(*) from voices),
        'data', (select coalesce(jsonb_agg(${speakerJson('v.id')} order by v.name, v.id), '[]')
                 from (select * from voices order by name, id limit ${VOICES_MAX}) v)),
      'data', (select coalesce(jsonb_agg(jsonb_build_object('${group}', ${shown},
          'articles', grouped.articles, 'quotes', grouped.quotes, 'words', grouped.words,
          'shares', jsonb_build_object(
            'articles', ${share('grouped.articles', 'totals.all_articles')},
            'quotes', ${share('grouped.quotes', 'totals.quotes')},
            'words', ${share('grouped.words', 'totals.words')}))
        order by grouped.words desc, grouped.quotes desc, grouped.key), '[]') from shown grouped, totals),
      'others', (select jsonb_build_object('groups', (select count(*) from grouped) - count(*),
          'quotes', (select quotes from totals) - coalesce(sum(quotes), 0),
          'words', (select words from totals) - coalesce(sum(words), 0)) from shown)
    ) as report from period`,
    values: values.list,
  })
  if (!row) throw new Error('A select from one row gives one row.')
  return row.report
}
