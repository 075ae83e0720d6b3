import { beforeEach, expect, test } from '@jest/globals'
import type { Reads } from '../../src/db/statement.ts'
import { countFacets } from '../../src/features/published-quotes/facets.ts'
import { configurationsFor, type QuoteFilter } from '../../src/features/published-quotes/filter.ts'
import { listQuotes } from '../../src/features/published-quotes/store.ts'
import type { Order } from '../../src/features/published-quotes/walks.ts'
import { findCandidates } from '../../src/features/quote-variants/store.ts'
import { search } from '../../src/features/search/store.ts'
import { readTerms } from '../../src/lib/search-terms.ts'
import { newsroom } from '../support/newsroom.ts'
import { busiestStep } from '../support/plans.ts'

const { db } = await newsroom()

/** Many old quotes, without the triggers: every tenth of one speaker, every thousandth with a rare word. */
const FILL = `do $$ begin
  set local session_replication_role = 'replica';
  insert into speaker (id, slug, kind, name, updated_by)
    select gen_random_uuid(), 'speaker-' || n, 'person', 'Speaker ' || n, 'test' from generate_series(0, 9) n;
  insert into article (id, state, translation_group_id, updated_by)
    select gen_random_uuid(), 'published', gen_random_uuid(), 'test' from generate_series(1, 4000);
  insert into edition (id, article_id, number, revision, publish_at, valid_from, published_at, slug, title, kind,
      language, markdown, html, text, word_count, created_by, search_configuration, search)
    select gen_random_uuid(), id, 1, 1, at, at, at, 'a-' || n, 'A', 'news', 'en', '', '', '', 1, 'test', 'english',
      case when n % 1000 = 999 then 'lamp:1 zyzzyva:2'::tsvector else 'lamp:1'::tsvector end
    from (select id, n, now() - n * interval '1 hour' as at from (select id, row_number() over () as n from article) a) dated;
  insert into tag (id, slug, name, updated_by) values (gen_random_uuid(), 'rare', 'Rare', 'test');
  insert into edition_tag (edition_id, position, tag_id, article_id, published_at)
    select e.id, 0, t.id, e.article_id, e.published_at from edition e, tag t where right(e.slug, -2)::int % 1000 = 998;
  insert into tag (id, slug, name, updated_by) values (gen_random_uuid(), 'tenth', 'Tenth', 'test');
  insert into edition_tag (edition_id, position, tag_id, article_id, published_at)
    select e.id, 1, t.id, e.article_id, e.published_at from edition e, tag t where t.slug = 'tenth' and right(e.slug, -2)::int % 10 = 0;
  insert into quote (id, article_id, kind, text, revision, review, speaker_unknown)
    select gen_random_uuid(), article_id, 'direct', 'A', 1, 'confirmed', true from edition, generate_series(1, 2);
  insert into edition_quote (edition_id, quote_id, position, kind, text, segments, speaker_id, channel, said_at,
      said_at_min, said_at_max, language, deep_link_hash, published_at, search_configuration, search, sketch)
    select e.id, q.id, 1, 'direct', 'A', '[]', s.id, 'speech', 'x', e.published_at - interval '1 hour', e.published_at,
      case when right(e.slug, -2)::int % 1000 = 997 then 'sq' else 'en' end, '', e.published_at, 'english', e.search, array[right(e.slug, -2)::bigint]
    from quote q join edition e on e.article_id = q.article_id
    join speaker s on s.slug = 'speaker-' || (right(e.slug, -2)::int % 10);
end $$`

beforeEach(async () => {
  // What other tests left in the tables and their indexes would count as cost.
  await db.$executeRawUnsafe('truncate article, speaker, tag cascade')
  await db.$executeRawUnsafe(FILL)
  await db.$executeRawUnsafe('analyze edition, edition_quote, edition_tag, tag, quote, article, speaker')
}, 60_000)

/** Answers what the statements answer, and notes how many rows the busiest of their steps went through. */
function watched(): { reads: Reads; busiest: () => number } {
  const steps: number[] = []
  const query = async <Row>({ text, values }: { text: string; values: readonly unknown[] }) => {
    steps.push(await busiestStep(db, text, values))
    return (await db.$queryRawUnsafe(text, ...values)) as Row[]
  }
  return { reads: { query }, busiest: () => Math.max(...steps) }
}

const HOUR = 3_600_000
const ago = (hours: number) => new Date(Date.now() - hours * HOUR)
const window = { limit: 20, after: undefined, wantsCount: false }
const deep = { ...window, after: [ago(3000).toISOString(), 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const }

const PAGES: [string, QuoteFilter, Order['by'], typeof window | typeof deep][] = [
  ['the newest', {}, 'publishedAt', window],
  ['the newest said', {}, 'saidAt', window],
  ['a page far down', {}, 'publishedAt', deep],
  ['of a speaker', { speaker: ['speaker-3'] }, 'publishedAt', window],
  ['of a speaker, far down, by saying', { speaker: ['speaker-3'] }, 'saidAt', deep],
  ['about what is rare', { about: readTerms('zyzzyva') }, 'publishedAt', window],
  ['about what is everywhere', { about: readTerms('lamp') }, 'publishedAt', window],
  ['with a rare word', { q: readTerms('zyzzyva') }, 'publishedAt', window],
  ['said in an old hour', { saidFrom: ago(3500), saidBefore: ago(3499) }, 'publishedAt', window],
  ['said in an old hour, by saying', { saidFrom: ago(3500), saidBefore: ago(3499) }, 'saidAt', window],
  ['said in most hours, by saying', { saidFrom: ago(3900), saidBefore: ago(50) }, 'saidAt', window],
  ['with a rare tag', { tag: ['rare'] }, 'publishedAt', window],
  ['with a rare tag, by saying', { tag: ['rare'] }, 'saidAt', window],
  ['with a tag of every tenth article, far down', { tag: ['tenth'] }, 'publishedAt', deep],
  ['with several tags', { tag: ['tenth', 'rare'] }, 'publishedAt', window],
  ['through a channel', { channel: ['speech'] }, 'publishedAt', deep],
  ['in a language that hardly anybody speaks', { language: ['sq'] }, 'publishedAt', window],
]

test('a page costs a page, whatever it is filtered and sorted by', async () => {
  for (const [name, filter, by, place] of PAGES) {
    const { reads, busiest } = watched()
    const configurations = await configurationsFor(reads, filter)
    await listQuotes(reads, { filter, configurations, order: { by, direction: 'desc' } }, place)

    // At most the first thousand matches of a condition are looked at to know whether they are few. Of a tag's pages
    // the editions may be looked up in all 4,000, which so few are read at once; never the 8,000 quotes.
    expect([name, busiest() <= (filter.tag ? 4000 : 1001)]).toEqual([name, true])
  }
}, 60_000)

test('facets cost what they count', async () => {
  const { reads, busiest } = watched()
  const configurations = { quotes: [], editions: [] }

  const { channel } = await countFacets(reads, ['channel'], { tag: ['rare'] }, configurations)

  expect(channel).toEqual([{ channel: 'speech', count: 8 }])
  expect(busiest()).toBeLessThanOrEqual(4000)
}, 60_000)

test('a search for a rare word goes through what has it, the variants of a quote through what its speaker said', async () => {
  const [quote] = await db.editionQuote.findMany({ select: { quoteId: true }, take: 1 })
  const rare = watched()
  const sought = { type: 'articles' as const, terms: readTerms('zyzzyva'), filter: {} }
  const variants = watched()

  const found = await search(rare.reads, sought, window)
  const candidates = await findCandidates(variants.reads, quote?.quoteId ?? '')

  expect(found.rows).toHaveLength(4)
  expect(rare.busiest()).toBeLessThan(100)
  expect(candidates?.others).toHaveLength(1)
  // Of 8,000 quotes those of the speaker; so few editions as 4,000 are read at once.
  expect(variants.busiest()).toBeLessThanOrEqual(4000)
}, 60_000)
