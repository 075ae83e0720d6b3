import { describe, expect, test } from '@jest/globals'
import { deskOf } from './support/desk.ts'
import { type Answer, newsroom } from './support/newsroom.ts'

const { db, editor, reader, statements } = await newsroom()
const desk = deskOf(editor)
const LATER = new Date(Date.now() + 3_600_000).toISOString()

async function published(title: string, body: string, members: object = {}, timing: object = {}) {
  const draft = await desk.draft({ title, body, ...members })
  await desk.publish(draft.id, timing)
  return draft
}

const search = (query: Record<string, string>) => reader('GET', `/v1/search?${new URLSearchParams(query)}`)
const titles = ({ body }: Answer) =>
  body.data.map(({ article }: { article: { title: string } }) => article.title)

describe('GET /v1/search', () => {
  test('ranks a word in the title above one in the text, and marks it in safe HTML', async () => {
    const { id } = await published('The dredger', 'Nothing <b>more</b> & nothing less about dredgers.')
    await published('The quay', 'Late in the evening a dredger was seen.')
    await published('The market', 'Fish and soup.')

    const found = await search({ q: 'dredgers' })

    expect(titles(found)).toEqual(['The dredger', 'The quay'])
    expect(found.body.data[0]).toEqual({
      ...{ type: 'article', id, language: 'en', dir: 'ltr', quote: null },
      url: 'https://news.example/the-dredger',
      publishedAt: expect.any(String),
      article: { id, slug: 'the-dredger', title: 'The dredger', section: null },
      highlight: {
        title: 'The <mark>dredger</mark>',
        text: ['Nothing more &amp; nothing less about <mark>dredgers</mark>.'],
      },
    })
    expect(Object.keys(found.body)).toEqual(['data', 'page'])
  })

  test('phrases, beginnings and exclusions', async () => {
    await published('One', 'They work at night. The night shift starts.')
    await published('Two', 'Night falls, work ends: governments rest.')

    expect(titles(await search({ q: '"night shift"' }))).toEqual(['One'])
    expect(titles(await search({ q: '“work at night”' }))).toEqual(['One'])
    expect(titles(await search({ q: 'governme*' }))).toEqual(['Two'])
    expect(titles(await search({ q: 'night -shift' }))).toEqual(['Two'])
    expect(titles(await search({ q: 'night -"night shift" -government' }))).toEqual([])
  })

  test('each article by the rules of its language, with or without accents, in one search', async () => {
    await published('Élections', 'Les élections ont été annulées à Łódź.', { language: 'fr' })
    await published('Wahlen', 'Die Wahlen werden in Köln verschoben.', { language: 'de-AT' })
    await published('Zgjedhjet', 'Zgjedhjet në Köln u anuluan.', { language: 'sq' })
    await published('Выборы', 'ВЫБОРЫ перенесены, ёлки стоят.', { language: 'ru' })

    expect(titles(await search({ q: 'annulée' }))).toEqual(['Élections'])
    expect(titles(await search({ q: 'election lodz' }))).toEqual(['Élections'])
    expect(titles(await search({ q: 'KÖLN' })).sort()).toEqual(['Wahlen', 'Zgjedhjet'])
    expect(titles(await search({ q: 'verschieben', language: 'sq' }))).toEqual([])
    expect(titles(await search({ q: 'выборов' }))).toEqual(['Выборы'])
    expect(titles(await search({ q: 'елки' }))).toEqual(['Выборы'])
    const [hit] = (await search({ q: 'koln', language: 'de-AT' })).body.data
    expect(hit.highlight.text).toEqual(['Die Wahlen werden in <mark>Köln</mark> verschoben.'])
  })

  test('scripts from right to left and without spaces are found and marked', async () => {
    await published('خبر', 'وزیر گفت مذاکرات ادامه دارد.', { language: 'fa' })
    await published('速報', '東京都知事が会見した。', { language: 'ja' })

    const persian = await search({ q: 'مذاكرات' })
    const japanese = await search({ q: '知事' })

    expect(persian.body.data).toMatchObject([
      { dir: 'rtl', highlight: { text: ['وزیر گفت <mark>مذاکرات</mark> ادامه دارد.'] } },
    ])
    expect(japanese.body.data[0].highlight.text).toEqual(['東京都<mark>知</mark><mark>事</mark>が会見した。'])
  })

  test('filters by section, tag, speaker, language and time', async () => {
    await desk.section('City')
    await desk.tag('Harbour')
    const mara = await desk.speaker()
    const draft = await desk.draft({
      title: 'One',
      body: '“A lamp,” she said.',
      section: 'city',
      tags: ['harbour'],
    })
    await desk.quote(draft.id, { segments: [{ exact: 'A lamp,' }], speakerId: mara.id, review: 'confirmed' })
    await desk.publish(draft.id)
    await published('Two', 'Another lamp.', { language: 'en-GB' })

    for (const filter of [
      { section: 'city' },
      { tag: 'harbour' },
      { speaker: 'mara-quint' },
      { language: 'en' },
    ])
      expect(titles(await search({ q: 'lamp', ...filter }))).toEqual(['One'])
    expect(titles(await search({ q: 'lamp', section: 'nowhere' }))).toEqual([])
    expect(titles(await search({ q: 'lamp', 'publishedAt[gte]': LATER }))).toEqual([])
    expect(titles(await search({ q: 'lamp', type: 'quotes', speaker: mara.id }))).toEqual(['One'])
  })

  test('finds quotes, with the words marked and the way to them', async () => {
    const mara = await desk.speaker()
    const draft = await desk.draft({ title: 'Harbour' })
    const made = await desk.quote(draft.id, {
      segments: [{ exact: 'We will dredge at night,' }],
      speakerId: mara.id,
      review: 'confirmed',
    })
    await desk.publish(draft.id)

    const { body } = await search({ q: 'dredging nights', type: 'quotes' })

    expect(body.data).toMatchObject([
      {
        type: 'quote',
        id: made.id,
        highlight: { title: null, text: ['We will <mark>dredge</mark> at <mark>night</mark>,'] },
        article: { title: 'Harbour' },
        quote: { id: made.id, speaker: { name: 'Mara Quint' } },
      },
    ])
    expect(body.data[0].url).toBe(body.data[0].quote.deepLink)
  })

  test('pages show every hit once, also while articles are published', async () => {
    for (const n of [1, 2, 3, 4, 5]) await published(`Lamp ${n}`, `${'lamp '.repeat(n)}${'dark '.repeat(9)}`)
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Answer = await search({ q: 'lamp', limit: '2', ...(cursor && { cursor }) })
      seen.push(...titles(page))
      cursor = page.body.page.next
      await published(`Lamp lamp ${seen.length}`, 'lamp lamp lamp')
    } while (cursor)

    expect(seen).toHaveLength(5)
    expect(new Set(seen).size).toBe(5)
    expect((await search({ q: 'lamps', cursor: 'x.y' })).body.code).toBe('invalid-cursor')
  })

  test('nobody learns of what is hidden: not its words, not that there is any', async () => {
    await published('Zyzzyva', 'A zyzzyva sleeps.', {}, { embargoUntil: LATER })
    const withheld = await published('Zyzzyva', 'A zyzzyva wakes.')
    await desk.withdraw(withheld.id, 'withheld')
    const changed = await published('Open', 'Nothing here.')
    await desk.change(changed.id, { title: 'Zyzzyva', body: 'A zyzzyva dreams.' })

    for (const type of ['articles', 'quotes']) {
      const hidden = await search({ q: 'zyzzyva', type })
      const unknown = await search({ q: 'qwertyuiop', type })

      expect(hidden.body).toEqual({ data: [], page: { next: null } })
      expect(hidden.text).toBe(unknown.text)
      expect(hidden.headers['cache-control']).toBe(unknown.headers['cache-control'])
    }
  })

  test('a correction takes the words that it removed out of the search', async () => {
    const draft = await published('Harbour', 'The zyzzyva was seen.')
    await desk.change(draft.id, { body: 'The beetle was seen.' })
    await desk.publish(draft.id)

    expect(titles(await search({ q: 'zyzzyva' }))).toEqual([])
    expect(titles(await search({ q: 'beetles' }))).toEqual(['Harbour'])
  })

  test('a page costs three statements, however many hits it has', async () => {
    for (const n of [1, 2, 3]) await published(`Lamp ${n}`, 'A lamp.')
    statements.length = 0

    await search({ q: 'lamp' })

    expect(statements).toHaveLength(3)
  })

  test.each(['', ' ', '%', "'", '&', '-lamp', '🙂', '""', '\u0000', 'a'.repeat(10_000), 'a '.repeat(17)])(
    'refuses %.30s with the parameter that is wrong',
    async (q) => {
      const answer = await search({ q })

      expect(answer).toMatchObject({
        status: 400,
        body: { code: 'validation', errors: [{ parameter: 'q' }] },
      })
      if (q.length > 3) expect(answer.text).not.toContain(q.trim())
    },
  )

  test.each([
    "l'a",
    'a &',
    'lamp:*',
    '(lamp',
    '!lamp',
    'the',
    '"the"',
    '<script>',
    'שלום עליכם',
    'a\\',
    "a'); --",
    '٣٤',
    '①',
    'x'.repeat(200),
  ])('takes %.30s for words and finds nothing wrong with it', async (q) => {
    await published('Night', 'Dark.')

    expect((await search({ q })).status).toBe(200)
  })

  test('a text with more words than a vector holds is published, and found by its beginning', async () => {
    // Letters of four bytes, an accent that makes every word count twice: 200,000 characters, 1.4 MB of words.
    const letter = (n: number, place: number) =>
      String.fromCodePoint(0x10428 + (Math.floor(n / 40 ** place) % 40))
    const words = Array.from(
      { length: 28_000 },
      (_, n) => `ế${[0, 1, 2, 3, 4].map((at) => letter(n, at)).join('')}`,
    )
    await published('Long', `Prelude. ${words.join(' ')}`)

    expect(titles(await search({ q: 'prelude' }))).toEqual(['Long'])
    expect(titles(await search({ q: words[40] ?? '' }))).toEqual(['Long'])
  })

  test('what was published before is searched like what comes', async () => {
    await published('Élections', 'Les élections.', { language: 'fr' })
    await db.$executeRaw`update edition set search = '', search_configuration = default`

    expect(titles(await search({ q: 'election' }))).toEqual(['Élections'])
  })
})
