import { describe, expect, test } from '@jest/globals'
import { BODY, deskOf, UNKNOWN } from './support/desk.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, reader, writer, moderator, warnings } = await newsroom()
const desk = deskOf(editor)
const path = '/v1/editorial/articles'
const minimal = { title: 'Harbour', language: 'en', body: BODY }

describe('POST /v1/editorial/articles', () => {
  test('makes a draft of title, language and body, and says where it lives', async () => {
    const made = await writer('POST', path, minimal)

    expect(made.status).toBe(201)
    expect(made.headers.location).toBe(`${path}/${made.body.id}`)
    expect(made.headers.etag).toBe('"1"')
    expect(made.body).toMatchObject({
      ...{
        slug: 'harbour',
        state: 'draft',
        pubStatus: 'usable',
        kind: 'news',
        version: 1,
        revision: 1,
        edition: null,
      },
      ...{ section: null, tags: [], contributors: [], commentPolicy: { mode: 'pre', closesAt: null } },
      ...{ updatedBy: 'Test writer', timeZone: 'UTC' },
    })
  })

  test('takes every member, and gives it back', async () => {
    await desk.section('City')
    await desk.tag('Harbour')
    await desk.author('Ines Marlow')
    const whole = {
      ...minimal,
      ...{
        slug: 'night-harbour',
        kind: 'feature',
        subtitle: 'S',
        slugline: 'harbour',
        summary: 'Two\nlines',
      },
      dateline: { place: 'PORT ALDER', date: '2026-03-11' },
      byline: 'By Ines Marlow',
      contributors: [{ author: 'ines-marlow', role: 'reporter' }],
      section: 'city',
      tags: ['harbour'],
      ...{
        timeZone: 'Asia/Tehran',
        urgency: 4,
        edNote: 'Call back',
        firstPublishedAt: '2020-12-22T13:12:00.000Z',
      },
      source: { name: 'Coast', url: 'https://example.org/a' },
      rights: { creditLine: 'C' },
      commentPolicy: { mode: 'closed', closesAt: '2026-04-01T00:00:00.000Z' },
    }

    const made = await editor('POST', path, whole)

    expect(made.status).toBe(201)
    expect(made.body).toMatchObject(whole)
    expect((await editor('GET', `${path}/${made.body.id}`)).body).toEqual(made.body)
  })

  test.each([
    ['no title', { language: 'en', body: 'x' }],
    ['an empty body', { ...minimal, body: '' }],
    ['null for a title', { ...minimal, title: null }],
    ['a number for a title', { ...minimal, title: 7 }],
    ['a list for a title', { ...minimal, title: ['x'] }],
    ['a line break in the title', { ...minimal, title: 'a\nb' }],
    ['an unknown member', { ...minimal, status: 'published' }],
    ['an unknown member inside', { ...minimal, dateline: { place: 'X', hour: 3 } }],
    ['a language that is none', { ...minimal, language: 'english!' }],
    ['a slug in capitals', { ...minimal, slug: 'Harbour' }],
    ['a slug like a UUID', { ...minimal, slug: UNKNOWN }],
    ['an urgency of 10', { ...minimal, urgency: 10 }],
    ['a leap second', { ...minimal, firstPublishedAt: '2016-12-31T23:59:60Z' }],
    ['an instant after year 9999', { ...minimal, firstPublishedAt: '9999-12-31T23:59:59-14:00' }],
    ['a first publication ahead', { ...minimal, firstPublishedAt: '2099-01-01T00:00:00Z' }],
    ['year 0000', { ...minimal, firstPublishedAt: '0000-01-01T00:00:00Z' }],
    ['a javascript: source', { ...minimal, source: { name: 'x', url: 'javascript:alert(1)' } }],
    ['NUL', { ...minimal, body: 'a\u0000b' }],
    ['a lone surrogate', { ...minimal, body: 'a\ud800b' }],
    ['a body nested forty quotes deep', { ...minimal, body: '> '.repeat(40) }],
  ])('400 for %s, and nothing is written', async (_case, body) => {
    const refused = await editor('POST', path, body)

    expect(refused.body).toMatchObject({ status: 400, code: 'validation' })
    expect(await db.article.count()).toBe(0)
  })

  test('422 names the reference that is unknown', async () => {
    const refused = await editor('POST', path, { ...minimal, tags: ['nowhere'] })

    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/tags/0' }] })
    expect(await db.article.count()).toBe(0)
  })

  test('a slug is made from any script, numbered when taken, and refused when asked for and taken', async () => {
    const slugs = []
    for (const title of ['Überfall in Łódź', 'طهران ترفض', 'Harbour', 'Harbour', '🦭']) {
      slugs.push((await desk.draft({ title })).slug)
    }
    const refused = await editor('POST', path, { ...minimal, slug: 'harbour' })

    expect(slugs[0]).toBe('uberfall-in-lodz')
    expect(slugs[1]).toMatch(/^[a-z0-9-]+$/)
    expect(slugs.slice(2, 4)).toEqual(['harbour', 'harbour-2'])
    expect(slugs[4]).toMatch(/^article-[a-z0-9]{8}$/)
    expect(refused.body).toMatchObject({ status: 409, code: 'slug-taken' })
  })

  test('the same Idempotency-Key makes one article, and answers the same', async () => {
    const headers = { 'idempotency-key': 'once' }
    const [first, second] = [
      await writer('POST', path, minimal, headers),
      await writer('POST', path, minimal, headers),
    ]
    const other = await writer('POST', path, { ...minimal, title: 'Other' }, headers)

    expect(second.body).toEqual(first.body)
    expect(second.headers).toMatchObject({
      etag: '"1"',
      location: first.headers.location,
      'idempotency-replayed': 'true',
    })
    expect(other.body).toMatchObject({ status: 422, code: 'idempotency-mismatch' })
    expect(await db.article.count()).toBe(1)
  })

  test('firstPublishedAt needs content:publish', async () => {
    const refused = await writer('POST', path, { ...minimal, firstPublishedAt: '2020-01-01T00:00:00Z' })

    expect(refused.status).toBe(403)
  })

  test('20 articles of one title at once get 20 slugs', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => writer('POST', path, minimal)))

    expect(new Set(made.map(({ body }) => body.slug)).size).toBe(20)
  })
})

describe('PATCH /v1/editorial/articles/:id', () => {
  test('a merge patch changes what it names; changed words make a revision', async () => {
    const { id } = await desk.draft({ summary: 'Old', dateline: { place: 'A', date: '2026-01-01' } })

    const changed = await writer(
      'PATCH',
      `${path}/${id}`,
      { title: 'New', summary: null, dateline: { date: null } },
      { 'if-match': 'W/"1"', 'content-type': 'application/merge-patch+json' },
    )

    expect(changed.status).toBe(200)
    expect(changed.headers.etag).toBe('"2"')
    expect(changed.body).toMatchObject({
      title: 'New',
      summary: null,
      dateline: { place: 'A', date: null },
      revision: 2,
    })
    expect(changed.body.slug).toBe('harbour')
  })

  test('what was read may be sent back: nothing changes by it', async () => {
    await desk.author('Ines Marlow')
    const { id } = await desk.draft({ title: 'Café', contributors: [{ author: 'ines-marlow' }] })
    const { title, contributors } = (await desk.read(id)).body

    const same = await desk.change(id, { title: title.normalize('NFD'), contributors })

    expect(contributors).toEqual([{ author: 'ines-marlow', role: null }])
    expect(same).toMatchObject({ version: 1, revision: 1 })
  })

  test('nothing changed is no new version; a comment policy is no new revision', async () => {
    const { id } = await desk.draft()

    expect(await desk.change(id, {})).toMatchObject({ version: 1, revision: 1 })
    expect(await desk.change(id, { title: 'Harbour' })).toMatchObject({ version: 1, revision: 1 })
    expect(await desk.change(id, { commentPolicy: { mode: 'closed' } })).toMatchObject({
      version: 2,
      revision: 1,
    })
  })

  test('428 without If-Match or with *, 412 with what changed since', async () => {
    const { id } = await desk.draft()
    await desk.change(id, { title: 'Second' })
    await desk.change(id, { summary: 'Third' })
    const patch = (headers: Record<string, string>) =>
      editor('PATCH', `${path}/${id}`, { title: 'X' }, headers)

    expect((await patch({})).status).toBe(428)
    expect((await patch({ 'if-match': '*' })).status).toBe(428)
    const stale = await patch({ 'if-match': '"1"' })
    expect(stale.body).toMatchObject({
      ...{ status: 412, code: 'stale' },
      current: { version: 3, changedBy: 'Test editor', changedFields: ['summary', 'title'] },
    })
    expect((await patch({ 'if-match': '"1", "3"' })).status).toBe(200)
  })

  test.each([
    ['null for what must be there', { title: null }],
    ['an unknown member', { status: 'x' }],
    ['null for an unknown member', { status: null }],
    ['a list', []],
    ['text', '"x"'],
    ['a wrong type inside', { dateline: { place: 7 } }],
    ['an incomplete result', { dateline: { date: '2026-01-01' } }],
  ])('400 for %s', async (_case, patch) => {
    const { id } = await desk.draft()

    const refused = await editor('PATCH', `${path}/${id}`, patch, { 'if-match': '"1"' })

    expect(refused.body).toMatchObject({ status: 400, code: 'validation' })
    expect((await desk.read(id)).body.version).toBe(1)
  })

  test('a draft gives back the slug it leaves, and may take back its own', async () => {
    const { id } = await desk.draft()
    await desk.change(id, { slug: 'second' })

    expect((await desk.draft()).slug).toBe('harbour')
    const refused = await editor('PATCH', `${path}/${id}`, { slug: 'harbour' }, { 'if-match': '"2"' })
    expect(refused.body.code).toBe('slug-taken')
  })

  test('24 changes from one version: one is made, 23 are stale', async () => {
    const { id } = await desk.draft()

    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        editor('PATCH', `${path}/${id}`, { title: `Title ${i}` }, { 'if-match': '"1"' }),
      ),
    )

    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses).toEqual([200, ...Array.from({ length: 23 }, () => 412)])
    expect(await db.articleRevision.count({ where: { articleId: id } })).toBe(2)
  })

  test('415 tells which types a patch may have', async () => {
    const { id } = await desk.draft()

    const refused = await editor('PATCH', `${path}/${id}`, 'x', {
      'content-type': 'text/plain',
      'if-match': '"1"',
    })

    expect(refused.status).toBe(415)
    expect(refused.headers['accept-patch']).toContain('application/merge-patch+json')
  })
})

describe('GET /v1/editorial/articles', () => {
  test('filters by words, slug, state and section, and pages each article once', async () => {
    const { id: city } = await desk.section('City')
    await desk.draft({ title: 'One', section: 'city' })
    await desk.draft({ title: 'Two 100%' })
    const three = await desk.draft({ title: 'Three' })
    await desk.publish(three.id, { publishAt: '2099-01-01T00:00:00Z' })
    const titles = async (query: string) =>
      (await editor('GET', `${path}?${query}`)).body.data.map(({ title }: { title: string }) => title)

    expect(await titles('')).toEqual(['Three', 'Two 100%', 'One'])
    expect(await titles('q=100%25')).toEqual(['Two 100%'])
    expect(await titles('section=city')).toEqual(['One'])
    expect(await titles(`section=${city.toUpperCase()}`)).toEqual(['One'])
    expect(await titles('section=nowhere')).toEqual([])
    expect(await titles('state=scheduled')).toEqual(['Three'])
    expect(await titles('state=draft,published')).toEqual(['Two 100%', 'One'])
    expect(await titles('slug=three')).toEqual(['Three'])
    const first = await editor('GET', `${path}?limit=2&count=exact`)
    expect(first.body.page.count).toBe(3)
    expect(await titles(`limit=2&cursor=${first.body.page.next}`)).toEqual(['One'])
  })

  test('by slug, also one that it was published under', async () => {
    const { id } = await desk.draft()
    await desk.publish(id)
    await desk.change(id, { slug: 'renamed' })

    for (const slug of ['harbour', 'renamed']) {
      expect((await editor('GET', `${path}/by-slug/${slug}`)).body.id).toBe(id)
    }
    expect((await editor('GET', `${path}/by-slug/nothing`)).status).toBe(404)
  })

  test.each([
    ['nobody', () => reader, 401],
    ['a moderator', () => moderator, 403],
    ['a writer', () => writer, 200],
  ])('%s', async (_who, who, status) => {
    expect((await who()('GET', path)).status).toBe(status)
  })
})

describe('DELETE /v1/editorial/articles/:id', () => {
  test('a draft goes, and its slug is free', async () => {
    const { id } = await desk.draft()

    expect((await writer('DELETE', `${path}/${id}`, undefined, { 'if-match': '"1"' })).status).toBe(204)

    expect((await editor('GET', `${path}/${id}`)).status).toBe(404)
    expect((await desk.draft()).slug).toBe('harbour')
  })

  test('what was published stays', async () => {
    const { id } = await desk.draft()
    await desk.publish(id)

    expect((await editor('DELETE', `${path}/${id}`, undefined, await desk.current(id))).status).toBe(409)
  })

  test('404 for an unknown one', async () => {
    expect((await editor('DELETE', `${path}/${UNKNOWN}`, undefined, { 'if-match': '"1"' })).status).toBe(404)
  })
})

test('answers older than a day are forgotten, and their keys are free again', async () => {
  const headers = { 'idempotency-key': 'old' }
  await writer('POST', path, minimal, headers)
  await db.idempotencyRecord.updateMany({ data: { createdAt: new Date(Date.now() - 25 * 3_600_000) } })

  const fresh = await writer('POST', path, { ...minimal, title: 'Another' }, headers)
  await db.idempotencyRecord.updateMany({ data: { createdAt: new Date(Date.now() - 25 * 3_600_000) } })
  await writer('POST', path, minimal, { 'idempotency-key': 'new' })

  expect(fresh.status).toBe(201)
  expect(await db.idempotencyRecord.findMany({ select: { key: true } })).toEqual([{ key: 'new' }])
})

test('writing leaves no warning in the log', async () => {
  const { id } = await desk.draft()
  await desk.change(id, { title: 'Changed' })
  await desk.publish(id)
  await editor('POST', path, {})

  expect(warnings).toEqual([])
})
