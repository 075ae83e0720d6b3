import { describe, expect, test } from '@jest/globals'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { newsroom } from './support/newsroom.ts'

const { editor, reader } = await newsroom()
const desk = deskOf(editor)

const BODY = `The harbour 🚢 will be *dredged*.

“We will 🌊 dredge &amp; dig,” said Mara Quint. “Nobody will sleep.”`

async function published(segments: object[], members: object = {}) {
  const { id } = await desk.draft({ body: BODY })
  const quote = await desk.quote(id, { segments, review: 'confirmed', speakerUnknown: true, ...members })
  await desk.publish(id)
  return { id, quoteId: quote.id as string, url: `/v1/quotes/${quote.id}/annotation` }
}

interface Selected {
  selector: [{ exact: string; prefix: string; suffix: string }, { start: number; end: number }]
}

describe('GET /v1/quotes/:id/annotation', () => {
  test('selects the words by themselves and by code points of the plain text', async () => {
    const speaker = await desk.speaker()
    const segments = [{ exact: 'We will 🌊 dredge & dig,' }]
    const who = { speakerId: speaker.id, speakerUnknown: false, roleAsStated: 'harbour master' }
    const { id, quoteId, url } = await published(segments, who)

    const { status, headers, body } = await reader('GET', url)

    expect(status).toBe(200)
    expect(headers['content-type']).toBe(
      'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"; charset=utf-8',
    )
    const {
      url: source,
      publishedAt,
      body: projection,
    } = (await reader('GET', `/v1/articles/${id}?body=text`)).body
    expect(body).toEqual({
      '@context': 'http://www.w3.org/ns/anno.jsonld',
      id: `http://127.0.0.1:3000/v1/quotes/${quoteId}/annotation`,
      ...{ type: 'Annotation', motivation: 'identifying', created: publishedAt },
      body: [
        {
          ...{ type: 'TextualBody', purpose: 'identifying', format: 'text/plain', language: 'en' },
          value: 'Mara Quint, harbour master',
        },
      ],
      target: {
        ...{ type: 'SpecificResource', source, state: { type: 'TimeState', sourceDate: publishedAt } },
        selector: [
          {
            type: 'TextQuoteSelector',
            ...segments[0],
            prefix: expect.any(String),
            suffix: expect.any(String),
          },
          { type: 'TextPositionSelector', start: expect.any(Number), end: expect.any(Number) },
        ],
      },
    })
    const characters = [...projection.content]
    const [words, place] = (body.target as Selected).selector
    expect(characters.slice(place.start, place.end).join('')).toBe(words.exact)
    expect(characters.slice(0, place.start).join('').endsWith(words.prefix)).toBe(true)
    expect(characters.slice(place.end).join('').startsWith(words.suffix)).toBe(true)
  })

  test('of several segments the list is the target; nobody is named where nobody is known', async () => {
    const { id, url } = await published([
      { exact: 'We will 🌊 dredge & dig,' },
      { exact: 'Nobody will sleep.' },
    ])

    const { body } = await reader('GET', url)

    const projection = (await reader('GET', `/v1/articles/${id}?body=text`)).body.body.content
    expect(body).toMatchObject({ body: [], target: { type: 'List' } })
    expect(
      body.target.items.map(({ selector: [, { start, end }] }: Selected) =>
        [...projection].slice(start, end).join(''),
      ),
    ).toEqual(['We will 🌊 dredge & dig,', 'Nobody will sleep.'])
  })

  test('can be kept like every public answer, and is gone with the article', async () => {
    const { id, quoteId, url } = await published([{ exact: 'Nobody will sleep.' }])
    const { headers } = await reader('GET', url)

    const again = await reader('GET', url, undefined, { 'if-none-match': headers.etag ?? '' })
    await desk.withdraw(id, 'withheld')

    expect(headers['cache-tag']?.split(',')).toEqual(
      expect.arrayContaining([`quote:${quoteId}`, `article:${id}`]),
    )
    expect(again.status).toBe(304)
    expect((await reader('GET', url)).status).toBe(404)
  })

  test('404 for what readers do not see', async () => {
    const { id } = await desk.draft({ body: BODY })
    const quote = await desk.quote(id, { segments: [{ exact: 'Nobody will sleep.' }] })

    expect((await reader('GET', `/v1/quotes/${quote.id}/annotation`)).status).toBe(404)
    expect((await reader('GET', `/v1/quotes/${UNKNOWN}/annotation`)).status).toBe(404)
    expect((await reader('GET', '/v1/quotes/x/annotation')).status).toBe(400)
  })
})
