import { KINDS } from './ids.ts'
import type { Options } from './options.ts'

/** What is drawn of an article, each by a number of its own; 1 is its publication. */
const DRAW = {
  language: 2,
  fate: 3,
  corrected: 4,
  quotes: 5,
  title: 6,
  place: 7,
  section: 8,
  kind: 9,
  summary: 10,
  author: 11,
  second: 12,
  lead: 13,
  more: 14,
  translated: 15,
  speaker: 16,
  words: 17,
  otherWords: 18,
  before: 19,
  said: 20,
  saidDays: 21,
  channel: 22,
  refrain: 23,
  source: 24,
  behalf: 25,
  role: 26,
  tag: 27,
} as const

const TAGS = 3
/** Numbers of paragraphs follow on those of their article. */
const PARAGRAPHS = 64

/** The articles of a batch, $1 to $2, as they are in the end. */
const ARTICLES = ({ quotes }: Options) => `create temp table batch_article on commit drop as
  select a.n, bench.id(${KINDS.article}, a.n, at) as id, at, l.code as language, fate, editions, quotes,
    upper(left(title.text, 1)) || substr(title.text, 2) || ' in ' || place.name as title,
    left(title.slug, 80) || '-' || a.n as slug, place.name as place,
    (select id from bench.section where n = bench.pick(a.n, ${DRAW.section}, (select count(*) from bench.section), 1.5)) as section_id,
    (array['news', 'news', 'news', 'news', 'news', 'news', 'analysis', 'opinion', 'interview', 'feature'])[1 + bench.pick(a.n, ${DRAW.kind}, 10, 1)]::article_kind as kind,
    summary.text as summary,
    bench.pick(a.n, ${DRAW.author}, (select count(*) from bench.author), 1.5) as author, bench.chance(a.n, ${DRAW.second}) < 0.2 as has_second,
    -- A translation belongs to the article before it.
    case when bench.chance(a.n, ${DRAW.translated}) < 0.05 and a.n > 1 then bench.id(${KINDS.article}, a.n - 1, bench.published_at(a.n - 1))
         else bench.id(${KINDS.article}, a.n, at) end as group_id,
    case when fate = 'withheld' then 'withheld' else 'usable' end::pub_status as pub_status
  from (
    select n, bench.published_at(n) as at,
      case when bench.chance(n, ${DRAW.fate}) < 0.01 then 'draft' when bench.chance(n, ${DRAW.fate}) < 0.015 then 'withheld' else 'published' end as fate,
      case when bench.chance(n, ${DRAW.corrected}) < 0.02 and bench.published_at(n) + interval '3 hours' < $3::timestamptz then 2 else 1 end as editions,
      bench.pick(n, ${DRAW.quotes}, ${2 * quotes + 1}, 1) as quotes
    from generate_series($1::bigint, $2::bigint) n) a
  cross join lateral (select * from bench.language where beyond > bench.chance(a.n, ${DRAW.language}) order by beyond limit 1) l
  join bench.clause title on title.language = l.code and title.n = bench.pick(a.n, ${DRAW.title}, l.clauses, 1)
  join bench.sentence summary on summary.language = l.code and summary.n = bench.pick(a.n, ${DRAW.summary}, l.sentences, 1)
  join bench.place on place.n = bench.pick(a.n, ${DRAW.place}, (select count(*) from bench.place), 2)`

/** Their paragraphs in each edition: the first without a quote, and each other with one. */
const PARAGRAPHS_OF = `create temp table batch_paragraph on commit drop as
  select a.n, number, p, a.n * ${PARAGRAPHS} + p as q, l.code as language, speaker.n as speaker, speaker.id as speaker_id, speaker.role,
    case when p = 0 then first.text || ' ' || second.text else first.text || ' ' || l.opening end as before,
    case when p > 0 then upper(left(one.text, 1)) || substr(one.text, 2) || l."and" || other.text end as exact,
    case when p = 0 then '' else l.closing || ', ' || l.said || ' ' || speaker.name || '.' end as after,
    case when p > 0 then upper(left(one.encoded, 1)) || substr(one.encoded, 2) || l.encoded || other.encoded end as encoded,
    case when p = 0 then first.words + second.words
         else first.words + one.words + 1 + other.words + l.said_words + speaker.words end as words,
    null::int as start
  from batch_article a
  join bench.language l on l.code = a.language
  cross join generate_series(1, a.editions) number
  cross join lateral generate_series(0, a.quotes) p
  left join bench.speaker on p > 0 and speaker.n = bench.pick(a.n * ${PARAGRAPHS} + p, ${DRAW.speaker}, (select count(*) from bench.speaker), 2)
  -- Some speakers say the same again and again.
  cross join lateral (select case when p = 1 and bench.chance(a.n, ${DRAW.refrain}) < 0.05 then speaker.n::bigint else a.n * ${PARAGRAPHS} + p end as key) own
  left join bench.clause one on p > 0 and one.language = l.code and one.n = bench.pick(own.key, ${DRAW.words}, l.clauses, 1)
  left join bench.clause other on p > 0 and other.language = l.code and other.n = bench.pick(own.key, ${DRAW.otherWords}, l.clauses, 1)
  join bench.sentence first on first.language = l.code
    and first.n = bench.pick(a.n * ${PARAGRAPHS} + p + case when p = 0 then 32 + number else 0 end, ${DRAW.before}, l.sentences, 1)
  join bench.sentence second on second.language = l.code and second.n = bench.pick(a.n, ${DRAW.more}, l.sentences, 1)`

const OFFSETS = `update batch_paragraph b set start = placed.start from (
    select n, number, p, length(before) + coalesce(sum(length(before || coalesce(exact, '') || after) + 2)
      over (partition by n, number order by p rows between unbounded preceding and 1 preceding), 0) as start
    from batch_paragraph) placed
  where (b.n, b.number, b.p) = (placed.n, placed.number, placed.p)`

const EDITIONS = `create temp table batch_edition on commit drop as
  select a.*, number, bench.id(${KINDS.edition}, a.n * 8 + number, valid_from) as edition_id, valid_from,
    case when number < a.editions then a.at + interval '3 hours' end as valid_to, text, html, words,
    -- It was written an hour before it was published.
    valid_from - interval '1 hour' as written_at
  from batch_article a
  join (select n, number, sum(words)::int as words,
      string_agg(before || coalesce(exact, '') || after, E'\\n\\n' order by p) as text,
      string_agg('<p>' || before || coalesce('<span id="q-' || quote_id || '" data-quote-id="' || quote_id || '">' || exact || '</span>', '') || after || '</p>', '' order by p) as html
    from (select b.*, bench.id(${KINDS.quote}, q, c.at - interval '1 hour') as quote_id from batch_paragraph b join batch_article c using (n)) each
    group by n, number) body using (n)
  cross join lateral (select a.at + make_interval(hours => 3 * (number - 1)) as valid_from) begun`

const WRITE = [
  `insert into article (id, state, pub_status, version, revision, first_published_at, translation_group_id, comment_mode,
      created_at, updated_at, updated_by)
    select id, case when fate = 'draft' then 'draft' else 'published' end::article_state, pub_status,
      case when fate = 'draft' then 2 else 1 + 2 * editions + (fate = 'withheld')::int end, editions, null, group_id, 'post',
      at - interval '1 hour', case when fate = 'draft' then at - interval '1 hour' else at + make_interval(hours => 3 * (editions - 1)) end, 'bench'
    from batch_article`,
  `insert into article_slug (slug, article_id, created_at) select slug, id, at - interval '1 hour' from batch_article`,
  `insert into article_revision (article_id, number, title, slug, kind, language, section_id, summary, dateline_place, dateline_date,
      byline, body, text, created_at, created_by)
    select e.id, number, title, slug, kind, language, section_id, summary, upper(place), to_char(at at time zone 'UTC', 'YYYY-MM-DD'),
      'By ' || author.name, text, text, written_at, 'bench'
    from batch_edition e join bench.author on author.n = e.author`,
  // Each place has tags of its own, so that no article has one twice.
  `insert into revision_tag (article_id, number, position, tag_id)
    select e.id, number, position, tag.id from batch_edition e cross join generate_series(0, ${TAGS - 1}) position
    join bench.tag on tag.n = position + ${TAGS} * bench.pick(e.n * ${PARAGRAPHS} + position, ${DRAW.tag}, (select count(*) / ${TAGS} from bench.tag), 3)`,
  `insert into revision_contributor (article_id, number, position, author_id)
    select e.id, number, position, author.id from batch_edition e cross join generate_series(0, e.has_second::int) position
    join bench.author on author.n = (e.author + position) % (select count(*) from bench.author)`,
  `insert into edition (id, article_id, number, revision, publish_at, valid_from, valid_to, published_at, slug, title, kind, language,
      section_id, summary, dateline_place, dateline_date, byline, markdown, html, text, word_count, created_at, created_by,
      begin_recorded_at, end_recorded_at)
    select edition_id, e.id, number, number, valid_from, valid_from, valid_to, at, slug, title, kind, language, section_id, summary,
      upper(place), to_char(at at time zone 'UTC', 'YYYY-MM-DD'), 'By ' || author.name, text, html, text, words, valid_from, 'bench', valid_from, valid_to
    from batch_edition e join bench.author on author.n = e.author where fate <> 'draft'`,
  `insert into edition_tag (edition_id, position, tag_id)
    select edition_id, position, tag_id from batch_edition e join revision_tag r on r.article_id = e.id and r.number = e.number where fate <> 'draft'`,
  `insert into edition_contributor (edition_id, position, author_id, role)
    select edition_id, position, author_id, role from batch_edition e join revision_contributor r on r.article_id = e.id and r.number = e.number
    where fate <> 'draft'`,
  `insert into correction (id, article_id, kind, public_text, from_edition, to_edition, created_at, created_by)
    select bench.id(${KINDS.correction}, n, valid_from), id, 'correction', summary, 1, 2, valid_from, 'bench'
    from batch_edition where number = 2 and fate <> 'draft'`,
  `insert into withdrawal (id, article_id, kind, reason, was_public, created_at, created_by)
    select bench.id(${KINDS.withdrawal}, n, at), id, 'withheld', 'Under review.', true, least(at + interval '2 days', $1::timestamptz), 'bench'
    from batch_article where fate = 'withheld'`,
]

/** Draws the articles of a batch into temporary tables; $1, $2 and $3 of the first are the batch and the end of it all. */
export const drawArticles = (options: Options) => [ARTICLES(options), PARAGRAPHS_OF, OFFSETS, EDITIONS]

/** Writes them. */
export const writeArticles = WRITE
export { DRAW }
