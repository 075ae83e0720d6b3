import { describe, expect, test } from '@jest/globals'
import { deskOf } from '../support/desk.ts'
import { newsroom } from '../support/newsroom.ts'

const { editor, reader, writer } = await newsroom()
const desk = deskOf(editor)

const NIGHT = 'We will dredge at night,'
const SOURCE = { url: 'https://example.org/minutes' }

/** A confirmed quote, and how to change it. */
async function confirmed(members: object = {}) {
  const { id: articleId } = await desk.draft()
  const segments = [{ exact: NIGHT }]
  const quote = await desk.quote(articleId, {
    segments,
    speakerUnknown: true,
    review: 'confirmed',
    ...members,
  })
  const url = `/v1/editorial/articles/${articleId}/quotes/${quote.id}`
  const change = async (patch: object, caller = editor) =>
    caller('PATCH', url, patch, await desk.current(articleId))
  return { articleId, id: quote.id as string, url, change, quote }
}

describe('what a quote is known by', () => {
  test('the words before translation and the attributing phrase are kept, patched and removed', async () => {
    const original = { text: 'Wir baggern nachts.', language: 'DE-at', translatedBy: 'Ines Marlow' }
    const attribution = { text: 'Mara Quint', cue: 'said' }
    const { quote, change } = await confirmed({ original, attribution })

    expect(quote).toMatchObject({ original: { ...original, language: 'de-AT' }, attribution })
    expect((await change({ attribution: { cue: null } })).body.attribution).toEqual({ text: 'Mara Quint' })
    expect((await change({ original: null })).body.original).toBeNull()
  })

  test('readers get the words before translation with the edition, and not the phrase', async () => {
    const original = { text: 'Wir baggern nachts.', language: 'de' }
    const { articleId, id, change } = await confirmed({ original, attribution: { text: 'Mara Quint' } })
    await desk.publish(articleId)
    await change({ original: null })

    const { body } = await reader('GET', `/v1/quotes/${id}`)

    expect(body.original).toEqual(original)
    expect(body).not.toHaveProperty('attribution')
  })

  test.each([
    ['an original without its language', { original: { text: 'Wir baggern.' } }],
    ['an attribution without words', { attribution: { cue: 'said' } }],
    ['an unknown member', { original: { text: 'x', language: 'de', by: 'x' } }],
    ['an unknown verification', { verification: 'checked' }],
    ['an unknown lifecycle', { lifecycle: 'gone' }],
  ])('400 for %s', async (_case, members) => {
    const { change } = await confirmed()

    expect(await change(members)).toMatchObject({ status: 400, body: { code: 'validation' } })
  })

  test('a verbatim match needs the source that was compared', async () => {
    const { change } = await confirmed()

    const bare = await change({ verification: 'verbatim_match' })
    const sourced = await change({ verification: 'verbatim_match', source: SOURCE })
    const taken = await change({ source: null })

    expect(bare.body).toMatchObject({ status: 422, errors: [{ pointer: '/source', code: 'required' }] })
    expect(sourced.body).toMatchObject({ verification: 'verbatim_match', source: SOURCE })
    expect(taken.status).toBe(422)
  })
})

describe('the role as stated', () => {
  test('is frozen with the confirmation until that is taken back', async () => {
    const { change } = await confirmed({ roleAsStated: 'harbour master' })

    expect(await change({ roleAsStated: 'mayor' })).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect((await change({ roleAsStated: null })).status).toBe(409)
    expect((await change({ channel: 'speech' })).status).toBe(200)
    expect((await change({ review: 'proposed', roleAsStated: 'mayor' })).body.roleAsStated).toBe('mayor')
    expect((await change({ review: 'confirmed' })).body.roleAsStated).toBe('mayor')
  })

  test('that was left out may be added once', async () => {
    const { change } = await confirmed()

    expect((await change({ roleAsStated: 'harbour master' })).status).toBe(200)
    expect((await change({ roleAsStated: 'mayor' })).status).toBe(409)
  })
})

describe('the standing of a published quote', () => {
  const told = async () =>
    (await reader('GET', '/v1/changes?limit=100&types=quote.corrected,quote.retracted')).body.data

  test('changes for readers at once, and the change feed tells of it', async () => {
    const { articleId, id, change } = await confirmed()
    await desk.publish(articleId)

    await change({ lifecycle: 'corrected' })
    await change({ lifecycle: 'retracted' })
    await change({ lifecycle: 'denied', verification: 'disputed' })

    const { body } = await reader('GET', `/v1/quotes/${id}`)
    expect(body).toMatchObject({ lifecycle: 'denied', verification: 'disputed' })
    const data = (lifecycle: string, verification = 'unverified') => ({ articleId, lifecycle, verification })
    expect(await told()).toMatchObject([
      { type: 'quote.corrected', subject: { id }, tombstone: false, data: data('corrected') },
      { type: 'quote.retracted', subject: { id }, tombstone: false, data: data('retracted') },
      { type: 'quote.corrected', subject: { id }, tombstone: false, data: data('denied', 'disputed') },
    ])
  })

  test('a quote that left the edition is a tombstone', async () => {
    const { articleId, id, url } = await confirmed()
    await desk.publish(articleId)
    await editor('DELETE', url, undefined, await desk.current(articleId))
    await desk.publish(articleId)

    expect(await told()).toMatchObject([{ type: 'quote.retracted', subject: { id }, tombstone: true }])
  })

  test('needs the right to publish while readers see it, and is nobody’s business before', async () => {
    const { articleId, id, change } = await confirmed()

    expect((await change({ lifecycle: 'corrected' }, writer)).status).toBe(200)
    await desk.publish(articleId)
    expect(await change({ lifecycle: 'retracted' }, writer)).toMatchObject({ status: 403 })

    expect((await reader('GET', `/v1/quotes/${id}`)).body.lifecycle).toBe('corrected')
    expect(await told()).toEqual([])
  })
})
