import { describe, expect, test } from '@jest/globals'
import { carryOutImports } from '../src/features/imports/jobs.ts'
import { writeImported } from '../src/start/write-imported.ts'
import { diskFiles } from '../src/storage/disk.ts'
import { type Post, postsXml } from './support/article-exports.ts'
import { anArticle } from './support/articles.ts'
import { wxrXml } from './support/exports.ts'
import { temporaryFolder } from './support/folder.ts'
import { runToTheEnd } from './support/jobs.ts'
import { type Caller, newsroom } from './support/newsroom.ts'

const files = diskFiles(temporaryFolder())
const { db, reader, writer, editor, moderator, admin } = await newsroom({}, files)
const URL = '/v1/editorial/imports'
const XML = { 'content-type': 'application/xml' }
const JSON_TYPE = { 'content-type': 'application/json' }
const TEXT = { 'content-type': 'text/plain; charset=utf-8' }
const NOW = Date.now()
const inDays = (days: number) => new Date(NOW + days * 86_400_000).toISOString()

const carryOut = () => runToTheEnd(carryOutImports(writeImported), db, { files })

/** Imports the file to its end, and returns what is told of it. */
async function imported(file: string, query: string, headers: Record<string, string>, who: Caller = editor) {
  const sent = await who('POST', `${URL}?${query}`, file, headers)
  expect(sent.status).toBe(202)
  await carryOut()
  return (await who('GET', String(sent.headers.location))).body
}
const importPosts = (posts: readonly Post[], query = 'kind=wxr_articles&publish=true') =>
  imported(postsXml(posts), query, XML)
const importNinjs = (items: unknown, query = 'kind=ninjs_articles&publish=true') =>
  imported(JSON.stringify(items), query, JSON_TYPE)

const bySlug = async (slug: string) => (await editor('GET', `/v1/editorial/articles/by-slug/${slug}`)).body
const publicly = (slug: string) => reader('GET', `/v1/articles/by-slug/${slug}`)
const codesOf = (body: { findings: { code: string; count: number }[] }) =>
  Object.fromEntries(body.findings.map(({ code, count }) => [code, count]))

describe('an import of posts of WordPress', () => {
  test('publishes what was public there, with its times, section, tags and author', async () => {
    const told = await importPosts([
      {
        key: '7',
        title: 'Ferry &amp; tide',
        slug: 'ferry-and-tide',
        excerpt: 'What <em>happened</em>.',
        html: '<h2>At dawn</h2>\n<p>“We sail,” said <strong>Mara</strong>. <a href="/tide">More</a></p>',
        at: '2015-03-01 12:00:00',
        changedAt: '2015-03-04 08:00:00',
        categories: { harbour: 'The Harbour', ships: 'Ships' },
        tags: { mara: 'Mara Quint' },
      },
    ])

    expect(told).toMatchObject({
      kind: 'wxr_articles',
      publish: true,
      language: null,
      status: 'done',
      ...{ total: 1, done: 1, imported: 1, skipped: 0, findings: [] },
    })
    expect((await publicly('ferry-and-tide')).body).toMatchObject({
      title: 'Ferry & tide',
      language: 'en-GB',
      summary: 'What happened.',
      section: { slug: 'harbour', name: 'The Harbour' },
      tags: [
        { slug: 'ships', name: 'Ships' },
        { slug: 'mara', name: 'Mara Quint' },
      ],
      authors: [{ name: 'Ines Marlow' }],
      edition: 1,
      publishedAt: '2015-03-01T12:00:00.000Z',
      updatedAt: '2015-03-04T08:00:00.000Z',
      body: {
        content: expect.stringContaining(
          '<p>“We sail,” said <strong>Mara</strong>. <a href="https://old.example/tide"',
        ),
      },
    })
    expect((await bySlug('ferry-and-tide')).updatedBy).toBe('Test editor')
  })

  test('brings drafts unless it is asked to publish, and keeps when they were first published', async () => {
    await importPosts([{ key: '1' }], 'kind=wxr_articles')

    expect(await bySlug('story-1')).toMatchObject({
      state: 'draft',
      edition: null,
      firstPublishedAt: '2015-03-01T12:00:00.000Z',
    })
    expect((await publicly('story-1')).status).toBe(404)
  })

  test('publishes nothing that was hidden there: drafts, private posts, and those behind a password', async () => {
    const told = await importPosts([
      { key: '1', status: 'draft' },
      { key: '2', status: 'private' },
      { key: '3', status: 'pending' },
      { key: '4', password: 'sesame' },
      { key: '5', status: 'trash' },
      { key: '6', type: 'page' },
      { key: '7', type: 'attachment' },
    ])

    expect(told).toMatchObject({ total: 6, imported: 4, skipped: 2 })
    expect(codesOf(told)).toEqual({ deleted: 1, 'not-an-article': 1 })
    expect((await reader('GET', '/v1/articles')).body.data).toEqual([])
    for (const key of ['1', '2', '3', '4']) expect((await bySlug(`story-${key}`)).state).toBe('draft')
  })

  test('schedules what was to come there', async () => {
    const at = inDays(3).slice(0, 19).replace('T', ' ')

    await importPosts([{ key: '1', status: 'future', at }])

    const { state, scheduled } = await bySlug('story-1')
    expect(state).toBe('scheduled')
    expect(Date.parse(scheduled.publishAt)).toBe(Date.parse(`${at.replace(' ', 'T')}Z`))
    expect((await publicly('story-1')).status).toBe(404)
  })

  test('says of a draft when it was to be published', async () => {
    const at = inDays(3).slice(0, 19).replace('T', ' ')

    await importPosts([{ key: '1', status: 'future', at }], 'kind=wxr_articles')

    expect((await bySlug('story-1')).edNote).toBe(`Was to be published at ${at.replace(' ', 'T')}.000Z.`)
  })

  test('brings nothing twice, not even what was deleted here since', async () => {
    await importPosts([{ key: '1' }, { key: '2' }], 'kind=wxr_articles')
    const { id, version } = await bySlug('story-1')
    await editor('DELETE', `/v1/editorial/articles/${id}`, undefined, { 'if-match': `"${version}"` })

    const again = await importPosts([{ key: '1' }, { key: '2' }, { key: '3' }])

    expect(again).toMatchObject({ imported: 1, skipped: 2 })
    expect(codesOf(again)).toEqual({ known: 2 })
    expect((await bySlug('story-2')).state).toBe('draft')
  })

  test('gives another slug where one is taken, or spelled as slugs are not', async () => {
    const { slug } = await anArticle(db)

    const told = await importPosts([
      { key: '1', slug },
      { key: '2', slug: '%d1%84%d0%b5%d1%80%d1%80%d0%b8' },
      { key: '3', slug: '' },
    ])

    expect(codesOf(told)).toEqual({ 'slug-taken': 1, 'slug-respelled': 1 })
    expect((await publicly(`${slug}-2`)).body.title).toBe('Story 1')
    expect((await publicly('ferri')).body.title).toBe('Story 2')
    expect((await publicly('story-3')).body.title).toBe('Story 3')
  })

  test('tells what it changed and what it left out', async () => {
    const told = await importPosts([
      { key: '1', title: '' },
      {
        key: '2',
        html: '<p>See</p><img src="/a.jpg" alt="A ship"><iframe src="https://x.example"></iframe>',
      },
      { key: '3', html: '[gallery ids="1,2"]' },
      { key: '4', title: 'x'.repeat(400) },
      { key: '5', at: '0000-00-00 00:00:00' },
      { key: '6', html: '<b a=1>'.repeat(300) },
      { key: '', title: 'Nameless' },
    ])

    expect(codesOf(told)).toEqual({
      ...{ 'title-missing': 1, 'images-elsewhere': 1, 'embeds-removed': 1 },
      ...{ empty: 1, shortened: 1, unreadable: 1, 'key-missing': 1 },
    })
    expect((await bySlug('story-1')).title).toBe('Words of 1.')
    expect((await bySlug('story-2')).body).toBe('See\n\n![A ship](https://old.example/a.jpg)')
  })

  test('leaves out what no article may be, and goes on', async () => {
    const told = await importPosts([{ key: '1', html: '<p>x'.repeat(6000) }, { key: '2' }])

    expect(told).toMatchObject({ imported: 1, skipped: 1 })
    expect(told.findings).toMatchObject([{ code: 'unfit' }])
  })

  test('closes the comments that were closed there, and takes those of the same file', async () => {
    await importPosts([{ key: '1', comments: 'closed' }, { key: '2' }])
    await imported(wxrXml([{ key: '9', slug: 'story-2' }]), 'kind=wxr_comments', XML, admin)

    expect((await publicly('story-1')).body.comments).toMatchObject({ open: false })
    expect((await publicly('story-2')).body.comments).toMatchObject({ open: true, count: 1 })
  })

  test('tells the change feed of each', async () => {
    await importPosts([{ key: '1' }, { key: '2', status: 'draft' }])

    const { data } = (await reader('GET', '/v1/changes?types=article.published')).body
    expect(data).toMatchObject([{ type: 'article.published', subject: { slug: 'story-1' } }])
  })

  test('is done once when two instances work on it', async () => {
    const posts = Array.from({ length: 12 }, (_, index) => ({ key: String(index + 1), tags: { sea: 'Sea' } }))
    await editor('POST', `${URL}?kind=wxr_articles&publish=true`, postsXml(posts), XML)
    await editor('POST', `${URL}?kind=wxr_articles&publish=true`, postsXml(posts), XML)

    await Promise.all([carryOut(), carryOut()])

    const { data } = (await editor('GET', URL)).body
    expect(
      data.map(({ imported, skipped }: Record<string, number>) => Number(imported) + Number(skipped)),
    ).toEqual([12, 12])
    expect((await reader('GET', '/v1/articles?count=exact')).body.page.count).toBe(12)
  })

  test('goes on where a process stopped', async () => {
    const posts = Array.from({ length: 5 }, (_, index) => ({ key: String(index + 1) }))
    const { body } = await editor('POST', `${URL}?kind=wxr_articles`, postsXml(posts), XML)
    const stopping = new AbortController()
    let written = 0
    const job = carryOutImports(async (act, order) => {
      written++
      if (written === 2) stopping.abort()
      return writeImported(act, order)
    })

    await job.run({ db, files } as never, stopping.signal)

    expect((await editor('GET', `${URL}/${body.id}`)).body).toMatchObject({
      status: 'running',
      done: 2,
      total: 5,
    })
    await carryOut()
    expect((await editor('GET', `${URL}/${body.id}`)).body).toMatchObject({ status: 'done', imported: 5 })
  })

  test('fails whole where the server fails in its middle, and what came before stays', async () => {
    const { body } = await editor(
      'POST',
      `${URL}?kind=wxr_articles`,
      postsXml([{ key: '1' }, { key: '2' }]),
      XML,
    )
    let written = 0
    const job = carryOutImports(async (act, order) => {
      written++
      if (written === 2) throw new Error('A planted failure.')
      return writeImported(act, order)
    })

    await expect(job.run({ db, files } as never, new AbortController().signal)).rejects.toThrow('planted')

    expect((await editor('GET', `${URL}/${body.id}`)).body).toMatchObject({
      ...{ status: 'failed', done: 1, imported: 1 },
      failure: 'The server failed. Its log says more.',
    })
    expect((await bySlug('story-1')).state).toBe('draft')
  })

  test('brings nothing of a file that is damaged at its end', async () => {
    const told = await imported(postsXml([{ key: '1' }]).replace('</rss>', ''), 'kind=wxr_articles', XML)

    expect(told).toMatchObject({
      status: 'failed',
      imported: 0,
      failure: expect.stringContaining('well-formed'),
    })
    expect((await editor('GET', '/v1/editorial/articles')).body.data).toEqual([])
  })
})

describe('an import of ninjs', () => {
  const item = {
    uri: 'https://agency.example/items/1',
    standard: { name: 'ninjs', version: '3.1' },
    type: 'text',
    pubStatus: 'usable',
    language: 'en',
    urgency: 3,
    firstCreated: '2024-05-01T08:00:00+02:00',
    versionCreated: '2024-05-01T09:30:00+02:00',
    slugline: 'ferry-tide',
    located: 'PORT ALDER',
    by: 'By Ines Marlow',
    edNote: 'Check the tide table.',
    headlines: [
      { role: 'main', value: 'Ferry waits for the tide' },
      { role: 'subtitle', value: 'For the third day' },
    ],
    descriptions: [{ role: 'summary', contentType: 'text/plain', value: 'It waits.' }],
    bodies: [
      { role: 'main', contentType: 'text/plain', value: 'Plain.' },
      { role: 'main', contentType: 'text/html', value: '<p>It <em>waits</em>.</p>' },
    ],
    subjects: [
      { name: 'The Harbour', rel: 'category', literal: 'harbour' },
      { name: 'Tides', rel: 'about' },
    ],
    people: [{ name: 'Ines Marlow', rel: 'creator' }],
    infoSources: [{ name: 'Coast News Agency', role: 'supplier', uri: 'https://agency.example/' }],
    copyrightHolder: 'Coast News Agency',
    usageTerms: 'Not for resale.',
    altIds: [{ role: 'slug', value: 'ferry-waits' }],
    genres: [{ name: 'Analysis', literal: 'analysis' }],
  }

  test('takes its words, its credits and its times', async () => {
    const told = await importNinjs(item)

    expect(told).toMatchObject({ status: 'done', imported: 1, findings: [] })
    expect(await bySlug('ferry-waits')).toMatchObject({
      ...{ title: 'Ferry waits for the tide', subtitle: 'For the third day', summary: 'It waits.' },
      ...{
        body: 'It *waits*.',
        language: 'en',
        kind: 'analysis',
        urgency: 3,
        edNote: 'Check the tide table.',
      },
      ...{ slugline: 'ferry-tide', byline: 'By Ines Marlow', dateline: { place: 'PORT ALDER' } },
      ...{ section: 'harbour', tags: ['tides'], contributors: [{ author: 'ines-marlow' }] },
      source: { name: 'Coast News Agency', url: 'https://agency.example/' },
      rights: { copyrightHolder: 'Coast News Agency', usageTerms: 'Not for resale.' },
      state: 'published',
    })
    expect((await publicly('ferry-waits')).body).toMatchObject({
      publishedAt: '2024-05-01T06:00:00.000Z',
      updatedAt: '2024-05-01T07:30:00.000Z',
    })
  })

  test('finds a tag again that no letters spell', async () => {
    const one = { ...item, subjects: [{ name: '⚓', rel: 'about' }] }
    await importNinjs({ ...one, uri: 'https://agency.example/anchor/1', altIds: [] })
    await importNinjs({ ...one, uri: 'https://agency.example/anchor/2', altIds: [] })

    expect(await db.revisionTag.count()).toBe(2)
    expect(await db.tag.findMany({ select: { name: true } })).toEqual([{ name: '⚓' }])
  })

  test('reads version 1 as well', async () => {
    await importNinjs({
      uri: 'urn:1',
      pubstatus: 'usable',
      language: 'en',
      versioncreated: '2014-05-01T08:00:00Z',
      headline: 'Ferry waits',
      body_html: '<p>It waits.</p>',
      description_text: 'It waits, still.',
      byline: 'By Ines Marlow',
      infosource: [{ name: 'Coast News Agency' }],
    })

    expect(await bySlug('ferry-waits')).toMatchObject({
      ...{ body: 'It waits.', summary: 'It waits, still.', byline: 'By Ines Marlow', state: 'published' },
      ...{ source: { name: 'Coast News Agency' }, firstPublishedAt: '2014-05-01T08:00:00.000Z' },
    })
  })

  test('is what the public gets of an article here', async () => {
    const { slug, id } = await anArticle(db)
    const { text } = await reader('GET', `/v1/articles/${id}.ninjs.json`)
    const before = (await publicly(slug)).body

    await imported(text, 'kind=ninjs_articles&publish=true', JSON_TYPE)

    const { body } = await publicly(`${slug}-2`)
    expect(body).toMatchObject({
      ...{
        title: before.title,
        language: before.language,
        kind: before.kind,
        publishedAt: before.publishedAt,
      },
      ...{
        section: before.section,
        tags: before.tags,
        authors: before.authors.map(({ name }: { name: string }) => ({ name })),
      },
    })
  })

  test('takes an array, and one in each line', async () => {
    const items = ['a', 'b', 'c'].map((key) => ({ ...item, uri: `urn:${key}`, altIds: [] }))

    const array = await importNinjs(items.slice(0, 2))
    const lines = await imported(
      `${items.map((each) => JSON.stringify(each)).join('\n')}\n`,
      'kind=ninjs_articles',
      { 'content-type': 'application/x-ndjson' },
    )

    expect([array.imported, lines.imported]).toEqual([2, 1])
    expect(codesOf(lines)).toEqual({ known: 2 })
  })

  test('keeps an embargo: as the beginning of an edition, or in a note', async () => {
    const embargoed = inDays(2)

    await importNinjs({ ...item, embargoed })
    await importNinjs({ ...item, uri: 'urn:2', altIds: [], embargoed }, 'kind=ninjs_articles')

    const scheduled = await bySlug('ferry-waits')
    expect(scheduled).toMatchObject({ state: 'scheduled', scheduled: { publishAt: embargoed } })
    expect((await publicly('ferry-waits')).status).toBe(404)
    expect((await bySlug('ferry-waits-for-the-tide')).edNote).toBe(
      `Under embargo until ${embargoed}.\nCheck the tide table.`,
    )
  })

  test('publishes nothing that is withheld, killed, over or no text', async () => {
    const told = await importNinjs([
      { ...item, uri: 'urn:1', altIds: [], pubStatus: 'withheld' },
      { ...item, uri: 'urn:2', altIds: [], pubStatus: 'canceled' },
      { ...item, uri: 'urn:3', altIds: [], expires: inDays(-1) },
      { ...item, uri: 'urn:4', altIds: [], type: 'picture' },
      { ...item, uri: '', altIds: [] },
      { ...item, uri: 'urn:5', altIds: [], language: '' },
      { ...item, uri: 'urn:6', altIds: [], bodies: [] },
      'no object',
      null,
    ])

    expect(told).toMatchObject({ total: 9, imported: 2, skipped: 7 })
    expect(codesOf(told)).toEqual({
      ...{ deleted: 1, expired: 1, 'not-an-article': 1, 'key-missing': 3, 'language-missing': 1, empty: 1 },
    })
    expect((await reader('GET', '/v1/articles')).body.data).toEqual([])
  })

  test('ends an edition when it ended there', async () => {
    const expires = inDays(5)

    await importNinjs({ ...item, expires })

    const { id } = await bySlug('ferry-waits')
    expect(await db.edition.findFirstOrThrow({ where: { articleId: id } })).toMatchObject({
      expiresAt: new Date(expires),
    })
  })

  test.each([
    [
      'members of other types',
      { headlines: 'x', bodies: [1, null, { value: 7 }], urgency: '3', people: {} },
      { empty: 1 },
    ],
    [
      'signs that no text has',
      { headlines: [{ value: 'A\u0000\ud800B' }], bodies: [{ value: 'C\ud800\u0000' }], edNote: '\u0000x' },
      {},
    ],
    [
      'more terms than there may be',
      { subjects: Array.from({ length: 150 }, (_, n) => ({ name: `Tag ${n}` })) },
      {},
    ],
    ['a key that no text is', { uri: 'urn:\u0000\ud800' }, { 'key-missing': 1 }],
    [
      'a slug that no text is',
      { altIds: [{ role: 'slug', value: 'a\u0000\ud800' }] },
      { 'slug-respelled': 1 },
    ],
    ['dates that are none', { firstCreated: 'yesterday', versionCreated: '' }, { 'date-missing': 1 }],
    ['dates of the future', { firstCreated: '2999-01-01T00:00:00Z' }, {}],
    ['a language that is none', { language: '!!' }, { 'language-missing': 1 }],
  ])('with %s is no failure', async (_name, members, codes) => {
    const told = await importNinjs({ ...item, ...members })

    expect(told).toMatchObject({ status: 'done', total: 1 })
    expect(codesOf(told)).toEqual(codes)
  })

  test('nested too deeply for anybody is no failure of the server', async () => {
    const nested = JSON.stringify({ ...item, subjects: '?' }).replace(
      '"?"',
      '['.repeat(90_000) + ']'.repeat(90_000),
    )

    expect(await imported(nested, 'kind=ninjs_articles', JSON_TYPE)).toMatchObject({
      status: 'done',
      imported: 1,
    })
  })

  test.each([
    ['nothing in it', ' ', { status: 'done', total: 0 }],
    ['no JSON', '{"uri": ', { status: 'failed', failure: expect.stringContaining('not JSON') }],
    ['a line that is none', '{"uri":"a"}\n{', { status: 'failed', imported: 0 }],
  ])('with %s ends', async (_name, file, expected) => {
    expect(await imported(file, 'kind=ninjs_articles', JSON_TYPE)).toMatchObject(expected)
  })
})

describe('an import of plain text', () => {
  test('is a draft with its first line as the title, shown as it is', async () => {
    const told = await imported(
      'Ferry waits\r\n\r\nPORT ALDER — It *waits*.\r\nStill.\r\n\r\n# 1. “Why?” she said.\r\n',
      'kind=text_articles&language=en&publish=true',
      TEXT,
    )

    expect(told).toMatchObject({ imported: 1, findings: [], language: 'en' })
    const { id, title, state, language, body } = await bySlug('ferry-waits')
    expect({ title, state, language, body }).toEqual({
      ...{ title: 'Ferry waits', state: 'draft', language: 'en' },
      body: 'PORT ALDER — It \\*waits\\*.\nStill.\n\n\\# 1. “Why?” she said.',
    })
    const proposals = await editor('POST', `/v1/editorial/articles/${id}/quotes/proposals`)
    expect(proposals.body.data).toMatchObject([{ text: 'Why?' }])
  })

  test('without an empty line has a paragraph in each', async () => {
    await imported('Ferry waits\nOne.\nTwo.\n', 'kind=text_articles&language=en', TEXT)

    expect((await bySlug('ferry-waits')).body).toBe('One.\n\nTwo.')
  })

  test('once is enough', async () => {
    await imported('Ferry waits\nOne.', 'kind=text_articles&language=en', TEXT)

    expect(codesOf(await imported('Ferry waits\nOne.', 'kind=text_articles&language=en', TEXT))).toEqual({
      known: 1,
    })
  })

  test('in one endless line takes its title from the first words', async () => {
    await imported('word '.repeat(200), 'kind=text_articles&language=en', TEXT)

    const { data } = (await editor('GET', '/v1/editorial/articles')).body
    expect(data[0].title).toMatch(/^word( word)+…$/)
  })
})

describe('asking for an import of articles', () => {
  test('needs what writing them needs, and publishing them', async () => {
    const posts = postsXml([{ key: '1' }])
    const send = (who: Caller, query: string) => who('POST', `${URL}?${query}`, posts, XML)

    expect((await send(reader, 'kind=wxr_articles')).status).toBe(401)
    expect((await send(moderator, 'kind=wxr_articles')).status).toBe(403)
    expect((await send(writer, 'kind=wxr_articles&publish=true')).status).toBe(403)
    expect((await send(writer, 'kind=wxr_articles')).status).toBe(202)
    await carryOut()
    expect(await bySlug('story-1')).toMatchObject({ state: 'draft', firstPublishedAt: null })
  })

  test.each([
    ['text without a language', 'kind=text_articles', TEXT, 400],
    ['a language that is none', 'kind=text_articles&language=!!', TEXT, 400],
    ['a language for comments', 'kind=wxr_comments&language=en', XML, 400],
    ['publishing comments', 'kind=wxr_comments&publish=true', XML, 400],
    ['publish that is no boolean', 'kind=wxr_articles&publish=1', XML, 400],
    ['posts as JSON', 'kind=wxr_articles', JSON_TYPE, 415],
    ['ninjs as XML', 'kind=ninjs_articles', XML, 415],
    ['text as XML', 'kind=text_articles&language=en', XML, 415],
  ])('with %s is refused', async (_name, query, headers, status) => {
    const sent = await admin('POST', `${URL}?${query}`, 'x', headers)

    expect(sent).toMatchObject({ status, body: { code: expect.any(String) } })
    expect(await db.import.count()).toBe(0)
  })
})
