import { describe, expect, test } from '@jest/globals'
import { deskOf } from './support/desk.ts'
import { anEdition } from './support/editions.ts'
import { newsroom } from './support/newsroom.ts'
import { busiestStep } from './support/plans.ts'
import { all, readXml, textIn } from './support/xml.ts'

const { db, editor, reader, statements } = await newsroom()
const desk = deskOf(editor)

const HOUR_MINUTES = 60
const DAY_MINUTES = 24 * HOUR_MINUTES
const HOSTILE = 'Tea & <b>“scones”</b> ]]> 🫖 \u202Bשלום\u202C'

const read = async (path: string) => readXml((await reader('GET', path)).text)
const locsAt = async (path: string) => all(await read(path), 'loc').map(({ text }) => text)
const monthsAgo = (months: number) => {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 15))
}
const nameOf = (date: Date) => `articles-${date.toISOString().slice(0, 7)}.xml`

async function publishedAt(date: Date, published: Parameters<typeof anEdition>[1] = {}) {
  const edition = await anEdition(db, published)
  await db.edition.updateMany({
    where: { articleId: edition.id },
    data: { publishedAt: date, validFrom: date },
  })
  return edition
}

/** Articles by the thousand, straight into the tables: with what a sitemap reads and nothing else. */
async function many(count: number, from: string): Promise<void> {
  await db.$executeRawUnsafe(`do $$ begin
    set local session_replication_role = 'replica';
    insert into article (id, pub_status, state, translation_group_id, updated_by, updated_at)
      select gen_random_uuid(), 'usable', 'published', gen_random_uuid(), 'Test', now() from generate_series(1, ${count});
    insert into edition (id, article_id, number, revision, publish_at, valid_from, published_at, slug, title, kind,
        language, markdown, html, text, word_count, search, created_by)
      select gen_random_uuid(), id, 1, 1, at, at, at, 'story-' || id, 'A story', 'news', 'en', '', '', '', 1, '', 'Test'
      from (select id, ${from} + row_number() over (order by id) * interval '1 second' as at from article) a;
  end $$`)
}

describe('GET /sitemap.xml', () => {
  test('has the months in which something was published that is visible, and when they changed, in one statement', async () => {
    const [older, newer] = [monthsAgo(40), monthsAgo(2)]
    await publishedAt(newer)
    await publishedAt(older)
    await publishedAt(new Date(older.getTime() + 3_600_000))
    statements.length = 0

    const answer = await reader('GET', '/sitemap.xml')

    expect(statements).toHaveLength(1)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/xml; charset=utf-8',
      'cache-tag': 'articles',
      'cache-control': 'public, max-age=10, stale-while-revalidate=20',
    })
    const index = readXml(answer.text)
    expect(index).toMatchObject({
      name: 'sitemapindex',
      attributes: { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' },
    })
    expect(all(index, 'sitemap').map((each) => [textIn(each, 'loc'), textIn(each, 'lastmod')])).toEqual([
      ['http://127.0.0.1:3000/sitemaps/news.xml', undefined],
      [`http://127.0.0.1:3000/sitemaps/${nameOf(newer)}`, newer.toISOString()],
      [
        `http://127.0.0.1:3000/sitemaps/${nameOf(older)}`,
        new Date(older.getTime() + 3_600_000).toISOString(),
      ],
    ])
  })

  test('tells nothing of months with hidden articles only', async () => {
    await publishedAt(monthsAgo(5), { pubStatus: 'withheld' })
    const past = await publishedAt(monthsAgo(6))
    await db.edition.updateMany({ where: { articleId: past.id }, data: { validTo: monthsAgo(4) } })
    await anEdition(db, { from: 60 * DAY_MINUTES })

    expect(await locsAt('/sitemap.xml')).toEqual(['http://127.0.0.1:3000/sitemaps/news.xml'])
  })

  test('goes from month to month and never through all articles', async () => {
    await many(3000, `timestamptz '2021-03-02Z'`)
    await db.$executeRaw`analyze edition, article`
    statements.length = 0
    await reader('GET', '/sitemap.xml')

    const busiest = await busiestStep(db, statements[0] ?? '', [])

    // The articles of a month are counted in the index alone; everything else touches a row per month.
    expect(busiest).toBeLessThanOrEqual(3000)
  })
})

describe('GET /sitemaps/:name', () => {
  test('has the articles of a month, as readers find them, in one statement', async () => {
    const section = await desk.section('City & Harbour')
    const date = monthsAgo(3)
    const later = await publishedAt(new Date(date.getTime() + 1000), { section: section.id })
    const first = await publishedAt(date)
    await publishedAt(monthsAgo(4))
    await publishedAt(date, { pubStatus: 'withheld' })
    statements.length = 0

    const urls = all(await read(`/sitemaps/${nameOf(date)}`), 'url')

    expect(statements).toHaveLength(1)
    expect(urls.map((each) => [textIn(each, 'loc'), textIn(each, 'lastmod')])).toEqual([
      [`https://news.example/${first.slug}`, date.toISOString()],
      [`https://news.example/city-harbour/${later.slug}`, new Date(date.getTime() + 1000).toISOString()],
    ])
  })

  test('splits a month with more than 10,000, without repeating or losing any', async () => {
    await many(10_001, `timestamptz '2021-03-02Z'`)

    const index = await locsAt('/sitemap.xml')
    const pages = [
      await locsAt('/sitemaps/articles-2021-03.xml'),
      await locsAt('/sitemaps/articles-2021-03-2.xml'),
    ]

    expect(index).toEqual(
      ['news.xml', 'articles-2021-03.xml', 'articles-2021-03-2.xml'].map(
        (name) => `http://127.0.0.1:3000/sitemaps/${name}`,
      ),
    )
    expect(pages.map(({ length }) => length)).toEqual([10_000, 1])
    expect(new Set(pages.flat()).size).toBe(10_001)
  })

  test.each([
    'articles-2021-03.xml',
    'articles-2021-13.xml',
    'articles-0000-01.xml',
    'articles-2021-03-1.xml',
    'articles-2021-03-99999.xml',
    'authors.xml',
    'articles-.xml',
  ])('%s is 404 where there is nothing', async (name) => {
    expect((await reader('GET', `/sitemaps/${name}`)).body).toMatchObject({ status: 404, code: 'not-found' })
  })
})

describe('GET /sitemaps/news.xml', () => {
  test('has the last two days by Google’s rules, newest first', async () => {
    const article = await desk.draft({ title: HOSTILE, slug: 'tea', language: 'zh-TW' })
    await desk.publish(article.id)
    const older = await anEdition(db, { from: -47 * HOUR_MINUTES })
    await anEdition(db, { from: -49 * HOUR_MINUTES })
    await anEdition(db, { pubStatus: 'withheld' })
    await anEdition(db, { from: 30 })
    statements.length = 0

    const urlset = await read('/sitemaps/news.xml')

    expect(statements).toHaveLength(1)
    expect(urlset.attributes['xmlns:news']).toBe('http://www.google.com/schemas/sitemap-news/0.9')
    const urls = all(urlset, 'url')
    expect(urls.map((url) => textIn(url, 'loc'))).toEqual([
      'https://news.example/tea',
      `https://news.example/${older.slug}`,
    ])
    const [news] = urls.flatMap((url) => all(url, 'news:news'))
    if (!news) throw new Error('There is no news.')
    expect(textIn(news, 'news:title')).toBe(HOSTILE)
    expect(textIn(news, 'news:publication_date')).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/)
    expect(all(news, 'news:name')[0]?.text).toBe('Port Alder Courier')
    expect(all(urlset, 'news:language').map(({ text }) => text)).toEqual(['zh-tw', 'en'])
  })

  test('has the newest 1,000', async () => {
    await many(1001, `now() - interval '1 hour'`)

    const dates = all(await read('/sitemaps/news.xml'), 'news:publication_date').map(({ text }) => text)

    expect(dates).toHaveLength(1000)
    expect(dates).toEqual([...dates].sort().reverse())
  })

  test('is kept no longer than its oldest article is news', async () => {
    const { id } = await anEdition(db)
    const data = { publishedAt: new Date(Date.now() - 48 * 3_600_000 + 6000) }
    await db.edition.updateMany({ where: { articleId: id }, data })

    const { headers } = await reader('GET', '/sitemaps/news.xml')

    expect(headers['cache-control']).toMatch(/^public, max-age=[3-5], stale-while-revalidate=0$/)
  })
})

describe('GET /robots.txt', () => {
  test('keeps robots from the desk and leads them to the sitemaps', async () => {
    const { text, headers } = await reader('GET', '/robots.txt')

    expect(headers['content-type']).toBe('text/plain; charset=utf-8')
    for (const path of ['editorial', 'moderation', 'admin', 'preview']) {
      expect(text).toContain(`\nDisallow: /v1/${path}/\n`)
    }
    expect(text).toContain('\nSitemap: http://127.0.0.1:3000/sitemap.xml\n')
  })
})
