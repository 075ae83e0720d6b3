import { DRAW } from './article-sql.ts'
import { KINDS } from './ids.ts'

/** What readers of an anchor see around its words. */
const CONTEXT = 32
const CHANNELS = [
  ...['interview', 'press_conference', 'statement', 'speech', 'social_post', 'hearing', 'broadcast'],
  ...['press_release', 'document', 'unknown'],
]

/** When it was said: mostly on a day, sometimes in a month, or in a year that may be long ago; some do not tell. */
const SAID = `select case when how < 0.6 then to_char(said, 'YYYY-MM-DD') when how < 0.75 then to_char(said, 'YYYY-MM')
      when how < 0.85 then to_char(said, 'YYYY') end as said_at,
    case when how < 0.85 then date_trunc(unit, said) at time zone 'UTC' end as said_at_min,
    case when how < 0.85 then (date_trunc(unit, said) + ('1 ' || unit)::interval) at time zone 'UTC' - interval '1 millisecond' end as said_at_max
  from (select how, case when how < 0.6 then 'day' when how < 0.75 then 'month' else 'year' end as unit,
      case when how < 0.75 then a.at at time zone 'UTC' - make_interval(days => bench.pick(q, ${DRAW.saidDays}, 30, 3))
           else a.at at time zone 'UTC' - make_interval(years => bench.pick(q, ${DRAW.saidDays}, 60, 3)) end as said
    from (select bench.chance(q, ${DRAW.said}) as how) drawn) dated`

/** The quotes of a batch in each edition, over the temporary tables of its articles. */
export const drawQuotes = [
  `create temp table batch_quote on commit drop as
    select a.n, p.number, p - 1 as position, a.id as article_id, bench.id(${KINDS.quote}, q, a.at - interval '1 hour') as id, exact, encoded, start,
      start + length(exact) as beyond,
      right(left(e.text, start), ${CONTEXT}) as prefix, substr(e.text, start + length(exact) + 1, ${CONTEXT}) as suffix,
      case when bench.chance(q, ${DRAW.speaker} + 100) >= 0.03 then p.speaker_id end as speaker_id,
      case when bench.chance(q, ${DRAW.behalf}) < 0.05 then (select id from bench.speaker where speaker.n = 5 * (p.speaker / 5) + 4) end as on_behalf_of_id,
      case when bench.chance(q, ${DRAW.role}) < 0.6 then p.role end as role_as_stated,
      (array[${CHANNELS.map((name) => `'${name}'`).join(', ')}])[1 + bench.pick(q, ${DRAW.channel}, ${CHANNELS.length}, 1.5)]::quote_channel as channel,
      case when bench.chance(q, ${DRAW.source}) < 0.1 then jsonb_build_object('url', 'https://example.org/minutes/' || q) end as source,
      said.*, a.language, a.at as published_at, a.editions, a.fate, e.edition_id
    from batch_paragraph p
    join batch_article a using (n)
    join batch_edition e on e.n = p.n and e.number = p.number
    cross join lateral (${SAID}) said
    where p > 0`,
]

export const writeQuotes = [
  `insert into quote (id, article_id, kind, text, revision, speaker_id, speaker_unknown, on_behalf_of_id, role_as_stated, channel, said_at,
      said_at_min, said_at_max, source, review, verification, confirmed_at, confirmed_by, created_at, updated_at)
    select id, article_id, 'direct', exact, number, speaker_id, speaker_id is null, on_behalf_of_id, role_as_stated, channel, said_at,
      said_at_min, said_at_max, source, 'confirmed', case when source is null then 'unverified' else 'source_located' end::quote_verification,
      published_at - interval '1 hour', 'bench', published_at - interval '1 hour', published_at - interval '1 hour'
    from batch_quote where number = editions`,
  `insert into quote_segment (quote_id, position, exact, prefix, suffix, start, "end")
    select id, 0, exact, prefix, suffix, start, beyond from batch_quote where number = editions`,
  `insert into edition_quote (edition_id, quote_id, position, kind, text, segments, speaker_id, on_behalf_of_id, role_as_stated, channel, said_at,
      said_at_min, said_at_max, source, language, deep_link_hash, published_at)
    select edition_id, id, position, 'direct', exact,
      jsonb_build_array(jsonb_build_object('exact', exact, 'prefix', prefix, 'suffix', suffix, 'start', start, 'end', beyond)),
      speaker_id, on_behalf_of_id, role_as_stated, channel, said_at, said_at_min, said_at_max, source, language, '#:~:text=' || encoded, published_at
    from batch_quote where fate <> 'draft'`,
]

/** What is kept of how many public quotes each speaker has, of all articles at once. */
export const countQuotes = `insert into speaker_tally (speaker_id, change)
  select q.speaker_id, count(*) from edition_quote q join told_edition e on e.id = q.edition_id
  where q.speaker_id is not null group by 1`
