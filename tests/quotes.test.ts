import { describe, expect, test } from '@jest/globals'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, reader, writer } = await newsroom()
const desk = deskOf(editor)
const quotesOf = (id: string) => `/v1/editorial/articles/${id}/quotes`

const NIGHT = 'We will dredge at night,'
const SLEEP = 'Nobody will sleep, and nobody will drown.'

describe('POST /v1/editorial/articles/:id/quotes', () => {
  test('finds the words, freezes the role, and moves the article’s version', async () => {
    const { id } = await desk.draft()
    const speaker = await desk.speaker()

    const made = await writer('POST', quotesOf(id), {
      kind: 'direct',
      segments: [{ exact: NIGHT }, { exact: SLEEP }],
      speakerId: speaker.id,
      ...{
        roleAsStated: 'harbour master',
        channel: 'press_conference',
        saidAt: '2020-12-21',
        saidAtText: 'on Monday',
      },
      review: 'confirmed',
    })

    expect(made.status).toBe(201)
    expect(made.headers.etag).toBe('"2"')
    expect(made.body).toMatchObject({
      text: `${NIGHT} ${SLEEP}`,
      speaker: { name: 'Mara Quint', kind: 'person' },
      ...{ review: 'confirmed', integrity: 'intact', revision: 1, version: 2, confirmedBy: 'Test writer' },
    })
    const [first] = made.body.segments
    const { body } = await desk.read(id)
    expect(first).toMatchObject({ exact: NIGHT, prefix: 'arbour will be dredged at night.\n\n“'.slice(-32) })
    expect(body.version).toBe(2)
    expect(made.body.deepLink).toContain('#:~:text=We%20will%20dredge%20at%20night%2C')
  })

  test('a place that is claimed must hold the words', async () => {
    const { id } = await desk.draft()
    const at = 'The harbour will be dredged at night.\n\n“'.length
    const post = (segment: object) => editor('POST', quotesOf(id), { kind: 'direct', segments: [segment] })

    expect((await post({ exact: NIGHT, start: at, end: at + NIGHT.length })).status).toBe(201)
    expect((await post({ exact: NIGHT, start: at + 1, end: at + 1 + NIGHT.length })).body.code).toBe(
      'anchor-not-found',
    )
    expect((await post({ exact: NIGHT, start: at, end: at + 3 })).body.code).toBe('anchor-not-found')
  })

  test('words that stand nowhere are 422 with the nearest passage', async () => {
    const { id } = await desk.draft({ body: 'He said, “It’s late.”' })

    const typed = await editor('POST', quotesOf(id), { kind: 'direct', segments: [{ exact: "It's late." }] })
    const absent = await editor('POST', quotesOf(id), { kind: 'direct', segments: [{ exact: 'Early.' }] })

    expect(typed.body).toMatchObject({
      status: 422,
      code: 'anchor-not-found',
      nearest: { exact: 'It’s late.', start: 10 },
    })
    expect(absent.body).toMatchObject({ code: 'anchor-not-found', nearest: null })
  })

  test('words in several places need context; order helps', async () => {
    const { id } = await desk.draft({ body: '“No,” she said. He said “No,” too.' })
    const post = (segments: object[]) => editor('POST', quotesOf(id), { kind: 'direct', segments })

    const several = await post([{ exact: 'No,' }])
    expect(several.body).toMatchObject({ status: 422, code: 'anchor-ambiguous' })
    expect(several.body.places).toHaveLength(2)
    expect((await post([{ exact: 'No,', suffix: '” too' }])).body.segments[0].start).toBe(25)
    expect((await post([{ exact: 'she' }, { exact: 'No,' }])).status).toBe(201)
  })

  test('confirmed needs a speaker, or says that nobody knows one', async () => {
    const { id } = await desk.draft()
    const post = (members: object) =>
      editor('POST', quotesOf(id), {
        kind: 'direct',
        segments: [{ exact: NIGHT }],
        review: 'confirmed',
        ...members,
      })

    expect((await post({})).body).toMatchObject({ status: 422, errors: [{ pointer: '/speakerId' }] })
    expect((await post({ speakerUnknown: true })).body).toMatchObject({ speaker: null, speakerUnknown: true })
    expect((await post({ speakerId: UNKNOWN })).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/speakerId' }],
    })
    expect((await post({ speakerId: UNKNOWN, speakerUnknown: true })).status).toBe(400)
  })

  test('makes the speaker with the quote', async () => {
    const { id } = await desk.draft()

    const made = await editor('POST', quotesOf(id), {
      kind: 'direct',
      segments: [{ exact: NIGHT }],
      speaker: { create: { name: 'Mara Quint', kind: 'person' } },
    })

    expect(made.body.speaker).toMatchObject({ name: 'Mara Quint', slug: 'mara-quint' })
    expect((await editor('GET', `/v1/editorial/speakers/${made.body.speaker.id}`)).status).toBe(200)
  })

  test.each([
    ['no segments', { segments: [] }],
    ['an empty segment', { segments: [{ exact: '' }] }],
    ['an end without a start', { segments: [{ exact: 'x', end: 3 }] }],
    ['a negative place', { segments: [{ exact: 'x', start: -1 }] }],
    ['an unknown channel', { segments: [{ exact: 'x' }], channel: 'telepathy' }],
    ['a date that is no EDTF', { segments: [{ exact: 'x' }], saidAt: 'last week' }],
    ['an unknown member', { segments: [{ exact: 'x' }], text: 'x' }],
  ])('400 for %s', async (_case, members) => {
    const { id } = await desk.draft()

    expect((await editor('POST', quotesOf(id), { kind: 'direct', ...members })).body.code).toBe('validation')
  })

  test('offsets into an older revision are found again by their words', async () => {
    const { id } = await desk.draft({ body: `Before. “${NIGHT}” she said.` })
    await desk.change(id, { body: `Much longer before. “${NIGHT}” she said.` })
    const post = (revision: number) =>
      editor('POST', quotesOf(id), {
        kind: 'direct',
        segments: [{ exact: NIGHT, start: 9, end: 33 }],
        revision,
      })

    expect((await post(1)).body.segments[0].start).toBe(21)
    expect((await post(2)).body.code).toBe('anchor-not-found')
    expect((await post(3)).status).toBe(422)
  })
})

describe('PATCH and DELETE /v1/editorial/articles/:id/quotes/:quoteId', () => {
  test('confirms with If-Match of the article, attributes, anchors anew', async () => {
    const { id } = await desk.draft()
    const speaker = await desk.speaker()
    const quote = await desk.quote(id, { segments: [{ exact: NIGHT }], speakerUnknown: true })
    const url = `${quotesOf(id)}/${quote.id}`

    expect((await editor('PATCH', url, { review: 'confirmed' })).status).toBe(428)
    expect((await editor('PATCH', url, { review: 'confirmed' }, { 'if-match': '"1"' })).status).toBe(412)
    const confirmed = await editor(
      'PATCH',
      url,
      { review: 'confirmed', speakerId: speaker.id, segments: [{ exact: SLEEP }] },
      { 'if-match': '"2"' },
    )
    expect(confirmed.body).toMatchObject({
      review: 'confirmed',
      text: SLEEP,
      version: 3,
      speakerUnknown: false,
    })
    const bare = await editor('PATCH', url, { speakerId: null }, { 'if-match': '"3"' })
    expect(bare.body).toMatchObject({ status: 422, code: 'unprocessable' })
    expect((await editor('DELETE', url, undefined, { 'if-match': '"3"' })).status).toBe(204)
    expect((await editor('GET', url)).status).toBe(404)
    expect((await editor('GET', quotesOf(id))).body.data).toEqual([])
  })

  test('a quote that was never published goes for good, and lets its speaker go', async () => {
    const { id } = await desk.draft()
    const speaker = await desk.speaker()
    const quote = await desk.quote(id, { segments: [{ exact: NIGHT }], speakerId: speaker.id })
    await editor('DELETE', `${quotesOf(id)}/${quote.id}`, undefined, { 'if-match': '"2"' })

    const gone = await editor('DELETE', `/v1/editorial/speakers/${speaker.id}`, undefined, {
      'if-match': '"1"',
    })

    expect(gone.status).toBe(204)
  })

  test('what changes nothing moves no version, and taking back nothing takes nobody away', async () => {
    const { id } = await desk.draft()
    const speaker = await desk.speaker()
    const quote = await desk.quote(id, { segments: [{ exact: NIGHT }], speakerId: speaker.id })
    const patch = (body: object) =>
      editor('PATCH', `${quotesOf(id)}/${quote.id}`, body, { 'if-match': '"2"' })

    expect((await patch({})).body.version).toBe(2)
    expect((await patch({ speakerUnknown: false })).body).toMatchObject({ speaker: { id: speaker.id } })
  })

  test('a quote of another article is not found under this one', async () => {
    const [one, two] = [await desk.draft(), await desk.draft()]
    const quote = await desk.quote(one.id, { segments: [{ exact: NIGHT }] })

    expect((await editor('GET', `${quotesOf(two.id)}/${quote.id}`)).status).toBe(404)
    expect((await reader('GET', quotesOf(one.id))).status).toBe(401)
  })
})

describe('the quote lock', () => {
  const confirmed = async () => {
    const { id } = await desk.draft()
    const quote = await desk.quote(id, {
      segments: [{ exact: NIGHT }],
      speakerUnknown: true,
      review: 'confirmed',
    })
    return { id, quote, url: `/v1/editorial/articles/${id}` }
  }
  const edit = (id: string, from: string, to: string) =>
    desk.read(id).then(({ body }) => ({ body: body.body.replace(from, to) }))

  test('a save that alters confirmed words is 409 with what stood and what stands', async () => {
    const { id, quote, url } = await confirmed()

    const refused = await editor(
      'PATCH',
      url,
      await edit(id, 'at night,”', 'by day,”'),
      await desk.current(id),
    )

    expect(refused.body).toMatchObject({
      ...{ status: 409, code: 'quote-altered' },
      quotes: [{ quoteId: quote.id, integrity: 'altered', expected: NIGHT, found: 'We will dredge by day,' }],
    })
    expect((await desk.read(id)).body.revision).toBe(1)
  })

  test('with a reason it is saved, and publication refuses until the quote is anchored anew', async () => {
    const { id, quote, url } = await confirmed()
    const patch = await edit(id, 'at night,”', 'by day,”')
    const acknowledgeQuoteChanges = [{ quoteId: quote.id, reason: 'The transcript was wrong.' }]

    const saved = await editor('PATCH', url, { ...patch, acknowledgeQuoteChanges }, await desk.current(id))
    const refused = await editor('POST', `${url}/publications`, {}, await desk.current(id))

    expect(saved.status).toBe(200)
    expect(refused.body).toMatchObject({
      status: 409,
      code: 'quote-altered',
      quotes: [{ quoteId: quote.id }],
    })
    const event = await db.event.findFirst({
      where: { type: 'article.saved' },
      orderBy: { sequence: 'desc' },
    })
    expect(event?.data).toMatchObject({ acknowledged: acknowledgeQuoteChanges })
    const again = { segments: [{ exact: 'We will dredge by day,' }] }
    await editor('PATCH', `${quotesOf(id)}/${quote.id}`, again, await desk.current(id))
    expect((await desk.publish(id)).edition).toBe(1)
  })

  test.each([
    ['text before it grows', 'The harbour', 'In any case, the harbour', 'moved', NIGHT],
    ['marks become straight', 'night,” said', 'night," said', 'intact', NIGHT],
    ['nothing near it changes', 'least bad', 'least good', 'intact', NIGHT],
  ])('%s: saved', async (_case, from, to, integrity, exact) => {
    const { id, quote, url } = await confirmed()

    const saved = await editor('PATCH', url, await edit(id, from, to), await desk.current(id))

    expect(saved.status).toBe(200)
    const now = await editor('GET', `${quotesOf(id)}/${quote.id}`)
    expect(now.body).toMatchObject({ integrity, revision: 2, segments: [{ exact }] })
    expect((await desk.publish(id)).edition).toBe(1)
  })

  test('typography inside the words is taken over', async () => {
    const { id } = await desk.draft({ body: '“It’s – well – late,” he said.' })
    const quote = await desk.quote(id, {
      segments: [{ exact: 'It’s – well – late,' }],
      speakerUnknown: true,
      review: 'confirmed',
    })
    await desk.change(id, { body: "“It's — well — late,” he said." })

    const now = await editor('GET', `${quotesOf(id)}/${quote.id}`)

    expect(now.body).toMatchObject({ integrity: 'typography-changed', text: "It's — well — late," })
  })
})
