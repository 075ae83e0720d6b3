import { describe, expect, test } from '@jest/globals'
import { BODY, deskOf, UNKNOWN } from './support/desk.ts'
import { anImage } from './support/media.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, writer, reader } = await newsroom()
const desk = deskOf(editor)

const validate = async (id: string, caller = editor) =>
  (await caller('POST', `/v1/editorial/articles/${id}/validation`)).body
const codes = (findings: readonly { code: string }[]) => findings.map(({ code }) => code)
const LATER = new Date(Date.now() + 3_600_000).toISOString()

describe('POST /v1/editorial/articles/{id}/validation', () => {
  test('says what would change, and changes nothing', async () => {
    const section = await desk.section('City')
    const { id } = await desk.draft({ section: section.slug })
    const before = (await desk.read(id)).body

    const fresh = await validate(id, writer)

    expect(fresh).toMatchObject({ publishable: true, blocks: [], warnings: [], version: 1, revision: 1 })
    expect(fresh.changes).toMatchObject({ edition: 1, quotes: { confirmed: 0, corrected: 0, retracted: 0 } })
    expect(fresh.changes.fields).toEqual(expect.arrayContaining(['title', 'body', 'section', 'slug']))
    expect((await desk.read(id)).body).toEqual(before)
    await desk.publish(id)
    await desk.change(id, { title: 'Harbour at night', tags: [(await desk.tag('Harbour')).slug] })
    expect((await validate(id)).changes).toMatchObject({ edition: 2, fields: ['tags', 'title'] })
    expect(await db.event.count({ where: { type: { startsWith: 'article.' } } })).toBe(3)
  })

  test('is 404 for an unknown article, 401 for nobody', async () => {
    expect((await editor('POST', `/v1/editorial/articles/${UNKNOWN}/validation`)).status).toBe(404)
    expect((await reader('POST', `/v1/editorial/articles/${UNKNOWN}/validation`)).status).toBe(401)
  })
})

describe('what blocks a publication is what a publication answers', () => {
  const refusal = async (id: string) =>
    (await editor('POST', `/v1/editorial/articles/${id}/publications`, {}, await desk.current(id))).body

  test('a body without text', async () => {
    const { id } = await desk.draft({ body: '<script>x</script>' })

    expect(codes((await validate(id)).blocks)).toEqual(['empty'])
    expect(await refusal(id)).toMatchObject({ code: 'publication-blocked', errors: [{ code: 'empty' }] })
  })

  test('a confirmed quote that was altered', async () => {
    const { id } = await desk.draft()
    const speaker = await desk.speaker()
    const segments = [{ exact: 'Nobody will sleep' }]
    const quote = await desk.quote(id, { segments, speakerId: speaker.id, review: 'confirmed' })
    const acknowledgeQuoteChanges = [{ quoteId: quote.id, reason: 'Cut.' }]
    await desk.change(id, { body: 'All were silent.', acknowledgeQuoteChanges })

    expect((await validate(id)).blocks).toMatchObject([{ code: 'quote-altered', quoteId: quote.id }])
    expect(await refusal(id)).toMatchObject({ code: 'quote-altered', quotes: [{ quoteId: quote.id }] })
  })

  test('a lead image and an image in the body without alternative text', async () => {
    const image = await anImage(db)
    const { id } = await desk.draft({
      body: `${BODY}\n\n![](/media/${image.id}/harbour.jpg)`,
      image: { media: image.id },
    })

    expect((await validate(id)).blocks).toMatchObject([
      { code: 'image-without-alt', pointer: '/image' },
      { code: 'image-without-alt', pointer: '/body' },
    ])
    expect(await refusal(id)).toMatchObject({
      code: 'publication-blocked',
      errors: [{ pointer: '/image' }, {}],
    })
    await desk.change(id, {
      body: `${BODY}\n\n![A dredger](/media/${image.id}/harbour.jpg)`,
      image: { alt: 'A dredger under floodlights' },
    })
    expect((await validate(id)).blocks).toEqual([])
    await desk.publish(id)
    const shown = (await reader('GET', `/v1/articles/${id}`)).body.image
    expect(shown).toMatchObject({ id: image.id, alt: 'A dredger under floodlights', width: 1200 })
    const { content } = (await reader('GET', `/v1/articles/${id}`)).body.body
    expect(content).toContain(
      `<img src="http://127.0.0.1:3000/media/${image.id}/harbour.jpg" alt="A dredger">`,
    )
  })

  test('a state that does not lead there', async () => {
    const { id } = await desk.draft()
    await desk.publish(id)
    await desk.withdraw(id, 'withheld')
    expect(codes((await validate(id)).blocks)).toEqual(['state'])
    await desk.withdraw(id, 'canceled')

    expect(codes((await validate(id)).blocks)).toEqual(['state'])
    expect(await refusal(id)).toMatchObject({ code: 'conflict' })
  })
})

describe('what is only a warning', () => {
  test('no section, an open proposal, a speaker without a role, a planned edition', async () => {
    const { id } = await desk.draft()
    const speaker = await desk.speaker()
    const confirmed = { speakerId: speaker.id, review: 'confirmed' }
    const quote = await desk.quote(id, { segments: [{ exact: 'Nobody will sleep' }], ...confirmed })
    await desk.quote(id, { segments: [{ exact: 'the least bad of three' }], kind: 'partial' })
    await desk.publish(id, { publishAt: LATER })

    const { publishable, warnings } = await validate(id)

    expect(publishable).toBe(true)
    expect(warnings).toMatchObject([
      { code: 'no-section', pointer: '/section' },
      { code: 'unconfirmed-proposals' },
      { code: 'speaker-without-role', quoteId: quote.id },
      { code: 'replaces-scheduled' },
    ])
  })

  test('an end that a publication without one would drop', async () => {
    const { id } = await desk.draft()
    await desk.publish(id, { expiresAt: LATER })

    const { warnings } = await validate(id)

    expect(warnings).toMatchObject([{ code: 'no-section' }, { code: 'drops-expiry', pointer: '/expiresAt' }])
    expect(warnings[1].detail).toContain(LATER)
  })

  test('links to articles that the public cannot read, in every way to write them', async () => {
    const section = await desk.section('City')
    const hidden = await desk.draft({ title: 'Hidden', section: section.slug })
    const shown = await desk.draft({ title: 'Shown', section: section.slug })
    await desk.publish(shown.id)
    const targets = [
      `https://news.example/city/${hidden.slug}`,
      `https://news.example/city/${hidden.slug}#q-1`,
      `/v1/articles/${hidden.id.toUpperCase()}`,
      `/v1/articles/by-slug/${hidden.slug}`,
      `https://news.example/city/${shown.slug}`,
      `https://elsewhere.example/city/${hidden.slug}`,
      'https://news.example/about',
    ]
    const own = 'https://news.example/city/own'
    const body = [...targets, own].map((target) => `[Read](${target})`).join(' ')
    const { id } = await desk.draft({ body, slug: 'own', section: section.slug })

    const { warnings } = await validate(id)

    expect(codes(warnings)).toEqual(Array(4).fill('link-to-hidden-article'))
    for (const [i, target] of targets.slice(0, 4).entries()) expect(warnings[i].detail).toContain(target)
  })

  test('an image of others without alternative text', async () => {
    const { id } = await desk.draft({ body: `${BODY}\n\n![](https://elsewhere.example/x.jpg)` })

    const { warnings } = await validate(id)

    expect(codes(warnings)).toEqual(['no-section', 'foreign-image-without-alt'])
  })
})
