import { describe, expect, test } from '@jest/globals'
import { newsroom } from './support/newsroom.ts'

const { editor, reader, writer, moderator } = await newsroom()
const url = '/v1/editorial/quote-proposals'
const text =
  'The harbour will be dredged.\n\n“We will dredge at night,” harbour master Mara Quint said at a press conference on Tuesday night.'

describe('POST /v1/editorial/quote-proposals', () => {
  test('finds each quote with its speaker, channel and time, and stores nothing', async () => {
    const { status, body } = await writer('POST', url, {
      text,
      publishedAt: '2026-03-11T08:00:00Z',
      timeZone: 'Europe/Lisbon',
      language: 'en-GB',
    })

    expect(status).toBe(200)
    expect(body.data).toEqual([
      {
        kind: 'direct',
        text: 'We will dredge at night,',
        segments: [
          {
            start: 31,
            end: 55,
            exact: 'We will dredge at night,',
            prefix: text.slice(0, 31),
            suffix: '” harbour master Mara Quint said',
          },
        ],
        source: { text: 'harbour master Mara Quint', start: 57, end: 82 },
        cue: { text: 'said', start: 83, end: 87 },
        speaker: {
          name: 'Mara Quint',
          role: 'harbour master',
          kind: 'person',
          onBehalfOf: null,
          candidates: [],
        },
        channel: 'press_conference',
        saidAt: '2026-03-10',
        saidAtText: 'on Tuesday night',
        rule: 'after-sv',
        confidence: expect.any(Number),
        needsConfirmation: false,
      },
    ])
  })

  test('names the speakers on file who may be meant, the likeliest first, and nobody for an anonymous source', async () => {
    const add = async (name: string, more: object = {}) =>
      (await editor('POST', '/v1/editorial/speakers', { name, kind: 'person', ...more })).body.id
    const [initial, full] = [await add('M. Quint'), await add('Mara Quint')]
    const [alias, merged] = [
      await add('Captain Salt', { aliases: [{ name: 'Mara Quint', type: 'full' }] }),
      await add('Mara Quint'),
    ]
    await editor('POST', `/v1/editorial/speakers/${merged}/merges`, { into: full }, { 'if-match': '"1"' })
    await add('An official', { kind: 'anonymous' })

    const { body } = await writer('POST', url, { text: `${text} “It will be loud,” an official said.` })

    const [first, second] = body.data
    expect(first.speaker.candidates).toMatchObject([
      { speakerId: full, name: 'Mara Quint', why: 'full name' },
      { speakerId: alias, name: 'Captain Salt', why: 'alias' },
      { speakerId: initial, name: 'M. Quint', why: 'surname and initial' },
    ])
    expect(second.speaker).toMatchObject({ kind: 'anonymous', candidates: [] })
  })

  test('the time zone says which day “Tuesday” was', async () => {
    const said = (timeZone?: string) =>
      writer('POST', url, { text, publishedAt: '2026-03-09T16:30:00Z', ...(timeZone && { timeZone }) })

    expect((await said('Asia/Tokyo')).body.data[0].saidAt).toBe('2026-03-10')
    expect((await said('America/Lima')).body.data[0].saidAt).toBe('2026-03-03')
    // The newsroom's own.
    expect((await said()).body.data[0].saidAt).toBe('2026-03-03')
  })

  test('a text without quotes has no proposals, an empty one neither', async () => {
    expect((await writer('POST', url, { text: 'Nobody said a word.' })).body).toEqual({ data: [] })
    expect((await writer('POST', url, { text: '' })).body).toEqual({ data: [] })
  })

  test('200,000 characters are read, one more is 400', async () => {
    const long = 'The mayor said: “We will go.” '.repeat(7000)

    expect((await writer('POST', url, { text: long.slice(0, 200_000) })).status).toBe(200)
    expect((await writer('POST', url, { text: long.slice(0, 200_001) })).status).toBe(400)
  })

  test.each([
    [{}, '/text'],
    [{ text: 7 }, '/text'],
    [{ text, timeZone: 'Mars/Base' }, '/timeZone'],
    [{ text, publishedAt: 'Tuesday' }, '/publishedAt'],
    [{ text, language: '-' }, '/language'],
    [{ text, speed: 'fast' }, '/speed'],
  ])('%j is 400 and says where', async (body, pointer) => {
    const answer = await writer('POST', url, body)

    expect(answer.status).toBe(400)
    expect(answer.body.errors[0].pointer).toBe(pointer)
  })

  test('needs a key that may read content', async () => {
    expect((await reader('POST', url, { text })).status).toBe(401)
    expect((await moderator('POST', url, { text })).status).toBe(403)
  })
})
