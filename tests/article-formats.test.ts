import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { anImage } from './support/media.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, reader, statements } = await newsroom()
const desk = deskOf(editor)

const NINJS = 'application/json;profile="https://iptc.org/std/ninjs/3.1"'
const accepting = (accept: string) => ({ accept })
/** The media type with its profile, as the API document has it. */
const typeOf = (headers: Record<string, string | undefined>) =>
  headers['content-type']?.replace(/; charset=utf-8$/, '').replace('; ', ';')
const LATER = new Date(Date.now() + 3_600_000).toISOString()

/** A story with something in every member that the formats have. */
async function aStory() {
  const [section, tag, author] = [
    await desk.section('City'),
    await desk.tag('Harbour'),
    await desk.author('Ines Marlow'),
  ]
  const [mara, council, image] = [
    await desk.speaker(),
    await desk.speaker({ name: 'City Council', kind: 'organization' }),
    await anImage(db, { alt: 'The pier' }),
  ]
  const draft = await desk.draft({
    title: 'Harbour & <night>',
    slug: 'harbour',
    subtitle: 'From ten to five',
    summary: 'The dredger works at night.',
    kind: 'analysis',
    dateline: { place: 'PORT ALDER', date: '2026-03-11' },
    section: section.slug,
    tags: [tag.slug],
    contributors: [{ author: author.slug, role: 'reporter' }],
    urgency: 3,
    edNote: 'Not for readers',
    source: { name: 'Coast News Agency', url: 'https://coast.example/' },
    rights: { copyrightHolder: 'Port Alder Press', usageTerms: 'Ask first.', creditLine: 'PAP' },
    image: { media: image.id },
  })
  const source = { url: 'https://council.example/minutes' }
  const quote = await desk.quote(draft.id, {
    segments: [{ exact: 'We will dredge at night,' }],
    speakerId: mara.id,
    onBehalfOfId: council.id,
    roleAsStated: 'harbour master',
    channel: 'press_conference',
    saidAt: '2026-03-10',
    source,
    review: 'confirmed',
  })
  await desk.quote(draft.id, {
    kind: 'partial',
    segments: [{ exact: 'the least bad of three' }],
    speakerId: council.id,
    review: 'confirmed',
  })
  await desk.publish(draft.id)
  const words = { kind: 'clarification', publicText: 'Nights end at five.' }
  await desk.change(draft.id, { summary: 'The dredger works at night, until five.' })
  await editor('POST', `/v1/editorial/articles/${draft.id}/corrections`, words, await desk.current(draft.id))
  const german = await desk.draft({
    title: 'Hafen',
    slug: 'hafen',
    language: 'de',
    translationGroupId: draft.id,
  })
  await desk.publish(german.id)
  return { id: draft.id as string, german, quote, mara, council, author, image }
}

describe('GET /v1/articles/:id as JSON-LD', () => {
  test('is a NewsArticle with its quotes, corrections and translations, in one statement', async () => {
    const { id, quote, mara, council, german } = await aStory()
    statements.length = 0

    const { headers, body, text } = await reader('GET', `/v1/articles/${id}.jsonld`)

    expect(statements).toHaveLength(1)
    expect(headers['content-type']).toMatch(/^application\/ld\+json/)
    expect(headers['cache-tag']).toContain(`speaker:${mara.id}`)
    // It may stand in a script element as it is.
    expect(text).not.toContain('<')
    const url = 'https://news.example/city/harbour'
    const published = { '@type': 'WebSite', name: 'Port Alder Courier', url: 'https://news.example' }
    expect(body).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'AnalysisNewsArticle',
      '@id': url,
      identifier: id,
      headline: 'Harbour & <night>',
      alternativeHeadline: 'From ten to five',
      description: 'The dredger works at night, until five.',
      articleBody: expect.stringMatching(/^The harbour will be dredged at night\.\n\n“We will/),
      articleSection: 'City',
      keywords: ['Harbour'],
      inLanguage: 'en',
      dateline: 'PORT ALDER, March 11, 2026',
      locationCreated: { '@type': 'Place', name: 'PORT ALDER' },
      version: 2,
      author: [{ '@type': 'Person', name: 'Ines Marlow', jobTitle: 'reporter' }],
      publisher: { ...published, '@type': 'NewsMediaOrganization' },
      isPartOf: published,
      sourceOrganization: { name: 'Coast News Agency', url: 'https://coast.example/' },
      copyrightHolder: { name: 'Port Alder Press' },
      creditText: 'PAP',
      image: { '@type': 'ImageObject', description: 'The pier', width: 1200, height: 800 },
      hasPart: [
        {
          '@type': 'Quotation',
          identifier: quote.id,
          text: 'We will dredge at night,',
          creator: {
            '@type': 'Person',
            name: 'Mara Quint',
            jobTitle: 'harbour master',
            affiliation: { name: 'City Council' },
          },
          spokenByCharacter: { '@type': 'Person', name: 'Mara Quint' },
          recordedAt: { '@type': 'Event', name: 'press conference', startDate: '2026-03-10' },
          isBasedOn: 'https://council.example/minutes',
        },
        { text: 'the least bad of three', creator: { '@type': 'Organization', name: 'City Council' } },
      ],
      mentions: [
        { '@type': 'Person', identifier: mara.id, name: 'Mara Quint' },
        { '@type': 'Organization', identifier: council.id, name: 'City Council' },
      ],
      correction: [{ '@type': 'CorrectionComment', name: 'clarification', text: 'Nights end at five.' }],
      workTranslation: [
        { identifier: german.id, inLanguage: 'de', url: 'https://news.example/hafen', headline: 'Hafen' },
      ],
      commentCount: 0,
    })
    expect(Date.parse(body.dateModified)).toBeGreaterThan(Date.parse(body.datePublished))
  })

  test('has all quotes, however many there are', async () => {
    const body = Array.from({ length: 25 }, (_each, i) => `“We count to ${i} here,” she said.`).join('\n\n')
    const draft = await desk.draft({ body })
    for (let i = 0; i < 25; i++) {
      const segments = [{ exact: `We count to ${i} here,` }]
      await desk.quote(draft.id, { segments, speakerUnknown: true, review: 'confirmed' })
    }
    await desk.publish(draft.id)

    const { hasPart } = (await reader('GET', `/v1/articles/${draft.id}.jsonld`)).body

    expect(hasPart.map(({ text }: { text: string }) => text)).toEqual(
      Array.from({ length: 25 }, (_each, i) => `We count to ${i} here,`),
    )
    expect(hasPart[0]).not.toHaveProperty('creator')
  })

  test('says which quotes were retracted since', async () => {
    const { id, quote } = await aStory()
    await db.quote.update({ where: { id: quote.id }, data: { lifecycle: 'retracted' } })

    const { hasPart } = (await reader('GET', `/v1/articles/${id}.jsonld`)).body

    expect(hasPart[0]).toMatchObject({
      creativeWorkStatus: 'retracted',
      correction: 'The quote was retracted.',
    })
  })
})

describe('GET /v1/articles/:id as ninjs', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv as unknown as Ajv)
  ajv.addSchema({ $id: 'https://geojson.org/schema/GeoJSON.json' })
  const schema = JSON.parse(readFileSync(new URL('./ninjs/ninjs-schema_3.1.json', import.meta.url), 'utf8'))
  const validate = ajv.compile(schema)
  const faultsOf = (body: unknown) => (validate(body) ? [] : validate.errors)

  test('is valid by the published schema, with everything that the article has', async () => {
    const { id, quote, mara, german } = await aStory()
    statements.length = 0

    const { headers, body, text } = await reader('GET', `/v1/articles/${id}.ninjs.json`)

    expect(statements).toHaveLength(1)
    expect(typeOf(headers)).toBe(NINJS)
    expect(faultsOf(body)).toEqual([])
    expect(text).not.toContain('Not for readers')
    expect(body).toMatchObject({
      uri: `urn:uuid:${id}`,
      standard: { name: 'ninjs', version: '3.1' },
      version: '2',
      pubStatus: 'usable',
      urgency: 3,
      language: 'en',
      title: 'Harbour & <night>',
      by: 'Ines Marlow',
      located: 'PORT ALDER',
      headlines: [{ role: 'main', value: 'Harbour & <night>' }, { role: 'subtitle' }],
      descriptions: [{ role: 'summary' }, { role: 'clarification', value: 'Nights end at five.' }],
      bodies: [{ contentType: 'text/html', value: expect.stringContaining(`data-quote-id="${quote.id}"`) }],
      genres: [{ uri: 'http://cv.iptc.org/newscodes/genre/Analysis' }],
      places: [{ name: 'PORT ALDER', rel: 'dateline' }],
      subjects: [
        { name: 'City', rel: 'category' },
        { name: 'Harbour', rel: 'about' },
      ],
      people: [
        { name: 'Ines Marlow', rel: 'creator' },
        { name: 'Mara Quint', rel: 'quoted', uri: `http://127.0.0.1:3000/v1/speakers/${mara.id}` },
      ],
      organisations: [{ name: 'City Council', rel: 'quoted' }],
      infoSources: [
        { name: 'Coast News Agency', uri: 'https://coast.example/' },
        { name: 'PAP', role: 'credit' },
      ],
      copyrightHolder: 'Port Alder Press',
      usageTerms: 'Ask first.',
      associations: [
        { rel: 'main', type: 'picture', renditions: expect.arrayContaining([]) },
        {
          rel: 'quote',
          name: 'Mara Quint',
          uri: `urn:uuid:${quote.id}`,
          bodies: [{ role: 'direct', value: 'We will dredge at night,' }],
          people: [{ name: 'Mara Quint', rel: 'quoted' }],
        },
        { rel: 'quote', name: 'City Council' },
        { rel: 'translation', name: 'Hafen', language: 'de', uri: `urn:uuid:${german.id}` },
      ],
    })
  })

  test('is valid for an article that has no more than it must', async () => {
    const draft = await desk.draft()
    await desk.publish(draft.id)

    const { body } = await reader('GET', `/v1/articles/${draft.id}.ninjs.json`)

    expect(faultsOf(body)).toEqual([])
    expect(body).not.toHaveProperty('people')
    expect(body).not.toHaveProperty('associations')
  })

  test('the schema is one that refuses', () => {
    expect(validate({ uri: 'urn:uuid:1', quotes: [] })).toBe(false)
    expect(validate({ uri: 'urn:uuid:1', associations: [{ name: 'x', uri: 'urn:x', quote: 1 }] })).toBe(false)
  })
})

describe('Accept', () => {
  test.each([
    ['application/json', 'application/json'],
    ['application/json; charset=utf-8', 'application/json'],
    ['*/*', 'application/json'],
    ['text/html, application/xhtml+xml, */*;q=0.8', 'application/json'],
    ['application/ld+json', 'application/ld+json'],
    ['application/ld+json, application/json;q=0.9', 'application/ld+json'],
    ['application/json, application/ld+json;q=0.9', 'application/json'],
    ['application/json;q=0, */*', 'application/ld+json'],
    ['application/json;profile="https://iptc.org/std/ninjs/3.1"', NINJS],
    ['application/json; profile="https://iptc.org/std/ninjs/3.1", application/json;q=0.5', NINJS],
  ])('%s is answered with %s', async (accept, type) => {
    const draft = await desk.draft()
    await desk.publish(draft.id)

    const { status, headers } = await reader('GET', `/v1/articles/${draft.id}`, undefined, accepting(accept))

    expect([status, typeOf(headers)]).toEqual([200, type])
    expect(headers.vary).toBe('Accept, Accept-Encoding')
  })

  test.each(['text/html', 'application/json;profile="https://example.org/other"', 'application/json;q=0'])(
    '%s is 406, whether there is an article or not',
    async (accept) => {
      const draft = await desk.draft()
      await desk.publish(draft.id)

      for (const id of [draft.id, UNKNOWN]) {
        const answer = await reader('GET', `/v1/articles/${id}`, undefined, accepting(accept))
        expect(answer.body).toMatchObject({ status: 406, code: 'not-acceptable' })
      }
    },
  )

  test('each representation has an entity tag of its own', async () => {
    const draft = await desk.draft()
    await desk.publish(draft.id)
    const types = ['application/json', 'application/ld+json', NINJS]

    const tags = []
    for (const type of types) {
      const { headers } = await reader('GET', `/v1/articles/${draft.id}`, undefined, accepting(type))
      tags.push(headers.etag ?? '')
    }
    const again = { accept: 'application/ld+json', 'if-none-match': tags[1] ?? '' }
    const other = { accept: 'application/ld+json', 'if-none-match': tags[0] ?? '' }

    expect(new Set(tags).size).toBe(3)
    expect(tags.every((tag) => tag.startsWith('W/'))).toBe(true)
    expect((await reader('GET', `/v1/articles/${draft.id}`, undefined, again)).status).toBe(304)
    expect((await reader('GET', `/v1/articles/${draft.id}`, undefined, other)).status).toBe(200)
  })

  test('what shapes JSON alone is refused elsewhere', async () => {
    const draft = await desk.draft()
    await desk.publish(draft.id)

    const refused = await reader(
      'GET',
      `/v1/articles/${draft.id}?fields=title`,
      undefined,
      accepting('application/ld+json'),
    )
    const past = await reader(
      'GET',
      `/v1/articles/${draft.id}?asOf=${new Date().toISOString()}`,
      undefined,
      accepting('application/ld+json'),
    )

    expect(refused.body).toMatchObject({ status: 400, errors: [{ parameter: 'fields' }] })
    expect(past.body).toMatchObject({ '@type': 'NewsArticle' })
  })
})

describe.each(['.jsonld', '.ninjs.json'])('/v1/articles/:id%s', (suffix) => {
  test('hides what is hidden, and tells of what was taken back', async () => {
    const draft = await desk.draft()
    const embargoed = await desk.draft()
    await desk.publish(embargoed.id, { embargoUntil: LATER })
    const [withheld, canceled, legal] = [await desk.draft(), await desk.draft(), await desk.draft()]
    for (const { id } of [withheld, canceled, legal]) await desk.publish(id)
    await desk.withdraw(withheld.id, 'withheld')
    await desk.withdraw(canceled.id, 'canceled', 'We were wrong.')
    await desk.withdraw(legal.id, 'legal', 'By order.')

    const found = []
    for (const id of [UNKNOWN, draft.id, embargoed.id, withheld.id, canceled.id, legal.id]) {
      const { status, body } = await reader('GET', `/v1/articles/${id}${suffix}`)
      found.push([status, body.notice])
    }

    expect(found).toEqual([
      ...Array.from({ length: 4 }, () => [404, undefined]),
      [410, 'We were wrong.'],
      [451, 'By order.'],
    ])
  })

  test('is kept by caches as long as the article', async () => {
    const draft = await desk.draft()
    await desk.publish(draft.id)

    const first = await reader('GET', `/v1/articles/${draft.id}${suffix}`)
    const again = await reader('GET', `/v1/articles/${draft.id}${suffix}`, undefined, {
      'if-none-match': first.headers.etag ?? '',
    })

    expect(first.headers['cache-control']).toBe('public, max-age=10, stale-while-revalidate=20')
    expect(again.status).toBe(304)
  })
})
