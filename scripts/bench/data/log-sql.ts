import { KINDS } from './ids.ts'

/** The log of what became public, in its order, when everything is there. */
export const writeLog = [
  `insert into event (id, sequence, position, type, subject_type, subject_id, subject_slug, aliases, actor_label, version, occurred_at, data)
    select bench.id(${KINDS.event}, place, at), place, place, type, subject_type, subject_id, slug, '{}', 'bench', version, at, data
    from (
      select *, row_number() over (order by at, article_id, edition, rank) as place from (
        select e.valid_from as at, e.article_id, e.number as edition, 0 as rank, 'article' as subject_type, e.article_id as subject_id, e.slug,
          case when e.number = 1 then 'article.published' else 'article.corrected' end as type, 1 + 2 * e.number as version,
          jsonb_build_object('edition', e.number) || case when e.number > 1 then '{"correction": "correction"}' else '{}'::jsonb end as data
        from edition e
        union all
        select e.valid_from, e.article_id, e.number, 1 + q.position, 'quote', q.quote_id, null, 'quote.confirmed', 1 + 2 * e.number,
          jsonb_build_object('edition', e.number, 'articleId', e.article_id)
        from edition e join edition_quote q on q.edition_id = e.id where e.number = 1
        union all
        select w.created_at, w.article_id, 1000, 0, 'article', w.article_id, s.slug, 'article.withheld', a.version, '{}'
        from withdrawal w join article a on a.id = w.article_id join article_slug s on s.article_id = w.article_id) told) placed`,
  `select setval(pg_get_serial_sequence('event', 'sequence'), greatest(1, (select coalesce(max(sequence), 1) from event)))`,
]
