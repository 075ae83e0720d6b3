import { describe, expect, test } from '@jest/globals'
import { BODY, deskOf, UNKNOWN } from './support/desk.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, moderator, reader, writer } = await newsroom()
const desk = deskOf(editor)
const articles = '/v1/editorial/articles'
const pathOf = (id: string) => `${articles}/${id}/revisions`
const WORDS = 'We will dredge at night'

/** An article with a confirmed quote, whose second revision has other words around it. */
async function quoted() {
  const { id } = await desk.draft()
  const speaker = await desk.speaker()
  const quote = await desk.quote(id, {
    segments: [{ exact: WORDS }],
    speakerId: speaker.id,
    review: 'confirmed',
  })
  return { id, quoteId: quote.id }
}

const restore = async (id: string, number: number | string, body?: object, headers = {}) =>
  writer('POST', `${pathOf(id)}/${number}/restore`, body, { ...(await desk.current(id)), ...headers })

describe('GET /v1/editorial/articles/:id/revisions', () => {
  test('lists every save of words, newest first, with what was published of it', async () => {
    const { id } = await desk.draft({ title: 'First' })
    await desk.publish(id)
    await desk.change(id, { title: 'Second' })
    await desk.change(id, { commentPolicy: { mode: 'closed' } })
    await desk.change(id, { title: 'Third' })
    await desk.publish(id)

    const { status, body } = await writer('GET', pathOf(id))

    expect(status).toBe(200)
    expect(body.data).toMatchObject([
      { number: 3, title: 'Third', isCurrent: true, editions: [2], createdBy: 'Test editor' },
      { number: 2, title: 'Second', isCurrent: false, editions: [] },
      { number: 1, title: 'First', isCurrent: false, editions: [1] },
    ])
    expect(body.page).toEqual({ next: null })
  })

  test('pages neither repeat nor skip while saves are added, and can be counted', async () => {
    const { id } = await desk.draft()
    for (const title of ['B', 'C', 'D', 'E']) await desk.change(id, { title })

    const first = await writer('GET', `${pathOf(id)}?limit=2&count=exact`)
    await desk.change(id, { title: 'F' })
    const second = await writer('GET', `${pathOf(id)}?limit=2&cursor=${first.body.page.next}`)
    const third = await writer('GET', `${pathOf(id)}?limit=2&cursor=${second.body.page.next}`)

    const numbers = [first, second, third].flatMap(({ body }) =>
      body.data.map(({ number }: { number: number }) => number),
    )
    expect(numbers).toEqual([5, 4, 3, 2, 1])
    expect(first.body.page.count).toBe(5)
    expect(third.body.page.next).toBeNull()
  })

  test('a cursor of another article is 400, an unknown or deleted article 404, and keys are asked for', async () => {
    const { id } = await desk.draft()
    await desk.change(id, { title: 'B' })
    const other = await desk.draft()
    const gone = await desk.draft()
    await editor('DELETE', `${articles}/${gone.id}`, undefined, await desk.current(gone.id))
    const { body } = await writer('GET', `${pathOf(id)}?limit=1`)

    expect((await writer('GET', `${pathOf(other.id)}?cursor=${body.page.next}`)).body.code).toBe(
      'invalid-cursor',
    )
    expect((await writer('GET', pathOf(UNKNOWN))).status).toBe(404)
    expect((await writer('GET', pathOf(gone.id))).status).toBe(404)
    expect((await writer('GET', `${pathOf(gone.id)}/1`)).status).toBe(404)
    expect((await writer('GET', `${pathOf(id)}?state=draft`)).status).toBe(400)
    expect((await reader('GET', pathOf(id))).status).toBe(401)
    expect((await moderator('GET', pathOf(id))).status).toBe(403)
  })
})

describe('GET /v1/editorial/articles/:id/revisions/:number', () => {
  test('shows all that a save kept, in the members of the article', async () => {
    await desk.section('City')
    await desk.tag('Harbour')
    await desk.author('Ines Marlow')
    const words = {
      ...{
        title: 'Night',
        language: 'en',
        kind: 'feature',
        slug: 'night',
        subtitle: 'S',
        slugline: 'harbour',
      },
      ...{ summary: 'Two\nlines', dateline: { place: 'PORT ALDER', date: '2026-03-11' }, byline: 'By Ines' },
      ...{ contributors: [{ author: 'ines-marlow', role: 'reporter' }], section: 'city', tags: ['harbour'] },
      ...{ timeZone: 'Asia/Tehran', urgency: 4, edNote: 'Call back', source: { name: 'Coast' } },
      ...{ rights: { creditLine: 'C' }, body: 'It is **dark**.' },
    }
    const { id } = await desk.draft(words)
    await desk.change(id, { title: 'Day', tags: [], section: null, edNote: null })

    const { status, body, headers } = await writer('GET', `${pathOf(id)}/1`)

    expect(status).toBe(200)
    expect(body).toEqual({
      ...words,
      ...{ number: 1, isCurrent: false, editions: [], image: null, text: 'It is dark.' },
      ...{ createdAt: expect.any(String), createdBy: 'Test editor' },
    })
    expect(headers.etag).toBeUndefined()
    expect(headers['cache-control']).toBe('private, no-store')
  })

  test.each([
    ['a number that there is not', '2', 404],
    ['a number above every one', '999999999', 404],
    ['zero', '0', 400],
    ['a leading zero', '01', 400],
    ['hexadecimal digits', '0x1', 400],
    ['a sign', '-1', 400],
    ['an exponent', '1e0', 400],
    ['a fraction', '1.0', 400],
    ['more than a number holds', '99999999999', 400],
    ['a word', 'latest', 400],
  ])('%s is %s → %i', async (_what, number, status) => {
    const { id } = await desk.draft()

    expect((await writer('GET', `${pathOf(id)}/${number}`)).status).toBe(status)
    expect((await writer('GET', `${pathOf(id)}/1/diff/${number}`)).status).toBe(status)
    expect((await restore(id, number)).status).toBe(status)
  })
})

describe('GET /v1/editorial/articles/:id/revisions/:from/diff/:to', () => {
  test('tells running texts word by word, and everything else as its values', async () => {
    await desk.section('City')
    await desk.tag('Harbour')
    const { id } = await desk.draft({
      title: 'Dredging stops at night',
      tags: ['harbour'],
      body: 'One.\n\nTwo.',
    })
    await desk.change(id, {
      ...{
        title: 'Dredging resumes at night',
        tags: [],
        section: 'city',
        urgency: 4,
        edNote: 'Call Mara Quint',
      },
      ...{ dateline: { place: 'PORT ALDER' }, body: 'One.\n\nTwo and three.' },
    })

    const { body } = await writer('GET', `${pathOf(id)}/1/diff/2`)

    expect(body).toEqual({
      from: 1,
      to: 2,
      fields: [
        {
          ...{ field: 'title', kind: 'text' },
          parts: [
            { op: 'kept', text: 'Dredging ' },
            { op: 'removed', text: 'stops' },
            { op: 'inserted', text: 'resumes' },
            { op: 'kept', text: ' at night' },
          ],
        },
        { field: 'section', kind: 'value', before: null, after: 'city' },
        { field: 'tags', kind: 'value', before: ['harbour'], after: [] },
        { field: 'dateline', kind: 'value', before: null, after: { place: 'PORT ALDER', date: null } },
        {
          ...{ field: 'body', kind: 'text' },
          parts: [
            { op: 'kept', text: 'One.\n\nTwo' },
            { op: 'inserted', text: ' and three' },
            { op: 'kept', text: '.' },
          ],
        },
        { field: 'urgency', kind: 'value', before: null, after: 4 },
        { field: 'edNote', kind: 'text', parts: [{ op: 'inserted', text: 'Call Mara Quint' }] },
      ],
    })
  })

  test('the other way round it says the opposite, and a revision differs from itself in nothing', async () => {
    const { id } = await desk.draft({ title: 'Old' })
    await desk.change(id, { title: 'New' })

    expect((await writer('GET', `${pathOf(id)}/2/diff/1`)).body).toEqual({
      ...{ from: 2, to: 1 },
      fields: [
        {
          ...{ field: 'title', kind: 'text' },
          parts: [
            { op: 'removed', text: 'New' },
            { op: 'inserted', text: 'Old' },
          ],
        },
      ],
    })
    expect((await writer('GET', `${pathOf(id)}/2/diff/2`)).body).toEqual({ from: 2, to: 2, fields: [] })
  })

  test('of the longest bodies that have nothing in common the old one is removed whole', async () => {
    const long = (word: string) => Array.from({ length: 25_000 }, (_, i) => `${word}${i % 1000}`).join(' ')
    const { id } = await desk.draft({ body: long('old') })
    await desk.change(id, { body: long('new') })

    const { status, body } = await writer('GET', `${pathOf(id)}/1/diff/2`)

    expect(status).toBe(200)
    expect(body.fields[0].parts.length).toBeLessThan(10)
  })
})

describe('POST /v1/editorial/articles/:id/revisions/:number/restore', () => {
  test('appends the words of an earlier revision, and keeps those in between', async () => {
    await desk.section('City')
    const { id } = await desk.draft({ title: 'First', section: 'city', summary: 'S' })
    const first = (await desk.read(id)).body
    await desk.change(id, { title: 'Second', section: null, summary: null, body: 'Other words.' })
    await desk.change(id, { commentPolicy: { mode: 'closed' } })

    const { status, body, headers } = await restore(id, 1)

    expect(status).toBe(201)
    expect(headers).toMatchObject({ etag: '"4"', location: `${pathOf(id)}/3` })
    expect(body).toMatchObject({ title: 'First', section: 'city', summary: 'S', body: BODY, revision: 3 })
    expect(body).toMatchObject({
      slug: first.slug,
      commentPolicy: { mode: 'closed' },
      updatedBy: 'Test writer',
    })
    expect((await writer('GET', `${pathOf(id)}/1/diff/3`)).body.fields).toEqual([])
    expect((await writer('GET', `${pathOf(id)}/2`)).body.title).toBe('Second')
    const [saved] = await db.event.findMany({ where: { subjectId: id, version: 4 } })
    expect(saved).toMatchObject({ type: 'article.saved', position: null, data: { revision: 3, restored: 1 } })
  })

  test('what the working copy says already is 409, and makes no revision', async () => {
    const { id } = await desk.draft({ title: 'A' })
    await desk.change(id, { title: 'B' })
    await desk.change(id, { title: 'A' })

    const same = [await restore(id, 3), await restore(id, 1)]

    expect(same.map(({ body }) => body.code)).toEqual(['conflict', 'conflict'])
    expect((await desk.read(id)).body).toMatchObject({ version: 3, revision: 3 })
  })

  test('needs the current version: 428 without, 412 with an old one', async () => {
    const { id } = await desk.draft({ title: 'A' })
    await desk.change(id, { title: 'B' })

    const none = await writer('POST', `${pathOf(id)}/1/restore`)
    const old = await restore(id, 1, undefined, { 'if-match': '"1"' })

    expect(none.status).toBe(428)
    expect(old.body).toMatchObject({ status: 412, current: { version: 2, changedFields: ['title'] } })
  })

  test('does not alter the words of a confirmed quote, unless it says why', async () => {
    const { id } = await desk.draft({ body: 'There is no quote yet.' })
    await desk.change(id, { body: BODY })
    const speaker = await desk.speaker()
    const quote = await desk.quote(id, {
      ...{ segments: [{ exact: WORDS }], speakerId: speaker.id, review: 'confirmed' },
    })

    const refused = await restore(id, 1)
    const reasons = [{ quoteId: quote.id, reason: 'The speaker took it back.' }]
    const said = await restore(id, 1, { acknowledgeQuoteChanges: reasons })

    expect(refused.body).toMatchObject({
      status: 409,
      code: 'quote-altered',
      quotes: [{ quoteId: quote.id }],
    })
    expect(said.body).toMatchObject({ revision: 3, body: 'There is no quote yet.' })
    const [{ integrity }] = (await editor('GET', `${articles}/${id}/quotes`)).body.data
    expect(integrity).toBe('missing')
  })

  test('brings back the words of a quote that had been lost', async () => {
    const { id, quoteId } = await quoted()
    await desk.change(id, {
      body: 'Nothing was said.',
      acknowledgeQuoteChanges: [{ quoteId, reason: 'A test' }],
    })

    expect((await restore(id, 1)).status).toBe(201)
    const [quote] = (await editor('GET', `${articles}/${id}/quotes`)).body.data
    expect(quote).toMatchObject({ integrity: 'intact', revision: 3, text: WORDS })
  })

  test('a slug that went to another article is 409 slug-taken, and nothing is restored', async () => {
    const { id } = await desk.draft({ slug: 'dredging' })
    await desk.change(id, { slug: 'night-dredging' })
    await desk.draft({ slug: 'dredging' })

    const refused = await restore(id, 1)

    expect(refused.body).toMatchObject({ status: 409, code: 'slug-taken' })
    expect((await desk.read(id)).body).toMatchObject({ version: 2, slug: 'night-dredging' })
  })

  test('takes back a slug that is free', async () => {
    const { id } = await desk.draft({ slug: 'dredging' })
    await desk.change(id, { slug: 'night-dredging' })

    expect((await restore(id, 1)).body.slug).toBe('dredging')
    expect((await desk.draft({ slug: 'night-dredging' })).slug).toBe('night-dredging')
  })

  test('brings back the lead image', async () => {
    const { id: media } = await db.media.create({
      data: {
        ...{
          name: 'harbour.png',
          mediaType: 'image/png',
          bytes: 9,
          width: 400,
          height: 300,
          sha256: new Uint8Array(32),
        },
        ...{ createdBy: 'Test', updatedBy: 'Test' },
      },
    })
    const { id } = await desk.draft({ image: { media, alt: 'A dredger' } })
    await desk.change(id, { image: null })
    const image = { media, alt: 'A dredger', caption: null }

    expect((await writer('GET', `${pathOf(id)}/1/diff/2`)).body.fields).toEqual([
      { field: 'image', kind: 'value', before: image, after: null },
    ])
    expect((await restore(id, 1)).body.image).toEqual(image)
    expect((await writer('GET', `${pathOf(id)}/3`)).body.image).toEqual(image)
  })

  test('of an approved article is a rewording like any other', async () => {
    const { id } = await desk.draft({ title: 'A' })
    await desk.change(id, { title: 'B' })
    await db.article.update({ where: { id }, data: { state: 'approved' } })
    const patched = await desk.draft()
    await db.article.update({ where: { id: patched.id }, data: { state: 'approved' } })

    const restored = await restore(id, 1)
    const { state } = await desk.change(patched.id, { title: 'B' })

    expect(restored.body.state).toBe(state)
    expect(state).not.toBe('approved')
  })

  test('a tag that has another slug now is found all the same', async () => {
    const tag = await desk.tag('Harbour')
    const { id } = await desk.draft({ tags: ['harbour'] })
    await desk.change(id, { tags: [] })
    const renamed = await editor(
      'PATCH',
      `/v1/editorial/tags/${tag.id}`,
      { slug: 'port' },
      { 'if-match': '"1"' },
    )

    expect(renamed.status).toBe(200)
    expect((await restore(id, 1)).body.tags).toEqual(['port'])
  })

  test('once for one Idempotency-Key, and once of ten at a time', async () => {
    const { id } = await desk.draft({ title: 'A' })
    await desk.change(id, { title: 'B' })
    const headers = { ...(await desk.current(id)), 'idempotency-key': 'once' }

    const first = await restore(id, 1, undefined, headers)
    const again = await restore(id, 1, undefined, headers)
    const current = await desk.current(id)
    const many = await Promise.all(Array.from({ length: 10 }, () => restore(id, 2, undefined, current)))

    expect(again.body).toEqual(first.body)
    expect(many.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 412)])
    expect((await desk.read(id)).body.revision).toBe(4)
  })

  test('is for writers, and takes no other member', async () => {
    const { id } = await desk.draft()

    expect((await moderator('POST', `${pathOf(id)}/1/restore`)).status).toBe(403)
    expect((await restore(id, 1, { title: 'C' })).status).toBe(400)
    expect((await writer('POST', `${pathOf(UNKNOWN)}/1/restore`, {}, { 'if-match': '"1"' })).status).toBe(404)
  })
})
