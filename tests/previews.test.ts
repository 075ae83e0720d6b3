import { describe, expect, test } from '@jest/globals'
import { sealPreview } from '../src/features/previews/token.ts'
import { deriveSecrets } from '../src/lib/secrets.ts'
import { BODY, deskOf, UNKNOWN } from './support/desk.ts'
import { newsroom, SECRETS } from './support/newsroom.ts'

const { db, editor, moderator, reader, statements, writer } = await newsroom()
const desk = deskOf(editor)
const pathOf = (id: string) => `/v1/editorial/articles/${id}/preview-tokens`
const WORDS = 'We will dredge at night'

const tokenOf = async (id: string, body?: object): Promise<string> =>
  (await writer('POST', pathOf(id), body)).body.token
const open = (token: string, query = '') => reader('GET', `/v1/preview/${token}${query}`)
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds

describe('POST /v1/editorial/articles/:id/preview-tokens', () => {
  test('makes a link to the newest revision, for an hour', async () => {
    const { id } = await desk.draft()
    await desk.change(id, { title: 'Second' })

    const made = await writer('POST', pathOf(id))

    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      revision: 2,
      url: `http://127.0.0.1:3000/v1/preview/${made.body.token}`,
    })
    expect(made.headers.location).toBe(made.body.url)
    expect(Date.parse(made.body.expiresAt) / 1000 - inSeconds(3600)).toBeCloseTo(0, -1)
    expect((await open(made.body.token)).body.expiresAt).toBe(made.body.expiresAt)
  })

  test('notes who made it and what it shows, not the token, and moves no version', async () => {
    const { id } = await desk.draft()

    const { token, expiresAt } = (await writer('POST', pathOf(id))).body

    const [event] = await db.event.findMany({ where: { type: 'article.preview-created' } })
    expect(event).toMatchObject({ actorLabel: 'Test writer', subjectId: id, position: null, version: null })
    expect(event?.data).toEqual({ revision: 1, expiresAt })
    expect(JSON.stringify(event?.data)).not.toContain(token)
    expect((await desk.read(id)).body.version).toBe(1)
  })

  test('the same Idempotency-Key gets the same link', async () => {
    const { id } = await desk.draft()
    const headers = { 'idempotency-key': 'once' }

    const first = await writer('POST', pathOf(id), {}, headers)
    const again = await writer('POST', pathOf(id), {}, headers)

    expect(again.body).toEqual(first.body)
    expect(await db.event.count({ where: { type: 'article.preview-created' } })).toBe(1)
  })

  test.each([
    ['less than a minute', { expiresIn: 59 }, 400],
    ['more than a day', { expiresIn: 86_401 }, 400],
    ['a text', { expiresIn: '3600' }, 400],
    ['revision 0', { revision: 0 }, 400],
    ['an unknown member', { article: 'x' }, 400],
    ['a revision that there is not', { revision: 2 }, 422],
  ])('%s is refused', async (_case, body, status) => {
    const { id } = await desk.draft()

    expect((await writer('POST', pathOf(id), body)).status).toBe(status)
  })

  test('404 for an unknown or deleted article, 409 for one withdrawn for good, and for writers only', async () => {
    const { id } = await desk.draft()
    const gone = await desk.draft()
    await editor('DELETE', `/v1/editorial/articles/${gone.id}`, undefined, { 'if-match': '"1"' })
    const canceled = await desk.draft()
    await desk.publish(canceled.id)
    await desk.withdraw(canceled.id, 'canceled')

    expect((await writer('POST', pathOf(UNKNOWN))).status).toBe(404)
    expect((await writer('POST', pathOf(gone.id))).status).toBe(404)
    expect((await writer('POST', pathOf(canceled.id))).status).toBe(409)
    expect((await reader('POST', pathOf(id))).status).toBe(401)
    expect((await moderator('POST', pathOf(id))).status).toBe(403)
  })
})

describe('GET /v1/preview/:token', () => {
  test('shows the words of the public article, and nothing that is for colleagues', async () => {
    await desk.section('City')
    await desk.tag('Harbour')
    await desk.author('Ines Marlow')
    const { id } = await desk.draft({
      ...{ title: 'Night', subtitle: 'S', slugline: 'harbour', summary: 'Sum', byline: 'By Ines Marlow' },
      ...{ dateline: { place: 'PORT ALDER', date: '2026-03-11' }, section: 'city', tags: ['harbour'] },
      ...{ contributors: [{ author: 'ines-marlow', role: 'reporter' }], edNote: 'SECRET', urgency: 3 },
      ...{ source: { name: 'Coast' }, rights: { creditLine: 'C' }, language: 'en', body: 'It is **dark**.' },
      ...{ assignee: 'SECRET', desk: 'SECRET', budgetLine: 'SECRET' },
    })

    const { status, body, headers, text } = await open(await tokenOf(id))

    expect(status).toBe(200)
    expect(body).toEqual({
      ...{ revision: 1, expiresAt: expect.any(String) },
      article: {
        ...{
          id,
          slug: 'night',
          url: 'https://news.example/city/night',
          language: 'en',
          dir: 'ltr',
          kind: 'news',
        },
        ...{ title: 'Night', subtitle: 'S', slugline: 'harbour', summary: 'Sum', byline: 'By Ines Marlow' },
        dateline: { place: 'PORT ALDER', date: '2026-03-11', text: 'PORT ALDER, March 11, 2026' },
        authors: [{ slug: 'ines-marlow', name: 'Ines Marlow', role: 'reporter' }],
        section: { slug: 'city', name: 'City' },
        tags: [{ slug: 'harbour', name: 'Harbour' }],
        ...{ wordCount: 3, image: null, source: { name: 'Coast' }, rights: { creditLine: 'C' } },
        body: { format: 'html', content: '<p>It is <strong>dark</strong>.</p>' },
        quotes: [],
      },
    })
    expect(text).not.toContain('SECRET')
    expect(headers).toMatchObject({
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'referrer-policy': 'no-referrer',
    })
    expect(headers.etag).toBeUndefined()
  })

  test('has the lead image, with what the article says of it', async () => {
    const image = await db.media.create({
      data: {
        ...{
          name: 'harbour.png',
          mediaType: 'image/png',
          bytes: 9,
          width: 400,
          height: 300,
          sha256: new Uint8Array(32),
        },
        ...{ alt: 'A dredger', caption: 'The harbour', createdBy: 'Test', updatedBy: 'Test' },
      },
    })
    const { id } = await desk.draft({ image: { media: image.id, caption: 'On Monday' } })

    const { article } = (await open(await tokenOf(id))).body

    expect(article.image).toMatchObject({ id: image.id, alt: 'A dredger', caption: 'On Monday', width: 400 })
    expect(article.image.url).toBe(`http://127.0.0.1:3000/media/${image.id}/harbour.png`)
  })

  test('is what a publication then shows', async () => {
    const { id } = await desk.draft({ body: 'The *harbour* <b>at night</b>.\n\n- one\n- two' })
    const { article } = (await open(await tokenOf(id))).body
    await desk.publish(id)

    const { body } = await reader('GET', `/v1/articles/${id}`)

    const { quotes: _own, ...shown } = article
    expect(body).toMatchObject(shown)
  })

  test('comes as html, text or Markdown', async () => {
    const { id } = await desk.draft({ body: 'It is **dark**.' })
    const token = await tokenOf(id)
    const contentOf = async (query: string) => (await open(token, query)).body.article.body

    expect(await contentOf('?body=html')).toEqual({
      format: 'html',
      content: '<p>It is <strong>dark</strong>.</p>',
    })
    expect(await contentOf('?body=text')).toEqual({ format: 'text', content: 'It is dark.' })
    expect(await contentOf('?body=markdown')).toEqual({ format: 'markdown', content: 'It is **dark**.' })
    expect((await open(token, '?body=pdf')).status).toBe(400)
    expect((await open(token, '?fields=title')).status).toBe(400)
  })

  test('stays with its revision, whatever is saved after it', async () => {
    const { id } = await desk.draft({ title: 'First' })
    const first = await tokenOf(id)
    await desk.change(id, { title: 'Second', body: 'Other words.' })
    await desk.change(id, { title: 'Third' })
    const second = await tokenOf(id, { revision: 2 })

    expect((await open(first)).body).toMatchObject({ revision: 1, article: { title: 'First' } })
    expect((await open(second)).body).toMatchObject({ revision: 2, article: { title: 'Second' } })
  })

  test('has the quotes that stand in it letter by letter; marked are the confirmed ones', async () => {
    const { id } = await desk.draft()
    const speaker = await desk.speaker()
    const confirmed = { segments: [{ exact: WORDS }], speakerId: speaker.id, review: 'confirmed' }
    const said = await desk.quote(id, confirmed)
    const proposed = await desk.quote(id, {
      segments: [{ exact: 'Nobody will sleep' }],
      roleAsStated: 'harbour master',
    })
    const rejected = await desk.quote(id, {
      segments: [{ exact: 'the least bad of three' }],
      review: 'rejected',
    })
    const token = await tokenOf(id)
    await desk.change(id, {
      body: `First of all, a sentence more.\n\n${BODY.replace('Nobody will sleep', 'Everybody will sleep')}`,
    })

    const before = (await open(token)).body.article
    const after = (await open(await tokenOf(id))).body.article

    expect(before.quotes).toMatchObject([
      { id: said.id, review: 'confirmed', text: WORDS, speaker: { name: 'Mara Quint' } },
      { id: proposed.id, review: 'proposed', speaker: null, roleAsStated: 'harbour master' },
    ])
    expect(before.body.content).toContain(
      `<span id="q-${said.id}" data-quote-id="${said.id}">${WORDS}</span>`,
    )
    expect(before.body.content).not.toContain(proposed.id)
    expect(JSON.stringify(before)).not.toContain(rejected.id)
    expect(before.quotes[0]).not.toHaveProperty('confirmedBy')
    expect(before.quotes[0]).not.toHaveProperty('integrity')
    expect(after.quotes.map((quote: { id: string }) => quote.id)).toEqual([said.id])
    for (const article of [before, after]) {
      const [{ start, end }] = article.quotes[0].segments
      const { content } = (
        await open(await tokenOf(id, { revision: article === before ? 1 : 2 }), '?body=text')
      ).body.article.body
      expect(content.slice(start, end)).toBe(WORDS)
    }
  })

  test('a withheld article has a preview; a canceled, blocked or deleted one has none any more', async () => {
    const [withheld, canceled, blocked, deleted] = [
      await desk.draft(),
      await desk.draft(),
      await desk.draft(),
      await desk.draft(),
    ]
    const tokens = await Promise.all([withheld, canceled, blocked, deleted].map(({ id }) => tokenOf(id)))
    for (const { id } of [withheld, canceled, blocked]) await desk.publish(id)
    await desk.withdraw(withheld.id, 'withheld')
    await desk.withdraw(canceled.id, 'canceled')
    await desk.withdraw(blocked.id, 'legal')
    await editor('DELETE', `/v1/editorial/articles/${deleted.id}`, undefined, { 'if-match': '"1"' })

    const answers = await Promise.all(tokens.map((token) => open(token)))

    expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 404])
  })

  test('what opens nothing is 404 in the same words, and an altered token asks the database nothing', async () => {
    const { id } = await desk.draft()
    const gone = await desk.draft()
    const [token, lost] = [await tokenOf(id), await tokenOf(gone.id)]
    await editor('DELETE', `/v1/editorial/articles/${gone.id}`, undefined, { 'if-match': '"1"' })
    const [payload = '', mac = ''] = token.split('.')
    const claims = { v: 1 as const, art: id, rev: 1, exp: inSeconds(3600) }
    const longer = Buffer.from(JSON.stringify({ ...claims, exp: inSeconds(99_999) })).toString('base64url')
    const foreign = deriveSecrets('another secret that is long enough, too')
    const cursor = SECRETS.sign('cursor', payload).toString('base64url')
    const altered = [
      ...[`${longer}.${mac}`, `${payload}.`, payload, `.${mac}`, 'x', `${token}.`, `${token}A`],
      ...[
        `${payload}.${mac.slice(0, 20)}`,
        `${payload}.${cursor}`,
        `${payload}.${mac}=`,
        `${payload}=.${mac}`,
      ],
      ...[sealPreview(foreign, claims), `${mac}.${payload}`, '%00', 'a'.repeat(400), 'a'.repeat(5000)],
    ]
    statements.length = 0

    const unsigned = await Promise.all(altered.map((each) => open(each)))
    const asked = statements.length
    const signed = [
      await open(lost),
      await open(sealPreview(SECRETS, { ...claims, exp: inSeconds(-1) })),
      await open(sealPreview(SECRETS, { ...claims, art: UNKNOWN })),
      await open(sealPreview(SECRETS, { ...claims, rev: 2 })),
    ]

    expect(asked).toBe(0)
    expect([...unsigned.slice(0, -3), ...signed].map(({ status }) => status)).toEqual(
      Array.from({ length: altered.length + 1 }, () => 404),
    )
    expect(new Set([...unsigned.slice(0, -3), ...signed].map(({ body }) => body.detail)).size).toBe(1)
    expect(unsigned.slice(-3).map(({ status }) => status)).toEqual([400, 404, 404])
    for (const { text } of signed) expect(text).not.toContain(payload.slice(0, 20))
    for (const { headers } of signed) expect(headers['x-robots-tag']).toContain('noindex')
    expect((await open(token)).status).toBe(200)
  })

  test('reading direction and dates follow the language', async () => {
    const { id } = await desk.draft({
      ...{ language: 'fa', title: 'بندر', body: 'شب است.', dateline: { place: 'تهران', date: '2020-12-22' } },
    })

    const { article } = (await open(await tokenOf(id))).body

    expect(article.dir).toBe('rtl')
    expect(article.dateline.text).toContain('تهران')
  })
})
