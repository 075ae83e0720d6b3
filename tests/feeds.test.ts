import { describe, expect, test } from '@jest/globals'
import { deskOf } from './support/desk.ts'
import { anEdition } from './support/editions.ts'
import { anImage } from './support/media.ts'
import { newsroom } from './support/newsroom.ts'
import { all, readXml, textIn } from './support/xml.ts'

const { db, editor, reader, statements } = await newsroom()
const desk = deskOf(editor)

const HOSTILE = 'Tea & <b>“scones”</b> ]]> 🫖 \u202Bשלום\u202C'
const LATER = new Date(Date.now() + 3_600_000).toISOString()

async function published(members: object = {}) {
  const article = await desk.draft(members)
  await desk.publish(article.id)
  return article
}

const rss = async (query = '') => {
  const answer = await reader('GET', `/feeds/articles.rss${query}`)
  const channel = readXml(answer.text).children[0]
  if (!channel) throw new Error(answer.text)
  return { answer, channel, items: all(channel, 'item') }
}
const atom = async (query = '') => readXml((await reader('GET', `/feeds/articles.atom${query}`)).text)
const json = async (query = '') => (await reader('GET', `/feeds/articles.json${query}`)).body

describe('GET /feeds/articles.rss', () => {
  test('is RSS 2.0 with everything that readers of feeds look for, in one statement', async () => {
    const section = await desk.section('City & Harbour')
    const tag = await desk.tag('Tea')
    const author = await desk.author('Ines Marlow')
    const image = await anImage(db, { alt: 'A “pot” & cups' })
    const article = await published({
      title: HOSTILE,
      slug: 'tea',
      summary: 'Scones < cake & tea.',
      section: section.slug,
      tags: [tag.slug],
      contributors: [{ author: author.slug }],
      image: { media: image.id },
      language: 'he',
    })
    statements.length = 0

    const { answer, channel, items } = await rss('?section=city-harbour')

    expect(statements).toHaveLength(1)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/rss+xml; charset=utf-8',
      'cache-control': 'public, max-age=10, stale-while-revalidate=20',
      'cache-tag': expect.stringContaining(`article:${article.id}`),
      etag: expect.stringMatching(/^W\//),
    })
    expect(readXml(answer.text).attributes.version).toBe('2.0')
    expect(textIn(channel, 'title')).toBe('Port Alder Courier · City & Harbour')
    expect(textIn(channel, 'link')).toBe('https://news.example')
    expect(textIn(channel, 'description')).not.toBe('')
    expect(all(channel, 'atom:link')[0]?.attributes).toEqual({
      href: 'http://127.0.0.1:3000/feeds/articles.rss?section=city-harbour',
      rel: 'self',
      type: 'application/rss+xml',
    })
    const [item] = items
    if (!item) throw new Error('There is no item.')
    expect(textIn(item, 'title')).toBe(HOSTILE)
    expect(textIn(item, 'link')).toBe('https://news.example/city-harbour/tea')
    expect(textIn(item, 'guid')).toBe(`urn:uuid:${article.id}`)
    expect(all(item, 'guid')[0]?.attributes).toEqual({ isPermaLink: 'false' })
    expect(textIn(item, 'pubDate')).toMatch(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} \w{3} \d{4} [\d:]{8} GMT$/)
    expect(textIn(item, 'dc:creator')).toBe('Ines Marlow')
    expect(textIn(item, 'dc:language')).toBe('he')
    expect(all(item, 'category').map(({ text }) => text)).toEqual(['City & Harbour', 'Tea'])
    expect(textIn(item, 'description')).toBe('Scones < cake & tea.')
    expect(all(item, 'media:content')[0]?.attributes.url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/media\//)
    expect(textIn(all(item, 'media:content')[0] ?? item, 'media:description')).toBe('A “pot” & cups')
    expect(item.children.some(({ name }) => name === 'content:encoded')).toBe(false)
  })

  test('has the whole article with `content=full`, its pictures with whole addresses', async () => {
    const image = await anImage(db, { alt: 'The pier' })
    await published({ body: `Words &amp; more.\n\n![The pier](/media/${image.id}/${image.name})` })

    const { items } = await rss('?content=full')

    const html = items[0] && textIn(items[0], 'content:encoded')
    expect(html).toContain('<p>Words &#x26; more.</p>')
    expect(html).toContain(' src="http://127.0.0.1:3000/media/')
  })

  test('leaves out what XML cannot say', async () => {
    const { id } = await anEdition(db)
    const html = '<p>A\u000Bb\uFFFEc \u0085d</p>'
    await db.edition.updateMany({ where: { articleId: id }, data: { html, title: 'A\u0001B' } })

    const { items } = await rss('?content=full')

    expect(items[0] && textIn(items[0], 'content:encoded')).toBe('<p>Abc \u0085d</p>')
    expect(items[0] && textIn(items[0], 'title')).toBe('AB')
  })
})

describe('GET /feeds/articles.atom', () => {
  test('is Atom 1.0: ids that stay, times, authors of every entry', async () => {
    const article = await published({ title: HOSTILE, slug: 'tea', byline: 'By a friend' })
    await desk.change(article.id, { slug: 'more-tea', title: 'More tea' })
    await desk.publish(article.id)
    const anonymous = await published({ title: 'Nobody wrote this' })

    const feed = await atom('?content=full')

    const [second, first] = all(feed, 'entry').sort((a, b) => a.text.localeCompare(b.text))
    const byId = (id: string) => all(feed, 'entry').find((entry) => textIn(entry, 'id') === `urn:uuid:${id}`)
    const entry = byId(article.id)
    if (!(first && second && entry)) throw new Error('There are two entries.')
    expect(feed.attributes.xmlns).toBe('http://www.w3.org/2005/Atom')
    expect(textIn(feed, 'id')).toBe('http://127.0.0.1:3000/feeds/articles.atom?content=full')
    expect(feed.children.find(({ name }) => name === 'author')?.text).toBe('Port Alder Courier')
    expect(textIn(entry, 'title')).toBe('More tea')
    expect(all(entry, 'author').map(({ text }) => text)).toEqual(['By a friend'])
    expect(byId(anonymous.id)?.children.some(({ name }) => name === 'author')).toBe(false)
    expect(entry.attributes['xml:lang']).toBe('en')
    expect(all(entry, 'link')[0]?.attributes).toMatchObject({
      rel: 'alternate',
      href: 'https://news.example/more-tea',
    })
    expect(Date.parse(textIn(entry, 'updated') ?? '')).toBeGreaterThan(
      Date.parse(textIn(entry, 'published') ?? ''),
    )
    expect(textIn(feed, 'updated')).toBe(
      all(feed, 'entry')
        .map((each) => textIn(each, 'updated'))
        .sort()
        .at(-1),
    )
    const content = all(entry, 'content')[0]
    expect(content?.attributes).toMatchObject({ type: 'html', 'xml:base': 'https://news.example/more-tea' })
    expect(content?.text).toContain('<p>The harbour will be dredged at night.</p>')
  })

  test('of nothing is a feed as well, and always the same', async () => {
    const feed = await atom('?tag=unknown')

    expect(all(feed, 'entry')).toEqual([])
    expect(textIn(feed, 'title')).toBe('Port Alder Courier')
    expect(textIn(feed, 'updated')).toBe('1970-01-01T00:00:00.000Z')
  })
})

describe('GET /feeds/articles.json', () => {
  test('is JSON Feed 1.1', async () => {
    const article = await published({ title: HOSTILE, slug: 'tea', summary: 'Scones.', byline: 'Ada' })

    const answer = await reader('GET', '/feeds/articles.json')

    expect(answer.headers['content-type']).toMatch(/^application\/feed\+json/)
    expect(answer.body).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Port Alder Courier',
      home_page_url: 'https://news.example',
      feed_url: 'http://127.0.0.1:3000/feeds/articles.json',
      items: [
        {
          id: `urn:uuid:${article.id}`,
          url: 'https://news.example/tea',
          title: HOSTILE,
          content_text: 'Scones.',
          authors: [{ name: 'Ada' }],
          language: 'en',
          tags: [],
        },
      ],
    })
    expect(answer.body.items[0]).not.toHaveProperty('content_html')
    expect((await json('?content=full')).items[0].content_html).toContain('<p>The harbour')
  })
})

describe('every feed', () => {
  test('says what was put right, in the language of the article', async () => {
    const article = await published({ language: 'de', summary: 'Elf Meter.' })
    await desk.change(article.id, { summary: 'Neun Meter.' })
    const correction = { kind: 'correction', publicText: 'Der Kanal hat 9 < 11 Meter.' }
    const url = `/v1/editorial/articles/${article.id}/corrections`
    await editor('POST', url, correction, await desk.current(article.id))

    const { items } = await rss('?content=full')
    const [entry] = all(await atom(), 'entry')
    const [item] = (await json()).items

    const told = 'Neun Meter.\n\nKorrektur: Der Kanal hat 9 < 11 Meter.'
    expect(items[0] && textIn(items[0], 'description')).toBe(told)
    expect(items[0] && textIn(items[0], 'content:encoded')).toContain(
      '<p><strong>Korrektur: Der Kanal hat 9 &lt; 11 Meter.</strong></p>',
    )
    expect(entry && textIn(entry, 'summary')).toBe(told)
    expect(item._verbatim.corrections).toMatchObject([correction])
  })

  test('is of a section, a tag, an author or somebody quoted, by id or slug, with the name in its title', async () => {
    const [section, tag, author] = [
      await desk.section('City'),
      await desk.tag('Tea'),
      await desk.author('Ines Marlow'),
    ]
    const mara = await desk.speaker()
    const wanted = await anEdition(db, {
      section: section.id,
      tags: [tag.id],
      authors: [author.id],
      quotes: [{ speaker: mara.id }],
    })
    await anEdition(db)

    const feeds = [
      ...[`section=${section.id}`, 'section=city', `tag=${tag.slug}`, `author=${author.slug}`],
      ...[`speaker=${mara.slug}`, `speaker=${mara.id}`],
    ]
    const found = []
    for (const query of feeds) {
      const { title, items } = await json(`?${query}`)
      found.push([title.replace('Port Alder Courier · ', ''), ...items.map(({ id }: { id: string }) => id)])
    }

    const names = ['City', 'City', 'Tea', 'Ines Marlow', 'Mara Quint', 'Mara Quint']
    expect(found).toEqual(names.map((name) => [name, `urn:uuid:${wanted.id}`]))
    expect((await json()).items).toHaveLength(2)
  })

  test('is newest first, and has as many as are wanted', async () => {
    const ids = []
    for (const from of [-3, -1, -2]) ids.push((await anEdition(db, { from })).id)

    const { items } = await json('?limit=2')

    expect(items.map(({ id }: { id: string }) => id)).toEqual([ids[1], ids[2]].map((id) => `urn:uuid:${id}`))
    expect((await reader('GET', '/feeds/articles.rss?limit=101')).status).toBe(400)
    expect((await reader('GET', '/feeds/articles.rss?page=2')).status).toBe(400)
  })

  test('has nothing of drafts, of what is embargoed, withheld or over', async () => {
    await desk.draft({ title: 'Hidden draft' })
    const embargoed = await desk.draft({ title: 'Hidden embargo' })
    await desk.publish(embargoed.id, { embargoUntil: LATER })
    await anEdition(db, { pubStatus: 'withheld' })
    await anEdition(db, { from: -60, to: -1 })
    const taken = await published({ title: 'Hidden later' })
    await desk.withdraw(taken.id, 'canceled', 'Gone.')

    const answers = [await rss('?content=full'), { items: all(await atom(), 'entry') }, await json()]

    expect(answers.map(({ items }) => items)).toEqual([[], [], []])
  })

  test('is not sent again to who has it, and not kept beyond what is to come', async () => {
    await published()
    const first = await reader('GET', '/feeds/articles.atom')
    await anEdition(db, { from: 0.1 })

    const again = await reader('GET', '/feeds/articles.atom', undefined, {
      'if-none-match': first.headers.etag ?? '',
    })

    expect(again.status).toBe(304)
    expect(again.headers['cache-control']).toMatch(/max-age=[2-5],/)
  })
})
