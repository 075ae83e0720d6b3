import { readFileSync } from 'node:fs'
import { afterAll, expect, jest, test } from '@jest/globals'
import { openApp } from '../../scripts/bench/app.ts'
import { fill } from '../../scripts/bench/data/fill.ts'
import { readOptions } from '../../scripts/bench/data/options.ts'
import { type Document, publicRequests } from '../../scripts/bench/plans/requests.ts'
import { samplesOf } from '../../scripts/bench/plans/samples.ts'
import { connectPostgres } from '../../src/db/client.ts'
import { compileQuotes, compileWords } from '../../src/features/publications/compile.ts'
import { listQuotes } from '../../src/features/quotes/store.ts'
import { renderMarkdown } from '../../src/lib/markdown.ts'
import { checkAnswer } from '../support/contract.ts'
import { databaseUrl, TEMPLATE } from '../support/database.ts'
import { dropDatabase, makeDatabase } from '../support/empty-database.ts'
import { temporaryFolder } from '../support/folder.ts'
import { quoteCountsOf } from '../support/quote-counts.ts'

jest.setTimeout(120_000)

const NAMES = ['first', 'second'].map((name) => `verbatim_bench_${name}_${process.env.JEST_WORKER_ID}`)
const [first = '', second = ''] = NAMES
const options = readOptions(['--articles', '150', '--seed', '11', '--until', '2026-11-01T00:00:00Z'])
if (!options) throw new Error('Nobody asked for help.')

const url = await makeDatabase(first)
await fill(url, options, () => {})
const connection = connectPostgres({ url, poolMax: 4 })
const { db } = connection
const files = temporaryFolder()
afterAll(async () => {
  await connection.close()
  for (const name of NAMES) await dropDatabase(name)
})

const rowsAt = async (address: string, sql: string) => {
  const { reads, close } = connectPostgres({ url: address, poolMax: 1 })
  return reads.query({ name: '', text: sql, values: [] }).finally(close)
}

test('leaves a database with every index, constraint and trigger that the migrations made', async () => {
  const everything = `
    select conrelid::regclass::text as on, conname as name, pg_get_constraintdef(oid) as definition, convalidated::text as state
    from pg_constraint where connamespace = 'public'::regnamespace
    union all select indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid), indisvalid::text
    from pg_index join pg_class on pg_class.oid = indexrelid where relnamespace = 'public'::regnamespace
    union all select tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgenabled::text from pg_trigger where not tgisinternal
    union all select nspname, 'schema', '', '' from pg_namespace where nspname !~ '^pg_'
    order by 1, 2, 3`

  expect(await rowsAt(url, everything)).toEqual(await rowsAt(databaseUrl(TEMPLATE), everything))
})

test('writes editions and their quotes as a publication compiles them', async () => {
  const editions = await db.edition.findMany({ include: { article: true } })
  const current = editions.filter(({ article, revision }) => article.revision === revision)

  for (const { article: _article, ...edition } of current) {
    const { articleId, revision, publishedAt } = edition
    const copy = await db.articleRevision.findUniqueOrThrow({
      where: { articleId_number: { articleId, number: revision } },
    })
    const quotes = await listQuotes(db, articleId)
    const rendering = renderMarkdown(copy.body)
    const frozen = await db.editionQuote.findMany({
      where: { editionId: edition.id },
      orderBy: { position: 'asc' },
    })

    expect(edition).toMatchObject(compileWords(copy, rendering, quotes))
    expect(frozen).toMatchObject(compileQuotes(quotes, rendering.text, copy.language, publishedAt))
  }
  expect(current.length).toBeGreaterThan(130)
  expect(editions.some(({ number }) => number === 2)).toBe(true)
})

test('counts comments and replies as the triggers would', async () => {
  const [counts] = await db.$queryRaw<object[]>`
    select (select count(*)::int from comment c where reply_count <>
        (select count(*) from comment r where r.shown_under_id = c.id and r.reachable)) as "wrongReplies",
      (select count(*)::int from article a
        where coalesce((select comment_count from discussion d where d.article_id = a.id), 0) <>
          (select count(*) from comment c where c.article_id = a.id and c.reachable and c.status = 'approved')) as "wrongCounts",
      (select count(*) > 100 from comment where reply_count > 0) as "hasReplies",
      (select count(distinct status)::int from comment) as statuses`

  expect(counts).toEqual({ wrongReplies: 0, wrongCounts: 0, hasReplies: true, statuses: 4 })
})

test('counts the quotes of speakers as the triggers would', async () => {
  const { counted, kept } = quoteCountsOf(db)

  expect((await kept()).size).toBeGreaterThan(20)
  expect(await kept()).toEqual(await counted())
})

test('makes a newsroom of which every public request is answered as documented', async () => {
  const app = await openApp(connection, files)
  const document: Document = JSON.parse(
    readFileSync(new URL('../../openapi/openapi.json', import.meta.url), 'utf8'),
  )
  const requests = publicRequests(document, await samplesOf(app))
  // Pairs of filters are for who looks at plans.
  const simple = requests.filter(({ url: address }) => (address.match(/[?&]/g) ?? []).length < 2)

  for (const request of simple) {
    const answer = await app.inject({ url: request.url })
    expect([request.url, answer.statusCode]).toEqual([request.url, 200])
    checkAnswer(app, 'GET', request.url, answer)
  }
  await app.close()
  expect(simple.length).toBeGreaterThan(150)
})

test('gives the same rows for the same seed, and fills no database twice', async () => {
  const digest = `select md5(string_agg(e::text, '' order by id)) as editions,
      (select md5(string_agg(q::text, '' order by edition_id, quote_id)) from edition_quote q) as quotes,
      (select md5(string_agg(c::text, '' order by id)) from comment c) as comments,
      (select md5(string_agg(v::text, '' order by position)) from event v) as log
    from (select id, article_id, slug, title, html, search, published_at from edition) e`
  const other = await makeDatabase(second)

  await fill(other, { ...options, jobs: 1 }, () => {})

  expect(await rowsAt(other, digest)).toEqual(await rowsAt(url, digest))
  await expect(fill(url, options, () => {})).rejects.toThrow('The database is not empty')
})
