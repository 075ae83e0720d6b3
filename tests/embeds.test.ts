import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, reader, statements } = await newsroom()
const desk = deskOf(editor)
const LATER = new Date(Date.now() + 3_600_000).toISOString()
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const JSON_PLEASE = { accept: 'application/json' }

async function quoted(quote: object = {}, article: object = {}, timing: object = {}) {
  const mara = await desk.speaker()
  const draft = await desk.draft({ title: 'Harbour <b>& night</b>', slug: 'harbour', ...article })
  const segments = [{ exact: 'We will dredge at night,' }]
  const said = { roleAsStated: 'harbour master', saidAt: '2020-12-21', channel: 'speech' }
  const made = await desk.quote(draft.id, {
    segments,
    speakerId: mara.id,
    ...said,
    review: 'confirmed',
    ...quote,
  })
  await desk.publish(draft.id, timing)
  return { quote: made, mara, article: draft }
}

describe('GET /v1/quotes/:id/embed', () => {
  test('is a page without scripts that any site may frame', async () => {
    const { quote } = await quoted()
    statements.length = 0

    const card = await reader('GET', `/v1/quotes/${quote.id}/embed`, undefined, HTML)

    expect(statements).toHaveLength(1)
    const policy = card.headers['content-security-policy'] ?? ''
    const style = /<style>([\s\S]*)<\/style>/.exec(card.text)?.[1] ?? ''
    expect(card.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'public, max-age=10, stale-while-revalidate=20',
      vary: expect.stringContaining('Accept'),
    })
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain('frame-ancestors *')
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`)
    expect(card.text).not.toMatch(/<script|javascript:| on\w+=|<b>/)
    expect(card.text).toContain('<html lang="en" dir="ltr">')
    expect(card.text).toContain('<p class="said">We will dredge at night,</p>')
    expect(card.text).toContain(
      '<cite>Mara Quint</cite>, harbour master, <time datetime="2020-12-21">December 21, 2020</time>',
    )
    expect(card.text).toContain(`cite="https://news.example/harbour#:~:text=`)
    expect(card.text).toContain('>Harbour &lt;b&gt;&amp; night&lt;/b&gt;</a>')
    expect(card.text).not.toContain('class="notice"')
    expect(card.text).toContain('<link rel="alternate" type="application/json+oembed"')
    expect(card.headers.link).toContain('type="application/json+oembed"')
  })

  test.each([
    [{ lifecycle: 'corrected' }, 'corrected', /was corrected/],
    [{ lifecycle: 'retracted' }, 'retracted', /class="said withdrawn"[\s\S]*was retracted/],
    [{ lifecycle: 'denied' }, 'denied', /denies having said/],
    [{ verification: 'disputed' }, 'disputed', /is disputed/],
    [{ verification: 'misattributed' }, 'misattributed', /class="said withdrawn"[\s\S]*by somebody else/],
  ] as const)('says what became of the quote: %j', async (change, code, words) => {
    const { quote } = await quoted()
    await db.quote.update({ where: { id: quote.id }, data: change })

    const page = await reader('GET', `/v1/quotes/${quote.id}/embed`)
    const parts = await reader('GET', `/v1/quotes/${quote.id}/embed`, undefined, JSON_PLEASE)

    expect(page.text).toMatch(words)
    expect(parts.body).toMatchObject({ quote: { id: quote.id }, notices: [{ code }] })
  })

  test('says that its article was retracted, in the language of the article', async () => {
    const { quote, article } = await quoted({}, { language: 'de' })
    await desk.change(article.id, { summary: 'Anders.' })
    const correction = { kind: 'retraction', publicText: 'Der Artikel war falsch.' }
    await editor(
      'POST',
      `/v1/editorial/articles/${article.id}/corrections`,
      correction,
      await desk.current(article.id),
    )

    const page = await reader('GET', `/v1/quotes/${quote.id}/embed`, undefined, HTML)

    expect(page.text).toContain('Der Artikel, in dem dieses Zitat steht, wurde zurückgezogen.')
    expect(page.text).toContain('21. Dezember 2020')
  })

  test('a paraphrase has no quotation marks, a text from right to left its direction', async () => {
    const body = 'وزیر گفت مذاکرات ادامه دارد.'
    const segments = [{ exact: 'مذاکرات ادامه دارد.' }]
    const { quote } = await quoted({ kind: 'paraphrase', segments }, { language: 'fa', body })

    const page = await reader('GET', `/v1/quotes/${quote.id}/embed`, undefined, HTML)

    expect(page.text).toContain('<html lang="fa" dir="rtl">')
    expect(page.text).toMatch(/<blockquote [^>]*dir="rtl"><p class="">/)
  })

  test('is gone with the article, and was never there before it', async () => {
    const { quote, article } = await quoted()
    const ahead = await quoted({}, { slug: 'ahead' }, { embargoUntil: LATER })
    await desk.withdraw(article.id, 'withheld')

    for (const id of [quote.id, ahead.quote.id, UNKNOWN]) {
      const card = await reader('GET', `/v1/quotes/${id}/embed`, undefined, HTML)

      expect(card).toMatchObject({ status: 404, body: { code: 'not-found' } })
      expect(card.headers['cache-control']).toBe('no-store')
    }
  })

  test('answers what the client accepts, and nothing else', async () => {
    const { quote } = await quoted()
    const typeFor = async (accept: string) =>
      (await reader('GET', `/v1/quotes/${quote.id}/embed`, undefined, { accept })).headers['content-type']

    expect(await typeFor('application/json;q=0.9, text/html;q=0.1')).toContain('application/json')
    expect(await typeFor('*/*')).toContain('text/html')
    expect(await typeFor('image/png, application/*')).toContain('application/json')
    const refused = await reader('GET', `/v1/quotes/${quote.id}/embed`, undefined, {
      accept: 'text/html;q=0, image/*',
    })
    expect(refused).toMatchObject({ status: 406, body: { code: 'not-acceptable' } })
  })
})

describe('GET /v1/oembed', () => {
  const oembed = (query: Record<string, string>) => reader('GET', `/v1/oembed?${new URLSearchParams(query)}`)

  test('a quote is a frame that fits', async () => {
    const { quote } = await quoted()
    const card = `http://127.0.0.1:3000/v1/quotes/${quote.id}/embed`

    for (const url of [
      card,
      `http://127.0.0.1:3000/v1/quotes/${quote.id}`,
      `https://news.example/harbour#q-${quote.id}`,
    ]) {
      const { body } = await oembed({ url, maxwidth: '300', maxheight: '120' })

      expect(body).toMatchObject({
        ...{ version: '1.0', type: 'rich', author_name: 'Mara Quint', provider_name: 'Port Alder Courier' },
        ...{ width: 300, height: 120, cache_age: 30 },
      })
      expect(body.html).toContain(`<iframe src="${card}" width="300" height="120"`)
      expect(body.html).not.toContain('<b>')
    }
  })

  test('an article is a link with its authors, also by a former slug; as XML on request', async () => {
    await desk.author('Ines Marlow')
    const { article } = await quoted({}, { contributors: [{ author: 'ines-marlow' }] })
    await desk.change(article.id, { slug: 'harbour-at-night' })
    await desk.publish(article.id)

    const link = { version: '1.0', type: 'link', title: 'Harbour <b>& night</b>', author_name: 'Ines Marlow' }
    for (const path of ['/harbour-at-night', '/harbour', '/city/harbour?utm=1'])
      expect((await oembed({ url: `https://news.example${path}` })).body).toMatchObject(link)
    const xml = await oembed({ url: 'https://news.example/harbour', format: 'xml' })
    expect(xml.headers['content-type']).toBe('text/xml; charset=utf-8')
    expect(xml.text).toContain('<type>link</type><title>Harbour &lt;b&gt;&amp; night&lt;/b&gt;</title>')
  })

  test('what is not ours, not there or not visible is 404 in the same words', async () => {
    const hidden = await quoted({}, { slug: 'ahead' }, { embargoUntil: LATER })
    const answers = [
      'https://news.example/ahead',
      `https://news.example/ahead#q-${hidden.quote.id}`,
      `http://127.0.0.1:3000/v1/quotes/${hidden.quote.id}`,
      'https://news.example/unknown',
      'https://news.example.evil.example/ahead',
      'https://elsewhere.example/ahead',
    ].map(async (url) => {
      const { status, body } = await oembed({ url })
      return [status, body.code, body.detail]
    })

    expect(new Set((await Promise.all(answers)).map(String))).toEqual(
      new Set(['404,not-found,There is nothing to embed at this address.']),
    )
  })

  test.each([
    {},
    { url: 'harbour' },
    { url: 'https://news.example/harbour', format: 'yaml' },
    { url: 'https://news.example/harbour', maxwidth: '0' },
  ])('refuses %j', async (query) => {
    expect(await oembed(query as Record<string, string>)).toMatchObject({
      status: 400,
      body: { code: 'validation' },
    })
  })
})

describe('GET /v1/quotes/:id', () => {
  test('is a schema.org Quotation for who asks for JSON-LD', async () => {
    const { quote, mara, article } = await quoted({ source: { url: 'https://example.org/minutes' } })
    await db.quote.update({ where: { id: quote.id }, data: { lifecycle: 'denied' } })

    const shown = await reader('GET', `/v1/quotes/${quote.id}`, undefined, { accept: 'application/ld+json' })
    const plain = await reader('GET', `/v1/quotes/${quote.id}`, undefined, { accept: '*/*' })

    expect(shown.headers).toMatchObject({
      'content-type': expect.stringContaining('application/ld+json'),
      vary: expect.stringContaining('Accept'),
    })
    expect(shown.body).toEqual({
      '@context': 'https://schema.org',
      '@type': 'Quotation',
      '@id': quote.deepLink,
      identifier: quote.id,
      text: 'We will dredge at night,',
      inLanguage: 'en',
      creator: { '@type': 'Person', identifier: mara.id, name: 'Mara Quint', jobTitle: 'harbour master' },
      recordedAt: { '@type': 'Event', name: 'speech', startDate: '2020-12-21' },
      isBasedOn: 'https://example.org/minutes',
      isPartOf: { '@type': 'NewsArticle', identifier: article.id, url: 'https://news.example/harbour' },
      creativeWorkStatus: 'denied',
      correction: 'The speaker denies having said this.',
    })
    expect(plain.body).toMatchObject({ id: quote.id, lifecycle: 'denied' })
  })
})
