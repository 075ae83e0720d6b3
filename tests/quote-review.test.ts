import { describe, expect, test } from '@jest/globals'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { type Answer, newsroom } from './support/newsroom.ts'

const { db, editor, moderator, reader, statements, writer } = await newsroom()
const desk = deskOf(editor)

const DESK = '/v1/editorial/articles'
const BODY = `The harbour will be dredged at night, the council decided on Tuesday.

“We will dredge at night and rest by day,” harbour master Mara Quint said at a press conference on Tuesday night. “Nobody will drown in our basin,” she added.

The so-called “night shift” is to begin in April.

“The plan is the least bad of three,” said Teodor Brask, a pilot.`
const WORDS = [
  'We will dredge at night and rest by day,',
  'Nobody will drown in our basin,',
  'The plan is the least bad of three,',
]

const draft = async (members: object = {}): Promise<string> =>
  (await desk.draft({ body: BODY, dateline: { place: 'MARSANA', date: '2026-03-11' }, ...members })).id
const propose = (id: string, who = writer) => who('POST', `${DESK}/${id}/quotes/proposals`)
const review = async (id: string, body: object, who = writer) =>
  who('POST', `${DESK}/${id}/quotes/review`, body, await desk.current(id))
const quotesOf = async (id: string) => (await editor('GET', `${DESK}/${id}/quotes`)).body.data
const idsOf = ({ body }: Answer): string[] => body.data.map(({ id }: { id: string }) => id)
const textsOf = ({ body }: Answer): string[] => body.data.map(({ text }: { text: string }) => text)
const statusesOf = ({ body }: Answer) => body.data.map(({ status }: { status: number }) => status)

describe('POST /v1/editorial/articles/{id}/quotes/proposals', () => {
  test('keeps what the text quotes as proposals, with who is meant on file, and collapses the rest', async () => {
    const id = await draft()
    const mara = await desk.speaker()
    const brask = await desk.speaker({ name: 'T. Brask' })

    const { status, headers, body } = await propose(id)

    expect(status).toBe(200)
    expect(headers.etag).toBe('"2"')
    expect(body.data).toMatchObject([
      {
        ...{ kind: 'direct', text: WORDS[0], rule: 'after-sv', needsConfirmation: false },
        ...{ channel: 'press_conference', saidAt: '2026-03-10', saidAtText: 'on Tuesday night' },
        source: { text: 'harbour master Mara Quint' },
        speaker: {
          ...{ name: 'Mara Quint', role: 'harbour master', kind: 'person' },
          candidates: [{ speakerId: mara.id, name: 'Mara Quint', score: 0.97, why: 'full name' }],
        },
      },
      { text: WORDS[1], source: { text: 'she' }, needsConfirmation: true, speaker: { name: 'Mara Quint' } },
      { text: WORDS[2], speaker: { candidates: [{ speakerId: brask.id, why: 'surname and initial' }] } },
    ])
    expect(body.collapsed).toMatchObject([{ kind: 'scare', text: 'night shift' }])
    expect(await quotesOf(id)).toMatchObject([
      {
        ...{ id: body.data[0].id, review: 'proposed', speaker: null, roleAsStated: 'harbour master' },
        ...{ saidAt: '2026-03-10', channel: 'press_conference', integrity: 'intact' },
        attribution: { text: 'harbour master Mara Quint', cue: 'said' },
        proposal: { rule: 'after-sv', speaker: { name: 'Mara Quint' } },
      },
      { proposal: { needsConfirmation: true } },
      {},
    ])
  })

  test('twice is as good as once', async () => {
    const id = await draft()
    const first = await propose(id)

    const second = await propose(id)

    expect(second.body).toEqual(first.body)
    expect(await quotesOf(id)).toHaveLength(3)
    expect(await db.event.count({ where: { type: 'article.quote-created' } })).toBe(1)
  })

  test('looks all names up in one statement', async () => {
    const id = await draft()
    await propose(id)

    statements.length = 0
    await propose(id)

    expect(statements.filter((sql) => sql.includes('speaker_key'))).toHaveLength(1)
  })

  test('proposes neither what somebody marked, nor what was decided on', async () => {
    const id = await draft()
    await desk.quote(id, { segments: [{ exact: 'rest by day' }] })
    const [drown = '', least = ''] = idsOf(await propose(id))
    await review(id, { confirm: [{ id: drown, speakerUnknown: true }], reject: [least] })

    const again = await propose(id)

    expect(again.body.data).toEqual([])
    expect(await quotesOf(id)).toHaveLength(3)
  })

  test('what was rejected is not proposed again, also when its words come back', async () => {
    const id = await draft()
    const [first = '', second = '', third = ''] = idsOf(await propose(id))
    await review(id, { reject: [first, { id: second }, third] })

    await desk.change(id, { body: 'Nothing is quoted here.' })
    await desk.change(id, { body: BODY.replaceAll(/[“”]/g, '"') })

    expect((await propose(id)).body.data).toEqual([])
  })

  test('follows the text: new quotes come, the open ones whose words are gone go', async () => {
    const id = await draft()
    await propose(id)
    const body = `“We begin in April,” Ms. Quint said.\n\n${BODY.replace(/“The plan.*/, 'The plan stands.')}`
    await desk.change(id, { body })

    const again = await propose(id)

    expect(textsOf(again)).toEqual(['We begin in April,', WORDS[0], WORDS[1]])
    expect(await quotesOf(id)).toHaveLength(3)
    expect(again.body.data[1].source.start).toBe(body.indexOf('harbour master Mara Quint'))
  })

  test('shows nothing of it to the public, and blocks no publication', async () => {
    const id = await draft()
    await propose(id)

    await desk.publish(id)

    expect((await reader('GET', `/v1/articles/${id}/quotes`)).body.data).toEqual([])
  })

  test('404 for an unknown article; 401 and 403 without the right', async () => {
    const id = await draft()

    expect((await propose(UNKNOWN)).status).toBe(404)
    expect((await propose(id, reader)).status).toBe(401)
    expect((await propose(id, moderator)).status).toBe(403)
  })
})

describe('POST /v1/editorial/articles/{id}/quotes/review', () => {
  test('confirms and rejects as one change, with an answer for each', async () => {
    const id = await draft()
    const mara = await desk.speaker()
    const [first = '', second = '', third = ''] = idsOf(await propose(id))

    const done = await review(id, {
      confirm: [
        { id: first, speakerId: mara.id, channel: 'interview', saidAt: '2026-03-09' },
        { id: second, speakerId: mara.id, roleAsStated: null },
      ],
      reject: [third],
    })

    expect(done).toMatchObject({ status: 200, headers: { etag: '"3"' }, body: { version: 3 } })
    expect(done.body.data).toMatchObject([
      {
        ...{ id: first, status: 200 },
        quote: {
          ...{ review: 'confirmed', confirmedBy: 'Test writer', roleAsStated: 'harbour master' },
          ...{ channel: 'interview', saidAt: '2026-03-09', speaker: { id: mara.id }, version: 3 },
        },
      },
      { id: second, status: 200, quote: { roleAsStated: null, saidAt: '2026-03-10' } },
      { id: third, status: 200, quote: { review: 'rejected' } },
    ])
    const events = await db.event.findMany({ where: { type: 'article.quote-changed' } })
    expect(events).toMatchObject([{ version: 3, subjectId: id, position: null }])
    await desk.publish(id)
    expect(textsOf(await reader('GET', `/v1/articles/${id}/quotes`))).toEqual(WORDS.slice(0, 2))
  })

  test('makes the speakers that are asked for, once per name, of what the text says', async () => {
    const id = await draft()
    const [first = '', second = '', third = ''] = idsOf(await propose(id))

    const done = await review(id, {
      confirm: [
        { id: first, speaker: { create: {} } },
        { id: second, speaker: { create: { name: 'MARA QUINT' } } },
        { id: third, speaker: { create: { name: 'Pilots of Marsana', kind: 'group' } } },
      ],
    })

    const speakers = done.body.data.map(({ quote }: { quote: { speaker: object } }) => quote.speaker)
    expect(speakers).toMatchObject([
      { name: 'Mara Quint', kind: 'person' },
      { name: 'Mara Quint' },
      { name: 'Pilots of Marsana', kind: 'group' },
    ])
    expect(await db.speaker.count()).toBe(2)
    expect(await db.event.count({ where: { type: 'speaker.created' } })).toBe(2)
  })

  test('freezes the role held then, where the text names none', async () => {
    const body = '“We will dredge at night,” Mara Quint said on Monday.'
    const roles = [
      { title: 'harbour master', from: '2026-03-10' },
      { title: 'pilot', from: '2010', to: '2026-03-09' },
    ]
    const id = await draft({ body })
    const mara = await desk.speaker({ roles })
    const [first = ''] = idsOf(await propose(id))

    const done = await review(id, { confirm: [{ id: first, speakerId: mara.id }] })
    const other = await desk.draft({ body })
    const marked = { segments: [{ exact: 'dredge' }], speakerId: mara.id, review: 'confirmed' }

    expect(done.body.data[0].quote).toMatchObject({ saidAt: '2026-03-09', roleAsStated: 'pilot' })
    expect(await desk.quote(other.id, { ...marked, saidAt: '2026-04' })).toMatchObject({
      roleAsStated: 'harbour master',
    })
    expect(
      await desk.quote(other.id, { ...marked, segments: [{ exact: 'night' }], roleAsStated: 'sailor' }),
    ).toMatchObject({ roleAsStated: 'sailor' })
  })

  test('what is refused says why, and keeps no other from being decided', async () => {
    const id = await draft()
    const mara = await desk.speaker()
    const [first = '', second = '', third = ''] = idsOf(await propose(id))
    await desk.change(id, { body: BODY.replace('The plan is the least bad of three', 'Some plan, anyway') })

    const done = await review(id, {
      confirm: [
        { id: first, speakerId: mara.id },
        { id: second },
        { id: third, speaker: { create: {} } },
        { id: UNKNOWN, speakerUnknown: true },
      ],
    })
    const again = await review(id, {
      confirm: [
        { id: first, speakerId: mara.id },
        { id: second, speakerId: UNKNOWN, onBehalfOfId: mara.id },
      ],
    })
    const both = await review(id, {
      confirm: [{ id: second, speakerId: mara.id, speaker: { create: {} } }],
    })

    expect(statusesOf(done)).toEqual([200, 422, 409, 404])
    expect(done.body.data.slice(1).map(({ problem }: { problem: { code: string } }) => problem.code)).toEqual(
      ['unprocessable', 'quote-altered', 'not-found'],
    )
    expect(statusesOf(again)).toEqual([409, 422])
    expect(again.body.version).toBe(done.body.version)
    expect(statusesOf(both)).toEqual([400])
    expect(await db.speaker.count()).toBe(1)
  })

  test.each<[string, (id: string) => object, number]>([
    ['nothing', () => ({}), 400],
    ['empty lists', () => ({ confirm: [], reject: [] }), 400],
    ['a quote twice', (id) => ({ confirm: [{ id, speakerUnknown: true }], reject: [id.toUpperCase()] }), 400],
    ['an unknown member', (id) => ({ confirm: [{ id, text: 'x' }] }), 400],
    ['a speaker who is not said to be unknown', (id) => ({ confirm: [{ id, speakerUnknown: false }] }), 400],
    ['no date', (id) => ({ confirm: [{ id, speakerUnknown: true, saidAt: 'Monday' }] }), 400],
    ['101 quotes', () => ({ reject: Array.from({ length: 101 }, () => UNKNOWN) }), 400],
  ])('%s is refused as a whole', async (_case, bodyOf, status) => {
    const id = await draft()
    const [first = ''] = idsOf(await propose(id))

    expect((await review(id, bodyOf(first))).status).toBe(status)
    expect((await quotesOf(id))[0].review).toBe('proposed')
  })

  test('428, 412, 403 and 404 as for every change of an article', async () => {
    const id = await draft()
    const [first = ''] = idsOf(await propose(id))
    const path = `${DESK}/${id}/quotes/review`

    expect((await writer('POST', path, { reject: [first] })).body.code).toBe('precondition-required')
    expect((await writer('POST', path, { reject: [first] }, { 'if-match': '"1"' })).body.code).toBe('stale')
    expect((await review(id, { reject: [first] }, moderator)).status).toBe(403)
    const elsewhere = await writer(
      'POST',
      `${DESK}/${UNKNOWN}/quotes/review`,
      { reject: [first] },
      { 'if-match': '"1"' },
    )
    expect(elsewhere.status).toBe(404)
  })

  test('a decision can be changed by a patch, and a rejected quote be confirmed after all', async () => {
    const id = await draft()
    const mara = await desk.speaker()
    const [first = ''] = idsOf(await propose(id))
    await review(id, { reject: [first] })

    const confirmed = await review(id, { confirm: [{ id: first, speakerId: mara.id }] })
    const patched = await writer(
      'PATCH',
      `${DESK}/${id}/quotes/${first}`,
      { review: 'proposed', roleAsStated: null },
      await desk.current(id),
    )

    expect(statusesOf(confirmed)).toEqual([200])
    expect(patched.body).toMatchObject({ review: 'proposed', roleAsStated: null, confirmedAt: null })
  })
})
