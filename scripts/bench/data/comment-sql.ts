import { KINDS } from './ids.ts'
import type { Options } from './options.ts'

const DRAW = { count: 40, words: 41, fate: 42, name: 43 } as const
/** The most discussed article has so many. */
const COMMENTS_MAX = 4000
/** How ten comments after one another answer each other: which they answer, which began the thread, and how deep they lie. */
const ANSWERS = 'array[null, 0, 0, 0, null, 4, 5, 6, null, 8]'
const BEGAN = 'array[0, 0, 0, 0, 4, 4, 4, 4, 8, 8]'
const DEPTH = 'array[0, 1, 1, 1, 0, 1, 2, 3, 0, 1]'
/** What nothing answers may be kept from the public without anything else. */
const IS_LEAF = 'array[false, true, true, true, false, false, false, true, false, true]'
const NAMES = [
  'A. Reader',
  'Ferry Commuter',
  'Nadia',
  'Old Quay',
  'Tomasz K.',
  'no name given',
  'Benedikt',
  'Zoë',
]

/**
 * Few articles have many comments, most have few: all within two days of the publication, or by $1, the end of it all.
 */
export const drawComments = ({ comments }: Options) => [
  `create temp table batch_comment on commit drop as
    with numbered as (
      select a.id as article_id, a.n, a.language, j, j % 10 + 1 as turn, a.n * ${COMMENTS_MAX} + j as c,
        date_trunc('milliseconds', a.at + least(interval '2 days', $1::timestamptz - a.at) * ((j + 1)::float8 / (count + 1))) as created_at
      from batch_article a
      cross join lateral (select least(${COMMENTS_MAX}, floor(${comments} * 0.5 / sqrt(greatest(1e-9, bench.chance(a.n, ${DRAW.count})))))::int as count) drawn
      cross join lateral generate_series(0, count - 1) j
      where fate <> 'draft'),
    named as (
      select *, bench.id(${KINDS.comment}, c, created_at) as id,
        case when not (${IS_LEAF})[turn] or bench.chance(c, ${DRAW.fate}) < 0.8 then 'approved' when bench.chance(c, ${DRAW.fate}) < 0.86 then 'pending'
             when bench.chance(c, ${DRAW.fate}) < 0.94 then 'rejected' else 'spam' end::comment_status as status
      from numbered)
    select own.*, (${DEPTH})[own.turn] as depth, parent.id as parent_id, began.id as root_id, said.text as body,
      bench.id(${KINDS.commentRevision}, own.c, own.created_at) as revision_id,
      (array[${NAMES.map((name) => `'${name}'`).join(', ')}])[1 + bench.pick(own.c, ${DRAW.name}, ${NAMES.length}, 1)] as author_name
    from named own
    join named began on began.n = own.n and began.j = own.j - own.turn + 1 + (${BEGAN})[own.turn]
    left join named parent on parent.n = own.n and parent.j = own.j - own.turn + 1 + (${ANSWERS})[own.turn]
    join bench.language l on l.code = own.language
    join bench.sentence said on said.language = l.code and said.n = bench.pick(own.c, ${DRAW.words}, l.sentences, 1)`,
]

export const writeComments = [
  `insert into comment_revision (id, comment_id, number, body, html, text, created_at)
    select revision_id, id, 1, body, '<p>' || body || '</p>', body, created_at from batch_comment`,
  `insert into comment (id, article_id, parent_id, root_id, shown_under_id, depth, status, decided_by, reachable, version, author_name,
      head_revision_id, published_revision_id, reasons, created_at, changed_at, changed_by, reply_count)
    select id, article_id, own.parent_id, root_id, own.parent_id, depth, status, case when status = 'rejected' then 'human' else 'policy' end::decided_by,
      status = 'approved', case when status = 'rejected' then 2 else 1 end, author_name, revision_id,
      case when status = 'approved' then revision_id end, '{}', created_at, created_at, case when status = 'rejected' then 'bench' end, coalesce(replies, 0)
    from batch_comment own
    left join (select parent_id, count(*)::int as replies from batch_comment where status = 'approved' group by 1) answered on answered.parent_id = own.id`,
  `insert into moderation_event (id, comment_id, revision_id, "from", "to", version, reason, decided_by, actor_label, created_at)
    select bench.id(${KINDS.moderationEvent}, c, created_at), id, revision_id, 'pending', 'rejected', 2, 'off-topic', 'human', 'bench', created_at
    from batch_comment where status = 'rejected'`,
  `insert into discussion (article_id, comment_count)
    select article_id, count(*) filter (where status = 'approved') from batch_comment group by 1
    having count(*) filter (where status = 'approved') > 0`,
]
