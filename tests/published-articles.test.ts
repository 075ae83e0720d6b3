import { describe, expect, test } from '@jest/globals'
import { BODY, deskOf, UNKNOWN } from './support/desk.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, reader, statements } = await newsroom()
const desk = deskOf(editor)
const NIGHT = 'We will dredge at night,'
const SLEEP = 'Nobody will sleep, and nobody will drown.'

/** A published story with everything that delivery shows. */
async function story(members: object = {}) {
  const section = await desk.section('City')
  const tag = await desk.tag('Harbour')
  const author = await desk.author('Ines Marlow')
  const speaker = await desk.speaker({ description: 'Runs the harbour.' })
  const draft = await desk.draft({
    ...{
      section: 'city',
      tags: ['harbour'],
      contributors: [{ author: 'ines-marlow' }],
      edNote: 'Top secret',
    },
    dateline: { place: 'PORT ALDER', date: '2020-12-22' },
    ...members,
  })
  const segments = [{ exact: NIGHT }, { exact: SLEEP }]
  const said = { speakerId: speaker.id, roleAsStated: 'harbour master', channel: 'speech', saidAt: '2019-04' }
  const quote = await desk.quote(draft.id, { segments, ...said, review: 'confirmed' })
  const partial = { kind: 'partial', segments: [{ exact: 'the least bad of three' }], speakerUnknown: true }
  await desk.quote(draft.id, { ...partial, review: 'confirmed' })
  await desk.quote(draft.id, { segments: [{ exact: 'at night', prefix: 'dredge ' }] })
  await desk.publish(draft.id)
  return { id: draft.id as string, slug: draft.slug as string, quote, speaker, section, tag, author }
}

describe('GET /v1/articles/:id', () => {
  test('is the edition with what is joined live, in one statement', async () => {
    const { id, speaker, quote } = await story()
    statements.length = 0

    const shown = await reader('GET', `/v1/articles/${id}?include=quotes,speakers`)

    expect(statements).toHaveLength(1)
    expect(shown.body).toMatchObject({
      ...{
        id,
        slug: 'harbour',
        url: 'https://news.example/city/harbour',
        language: 'en',
        dir: 'ltr',
        kind: 'news',
      },
      dateline: { place: 'PORT ALDER', date: '2020-12-22', text: 'PORT ALDER, December 22, 2020' },
      authors: [{ slug: 'ines-marlow', name: 'Ines Marlow', role: null }],
      ...{ section: { slug: 'city', name: 'City' }, tags: [{ slug: 'harbour', name: 'Harbour' }] },
      ...{ edition: 1, wordCount: 35, image: null, correctionCount: 0, comments: { open: true, count: 0 } },
      speakers: [{ id: speaker.id, name: 'Mara Quint', description: 'Runs the harbour.' }],
    })
    expect(shown.body.quotes.data.map(({ text }: { text: string }) => text)).toEqual([
      `${NIGHT} ${SLEEP}`,
      'the least bad of three',
    ])
    expect(shown.body.quotes).toMatchObject({
      next: null,
      data: [{ id: quote.id, roleAsStated: 'harbour master' }, {}],
    })
    expect(shown.text).not.toContain('Top secret')
    expect(shown.text).not.toContain('review')
  })

  test('the HTML marks each confirmed segment; offsets are those of the text', async () => {
    const { id, quote } = await story()

    const html = (await reader('GET', `/v1/articles/${id}`)).body.body
    const text = (await reader('GET', `/v1/articles/${id}?body=text`)).body.body
    const markdown = (await reader('GET', `/v1/articles/${id}?body=markdown&fields=body`)).body

    expect(html.content).toContain(`<span id="q-${quote.id}" data-quote-id="${quote.id}">${NIGHT}</span>`)
    expect(html.content).toContain(`<span data-quote-id="${quote.id}">${SLEEP}</span>`)
    for (const { start, end, exact } of quote.segments) expect(text.content.slice(start, end)).toBe(exact)
    expect(markdown).toEqual({ id, body: { format: 'markdown', content: BODY } })
  })

  test('hostile Markdown comes out harmless', async () => {
    const { id } = await story({
      body: `${BODY}\n\n<img src=x onerror=alert(1)>[x](javascript:alert(1))<script>alert(1)</script>`,
    })

    const { content } = (await reader('GET', `/v1/articles/${id}`)).body.body

    expect(content).not.toMatch(/onerror|javascript:|<script/)
  })

  test('a reader’s browser is answered 304, caches are told for how long and what it depends on', async () => {
    const { id, section, tag, author, speaker } = await story()
    const shown = await reader('GET', `/v1/articles/${id}`)
    const whole = await reader('GET', `/v1/articles/${id}?include=quotes,speakers`)
    const quotes = await reader('GET', `/v1/articles/${id}/quotes`)
    const headers = { 'if-none-match': String(shown.headers.etag), 'cache-control': 'no-cache' }

    const again = await reader('GET', `/v1/articles/${id}`, undefined, headers)
    const head = await reader('HEAD', `/v1/articles/${id}`)
    const known = await reader('HEAD', `/v1/articles/${id}`, undefined, headers)

    expect(shown.headers.etag).toMatch(/^W\/"/)
    expect(shown.headers['cache-control']).toBe('public, max-age=10, stale-while-revalidate=20')
    const own = `section:${section.id},tag:${tag.id},author:${author.id}`
    expect(shown.headers['cache-tag']).toBe(`article:${id},${own}`)
    expect(whole.headers['cache-tag']).toBe(`article:${id},${own},speaker:${speaker.id}`)
    expect(quotes.headers['cache-tag']).toBe(
      `article:${id},quotes,speaker:${speaker.id},section:${section.id}`,
    )
    expect(shown.text).not.toContain(section.id)
    expect(again).toMatchObject({ status: 304, text: '' })
    const length = String(Buffer.byteLength(shown.text))
    const { etag } = shown.headers
    expect(head).toMatchObject({ status: 200, text: '', headers: { etag, 'content-length': length } })
    // What a GET would have sent, or no length at all (RFC 9110, 8.6).
    expect(known).toMatchObject({ status: 304, text: '', headers: { etag } })
    expect([undefined, length]).toContain(known.headers['content-length'])
    expect((await reader('GET', `/v1/articles/${UNKNOWN}`)).headers['cache-control']).toBe('no-store')
  })

  test('of more tags than fit the largest kinds are named as a whole', async () => {
    const author = await desk.author('Ines Marlow')
    const slugs = Array.from({ length: 96 }, (_, i) => `tag-${i}`)
    await db.tag.createMany({ data: slugs.map((slug) => ({ slug, name: slug, updatedBy: 'A test' })) })
    for (let i = 0; i < 12; i++) {
      const tags = slugs.slice(8 * i, 8 * i + 8)
      const { id } = await desk.draft({ tags, contributors: [{ author: 'ines-marlow' }] })
      await desk.publish(id)
    }

    const { headers, body } = await reader('GET', '/v1/articles?limit=100')

    const named = String(headers['cache-tag']).split(',')
    const articles = body.data.map(({ id }: { id: string }) => `article:${id}`)
    expect(new Set(named)).toEqual(new Set(['articles', 'tags', `author:${author.id}`, ...articles]))
  })

  test('names are as they are now, words as they were published', async () => {
    const { id, speaker } = await story()
    await editor(
      'PATCH',
      `/v1/editorial/speakers/${speaker.id}`,
      { name: 'Mara Quint-Vale' },
      { 'if-match': '"1"' },
    )
    await desk.change(id, { title: 'Changed', summary: 'Changed' })

    const shown = await reader('GET', `/v1/articles/${id}?include=quotes`)

    expect(shown.body).toMatchObject({ title: 'Harbour', summary: null })
    expect(shown.body.quotes.data[0]).toMatchObject({
      speaker: { name: 'Mara Quint-Vale' },
      roleAsStated: 'harbour master',
    })
  })

  test('right to left is known from the script', async () => {
    const { id } = await story({ language: 'fa' })

    expect((await reader('GET', `/v1/articles/${id}`)).body).toMatchObject({ dir: 'rtl', language: 'fa' })
  })

  test.each([
    'fields=nothing',
    'include=comments',
    'body=pdf',
    'draft=1',
    'fields=',
    'include=quotes&include=speakers',
  ])('400 for ?%s', async (query) => {
    expect((await reader('GET', `/v1/articles/${UNKNOWN}?${query}`)).body.code).toBe('validation')
  })

  test('400 for an id that is none', async () => {
    expect((await reader('GET', '/v1/articles/urn:uuid:0190a000-0000-7000-8000-000000000000')).status).toBe(
      400,
    )
  })

  test('more quotes than fit go on where next points', async () => {
    const body = Array.from({ length: 25 }, (_, i) => `“Sentence number ${i},” he said.`).join('\n\n')
    const { id } = await desk.draft({ body })
    for (let i = 24; i >= 0; i--) {
      await desk.quote(id, {
        segments: [{ exact: `Sentence number ${i},` }],
        speakerUnknown: true,
        review: 'confirmed',
      })
    }
    await desk.publish(id)

    const { quotes } = (await reader('GET', `/v1/articles/${id}?include=quotes`)).body
    const rest = await reader('GET', quotes.next)

    const texts = [...quotes.data, ...rest.body.data].map(({ text }: { text: string }) => text)
    expect(quotes.data).toHaveLength(20)
    expect(texts).toEqual(Array.from({ length: 25 }, (_, i) => `Sentence number ${i},`))
    expect(rest.body.page.next).toBeNull()
  })
})

describe('GET /v1/articles/by-slug/:slug', () => {
  test('a former slug leads on, with the query', async () => {
    const { id } = await story()
    await desk.change(id, { slug: 'renamed' })
    expect((await reader('GET', '/v1/articles/by-slug/renamed')).status).toBe(404)
    await desk.publish(id)

    const moved = await reader('GET', '/v1/articles/by-slug/harbour?include=quotes&fields=title')

    expect(moved.status).toBe(308)
    expect(moved.headers).toMatchObject({
      location: '/v1/articles/by-slug/renamed?include=quotes&fields=title',
      'cache-control': 'public, max-age=60',
    })
    expect((await reader('GET', String(moved.headers.location))).body).toMatchObject({ id, title: 'Harbour' })
    await desk.withdraw(id, 'withheld')
    expect((await reader('GET', '/v1/articles/by-slug/harbour')).status).toBe(404)
  })
})

describe('GET /v1/articles', () => {
  const published = async (title: string, firstPublishedAt: string, members: object = {}) => {
    const { id } = await desk.draft({ title, firstPublishedAt, ...members })
    await desk.publish(id)
    return id
  }
  const titles = async (query: string) =>
    (await reader('GET', `/v1/articles?${query}`)).body.data.map(({ title }: { title: string }) => title)

  test('newest first, each once, while others are published in between', async () => {
    for (const day of ['01', '02', '03']) await published(`Day ${day}`, `2026-01-${day}T00:00:00Z`)
    const first = await reader('GET', '/v1/articles?limit=2&count=exact')
    await published('Day 04', '2026-01-04T00:00:00Z')

    const second = await reader('GET', `/v1/articles?limit=2&cursor=${first.body.page.next}`)

    expect([...first.body.data, ...second.body.data].map(({ title }) => title)).toEqual([
      'Day 03',
      'Day 02',
      'Day 01',
    ])
    expect(first.body.page.count).toBe(3)
    expect(first.headers.link).toBe(
      `</v1/articles?limit=2&count=exact&cursor=${first.body.page.next}>; rel="next"`,
    )
    expect(first.body.data[0]).not.toHaveProperty('body')
    expect(await titles('sort=publishedAt&limit=1')).toEqual(['Day 01'])
  })

  test('articles of the same instant are each shown once', async () => {
    for (const title of ['A', 'B', 'C']) await published(title, '2026-01-01T00:00:00Z')
    const first = await reader('GET', '/v1/articles?limit=1')
    const second = await reader('GET', `/v1/articles?limit=1&cursor=${first.body.page.next}`)
    const third = await reader('GET', `/v1/articles?limit=1&cursor=${second.body.page.next}`)

    const seen = [first, second, third].map(({ body }) => body.data[0].title)
    expect(seen.sort()).toEqual(['A', 'B', 'C'])
    expect(third.body.page.next).toBeNull()
  })

  test('filters by what is public, by id or slug', async () => {
    const section = await desk.section('City')
    await desk.section('World')
    await desk.tag('Harbour')
    await desk.author('Ines Marlow')
    await published('One', '2026-01-01T00:00:00Z', { section: 'city', tags: ['harbour'] })
    await published('Two', '2026-01-02T00:00:00Z', {
      section: 'world',
      contributors: [{ author: 'ines-marlow' }],
    })
    await published('Three', '2026-01-03T00:00:00Z', { language: 'de', kind: 'opinion' })

    expect(await titles(`section=${section.id}`)).toEqual(['One'])
    expect(await titles('section=world,city')).toEqual(['Two', 'One'])
    expect(await titles('section=city&tag=harbour')).toEqual(['One'])
    expect(await titles('section=world&tag=harbour')).toEqual([])
    expect(await titles('author=ines-marlow')).toEqual(['Two'])
    expect(await titles('author=nobody')).toEqual([])
    expect(await titles('language=DE&kind=opinion')).toEqual(['Three'])
    expect(await titles(`section=${section.id.toUpperCase()}`)).toEqual(['One'])
    expect(
      await titles('publishedAt[gte]=2026-01-02T00:00:00Z&publishedAt[lt]=2026-01-03T00:00:00Z'),
    ).toEqual(['Two'])
    expect((await reader('GET', '/v1/tags/harbour/articles')).body.data).toMatchObject([{ title: 'One' }])
    expect((await reader('GET', '/v1/sections/world/articles')).body.data).toMatchObject([{ title: 'Two' }])
    expect((await reader('GET', '/v1/authors/nobody/articles')).status).toBe(404)
  })

  test('embeds quotes and speakers, in one statement', async () => {
    const { speaker } = await story()
    statements.length = 0

    const list = await reader(
      'GET',
      `/v1/articles?include=quotes,speakers&fields=title&speaker=${speaker.slug}`,
    )

    expect(statements).toHaveLength(1)
    expect(list.body.data).toMatchObject([
      { title: 'Harbour', quotes: { data: [{}, {}] }, speakers: [{ name: 'Mara Quint' }] },
    ])
    expect(list.body.data[0]).not.toHaveProperty('summary')
  })

  test.each([
    'limit=0',
    'limit=101',
    'limit=0x10',
    'limit=1e1',
    'limit=+7',
    'limit=16.0',
    'limit=1&limit=2',
    'limit=',
  ])('400 for ?%s', async (query) => {
    const refused = await reader('GET', `/v1/articles?${query}`)

    expect(refused.body).toMatchObject({ status: 400, errors: [{ parameter: 'limit' }] })
  })

  test.each([
    'edNote=x',
    'state=draft',
    'sort=title',
    'section=',
    'section[ne]=x',
    'publishedAt[gte]=yesterday',
    'publishedAt[gte]=2026-02-30T00:00:00Z',
    'kind=News',
    'section=%00',
    'offset=1',
    '__proto__=1',
  ])('400 for ?%s', async (query) => {
    expect((await reader('GET', `/v1/articles?${query}`)).body).toMatchObject({
      status: 400,
      code: 'validation',
    })
  })

  test('a cursor works on its own list only', async () => {
    for (const day of ['01', '02', '03']) await published(`Day ${day}`, `2026-01-${day}T00:00:00Z`)
    const { next } = (await reader('GET', '/v1/articles?limit=1&language=en')).body.page
    const code = async (path: string) => (await reader('GET', path)).body.code

    expect(await titles(`language=en&limit=2&cursor=${next}`)).toEqual(['Day 02', 'Day 01'])
    expect(await code(`/v1/articles?cursor=${next}`)).toBe('invalid-cursor')
    expect(await code(`/v1/articles?language=en&sort=publishedAt&cursor=${next}`)).toBe('invalid-cursor')
    expect(await code(`/v1/quotes?language=en&cursor=${next}`)).toBe('invalid-cursor')
    expect(await code(`/v1/articles?language=en&cursor=${next.slice(0, -1)}`)).toBe('invalid-cursor')
    expect(await code('/v1/articles?cursor=%F0%9F%A6%AD')).toBe('invalid-cursor')
  })
})

describe('GET /v1/quotes', () => {
  const texts = async (query: string) =>
    (await reader('GET', `/v1/quotes?${query}`)).body.data.map(({ text }: { text: string }) => text)
  const whole = `${NIGHT} ${SLEEP}`

  test('everything somebody said between dates, vague ones by overlap', async () => {
    const { speaker, slug } = await story()

    expect(await texts(`speaker=${speaker.slug}`)).toEqual([whole])
    expect(await texts('saidAt[gte]=2019-04-30T00:00:00Z')).toEqual([whole])
    expect(await texts('saidAt[gte]=2019-05-01T00:00:00Z')).toEqual([])
    expect(await texts('saidAt[lt]=2019-04-01T00:00:00Z')).toEqual([])
    expect(await texts('saidAt[gte]=2019-04-10T00:00:00Z&saidAt[lt]=2019-04-11T00:00:00Z')).toEqual([whole])
    expect(await texts('channel=speech&kind=direct,partial&language=en')).toEqual([whole])
    expect(await texts(`article=${slug}`)).toHaveLength(2)
    expect(await texts('speaker=nobody')).toEqual([])
  })

  test('one quote, with its place in the article on the site', async () => {
    const { quote, id } = await story()

    const shown = await reader('GET', `/v1/quotes/${quote.id}`)

    expect(shown.body).toMatchObject({
      articleId: id,
      text: whole,
      verification: 'unverified',
      lifecycle: 'active',
    })
    expect(shown.body.deepLink).toMatch(/^https:\/\/news\.example\/city\/harbour#:~:text=/)
    await desk.withdraw(id, 'withheld')
    expect((await reader('GET', `/v1/quotes/${quote.id}`)).status).toBe(404)
  })

  test('of a speaker', async () => {
    const { speaker } = await story()

    expect((await reader('GET', `/v1/speakers/${speaker.id}/quotes?fields=text`)).body.data).toMatchObject([
      { text: whole },
    ])
    expect((await reader('GET', `/v1/speakers/${UNKNOWN}/quotes`)).status).toBe(404)
  })
})
