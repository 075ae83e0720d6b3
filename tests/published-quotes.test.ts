import { describe, expect, test } from '@jest/globals'
import { deskOf } from './support/desk.ts'
import { type Answer, newsroom } from './support/newsroom.ts'

const { editor, reader, db, statements } = await newsroom()
const desk = deskOf(editor)
const LATER = new Date(Date.now() + 3_600_000).toISOString()

/** A published article with one confirmed quote. */
async function said(text: string, quote: object = {}, article: object = {}, timing: object = {}) {
  const draft = await desk.draft({ title: 'Harbour', body: `“${text}” That was all.`, ...article })
  const segments = [{ exact: text }]
  const who = 'speakerId' in quote ? {} : { speakerUnknown: true }
  const made = await desk.quote(draft.id, { segments, review: 'confirmed', ...who, ...quote })
  await desk.publish(draft.id, timing)
  return made
}

const find = (query: string) => reader('GET', `/v1/quotes?${query}`)
const texts = ({ body }: Answer) => body.data.map(({ text }: { text: string }) => text)

describe('GET /v1/quotes', () => {
  test('everything that somebody said about something between two dates', async () => {
    const mara = await desk.speaker({ name: 'Mara Quint' })
    const lev = await desk.speaker({ name: 'Lev Orban' })
    const dredging = { title: 'Dredging at night' }
    await said('The channel is too shallow.', { speakerId: mara.id, saidAt: '2020-03-02' }, dredging)
    await said('It took years.', { speakerId: mara.id, saidAt: '2019-04' }, dredging)
    await said('The market is too loud.', { speakerId: mara.id, saidAt: '2020-03-03' })
    await said('Dredge or drown.', { speakerId: lev.id, saidAt: '2020-03-03' })

    const of2020 = await find('speaker=mara-quint&about=dredge&saidAt[gte]=2020-01-01T00:00:00Z')
    const of2019 = await find(
      'speaker=mara-quint&about=dredge&saidAt[gte]=2019-04-20T00:00:00Z&saidAt[lt]=2019-04-21T00:00:00Z',
    )

    expect(texts(of2020)).toEqual(['The channel is too shallow.'])
    expect(texts(of2019)).toEqual(['It took years.'])
    expect(texts(await find('saidAt[gte]=2020-01-01T00:00:00Z&saidAt[lt]=2019-01-01T00:00:00Z'))).toEqual([])
  })

  test('about finds tags by their names, q only the words of the quote, tag the tag itself', async () => {
    await desk.tag('Energy')
    await said('The lamps stay on.', {}, { tags: ['energy'] })
    await said('Energy is everything.')

    expect(texts(await find('about=energy'))).toEqual(['Energy is everything.', 'The lamps stay on.'])
    expect(texts(await find('q=energies'))).toEqual(['Energy is everything.'])
    expect(texts(await find('tag=energy'))).toEqual(['The lamps stay on.'])
    expect(texts(await find('tag=unknown'))).toEqual([])
  })

  test('of tags, a language or a channel comes in order, page by page, each once', async () => {
    await desk.tag('Energy')
    await desk.tag('Sea')
    const tagged = [['energy'], ['energy', 'sea'], ['sea'], []]
    const all: string[] = []
    for (const [number, tags] of tagged.entries()) {
      const words = [`One of ${number}.`, `Two of ${number}.`, `Three of ${number}.`]
      const { id } = await desk.draft({
        title: 'Tide',
        body: words.map((each) => `“${each}”`).join('\n\n'),
        tags,
      })
      for (const exact of words) {
        await desk.quote(id, {
          segments: [{ exact }],
          review: 'confirmed',
          speakerUnknown: true,
          channel: 'speech',
        })
      }
      await desk.publish(id)
      all.push(...words)
    }
    const walked = async (query: string) => {
      const found: string[] = []
      for (let cursor = ''; ; ) {
        const { body } = await find(`${query}&limit=2${cursor}`)
        found.push(...body.data.map(({ text }: { text: string }) => text))
        if (body.page.next === null) return found
        cursor = `&cursor=${body.page.next}`
      }
    }
    const newest = [...all].reverse()

    for (const by of ['publishedAt', 'saidAt']) {
      expect(await walked(`tag=energy,sea&sort=-${by}`)).toEqual(newest.slice(3))
      expect(await walked(`tag=energy,sea&sort=${by}`)).toEqual(all.slice(0, 9))
      expect(await walked(`tag=energy&channel=speech&sort=-${by}`)).toEqual(newest.slice(6))
      expect(await walked(`language=en,de&channel=speech&sort=-${by}`)).toEqual(newest)
      expect(await walked(`channel=speech,interview&sort=${by}`)).toEqual(all)
      expect(await walked(`channel=interview&sort=${by}`)).toEqual([])
    }
    expect((await find('tag=energy,sea&facets=channel&count=exact')).body).toMatchObject({
      page: { count: 9 },
      facets: { channel: [{ channel: 'speech', count: 9 }] },
    })
  })

  test.each([
    ['2010', '2011', ['2010', '2010/2015', '../2012', '2009/2020']],
    ['2012', '2014', ['2010/2015', '../2012', '2013', '2009/2020']],
    ['2016', '2017', ['2014/..', '2009/2020']],
    ['2011', '2021', ['2010/2015', '2014/..', '../2012', '2013', '2009/2020']],
    ['2013', '', ['2010/2015', '2014/..', '2013', '2009/2020']],
    ['2021', '', ['2014/..']],
    ['', '2010', ['../2012', '2009/2020']],
    ['', '2013', ['2010', '2010/2015', '../2012', '2009/2020']],
  ])(
    'vague and open dates match what they touch from %s to %s, in both orders',
    async (from, before, dates) => {
      await desk.tag('Sea')
      for (const saidAt of ['2010', '2010/2015', '2014/..', '../2012', '2013', '2009/2020']) {
        await said(`Of ${saidAt}.`, { saidAt }, { tags: ['sea'] })
      }
      await said('Of no date.', {}, { tags: ['sea'] })
      const since = from && `saidAt[gte]=${from}-01-01T00:00:00Z`
      const query = `${since}&${before && `saidAt[lt]=${before}-01-01T00:00:00Z`}`.replace(/^&|&$/, '')
      const touched = dates.map((date) => `Of ${date}.`).sort()

      for (const more of [
        '',
        '&sort=-saidAt',
        '&sort=saidAt',
        '&tag=sea',
        '&tag=sea&sort=saidAt',
        '&language=en',
      ]) {
        expect([more, texts(await find(query + more)).sort()]).toEqual([more, touched])
      }
      expect((await find(`${query}&count=exact&facets=channel`)).body).toMatchObject({
        page: { count: dates.length },
        facets: { channel: [{ count: dates.length }] },
      })
    },
  )

  test('each language is looked for by its own rules, accents or not', async () => {
    await said('Les élections sont annulées.', {}, { language: 'fr' })
    await said('Die Wahlen wurden verschoben.', {}, { language: 'de' })
    await said('انتخابات به تعویق افتاد.', {}, { language: 'fa' })
    await said('選挙は延期されました。', {}, { language: 'ja' })

    expect(texts(await find('q=annulée'))).toEqual(['Les élections sont annulées.'])
    expect(texts(await find('q=election'))).toEqual(['Les élections sont annulées.'])
    expect(texts(await find('q=Wahl'))).toEqual(['Die Wahlen wurden verschoben.'])
    expect(texts(await find(`q=${encodeURIComponent('انتخابات')}`))).toEqual(['انتخابات به تعویق افتاد.'])
    expect(texts(await find(`q=${encodeURIComponent('延期')}`))).toEqual(['選挙は延期されました。'])
    expect(texts(await find('q=Wahl&language=fr'))).toEqual([])
  })

  test('sorts by when it was said; what nobody dated stands at its publication; no row twice or lost', async () => {
    await said('Third.', { saidAt: '2021' })
    await said('First.', { saidAt: '2019-05-05' })
    await said('Fourth.')
    await said('Second.', { saidAt: '2019-11/2020-02' })

    const walk = async (sort: string) => {
      const first = await find(`sort=${sort}&limit=2`)
      const second = await find(`sort=${sort}&limit=2&cursor=${first.body.page.next}`)
      expect(second.body.page.next).toBeNull()
      return [...texts(first), ...texts(second)]
    }

    expect(await walk('saidAt')).toEqual(['First.', 'Second.', 'Third.', 'Fourth.'])
    expect(await walk('-saidAt')).toEqual(['Fourth.', 'Third.', 'Second.', 'First.'])
    expect(await walk('publishedAt')).toEqual(['Third.', 'First.', 'Fourth.', 'Second.'])
  })

  test('of several speakers the first come first, one who was merged among them', async () => {
    const mara = await desk.speaker({ name: 'Mara Quint' })
    const other = await desk.speaker({ name: 'M. Quint' })
    const lev = await desk.speaker({ name: 'Lev Orban' })
    await said('One.', { speakerId: mara.id })
    await said('Two.', { speakerId: lev.id })
    await said('Three.', { speakerId: other.id })
    await said('Four.')
    await db.speaker.update({ where: { id: other.id }, data: { mergedIntoId: mara.id } })

    const first = await find('speaker=mara-quint,lev-orban&limit=2&count=exact')
    const rest = await find(`speaker=mara-quint,lev-orban&limit=2&cursor=${first.body.page.next}`)

    expect(texts(first)).toEqual(['Three.', 'Two.'])
    expect(texts(rest)).toEqual(['One.'])
    expect(first.body.page.count).toBe(3)
    expect(texts(await find('speaker=m-quint'))).toEqual(['Three.', 'One.'])
  })

  test('facets count all that match by speaker, channel and year, not only the page', async () => {
    const mara = await desk.speaker({ name: 'Mara Quint' })
    await said('One.', { speakerId: mara.id, channel: 'speech', saidAt: '2019-12/2020-01' })
    await said('Two.', { speakerId: mara.id, channel: 'interview', saidAt: '2020-05-01' })
    await said('Three.', { channel: 'speech' })
    await said('Elsewhere.', { channel: 'hearing' }, { language: 'de' })

    const found = await find('facets=speaker,channel,year&limit=1&language=en')
    const plain = await find('limit=1&language=en')

    expect(found.body.facets).toEqual({
      isComplete: true,
      speaker: [
        { speaker: { id: mara.id, slug: 'mara-quint', name: 'Mara Quint', kind: 'person' }, count: 2 },
      ],
      channel: [
        { channel: 'speech', count: 2 },
        { channel: 'interview', count: 1 },
      ],
      year: [
        { year: 2020, count: 2 },
        { year: 2019, count: 1 },
      ],
    })
    expect(plain.body.facets).toBeUndefined()
    expect(plain.body.page.next).toBe(found.body.page.next)
  })

  test('what is not public is neither found nor counted', async () => {
    const mara = await desk.speaker({ name: 'Mara Quint' })
    const quote = { speakerId: mara.id, channel: 'speech', saidAt: '2020' }
    await said('The zyzzyva sleeps.', quote, {}, { embargoUntil: LATER })
    const { articleId } = await said('The zyzzyva wakes.', quote)
    await desk.withdraw(articleId, 'withheld')
    const draft = await desk.draft({ body: '“The zyzzyva dreams.”' })
    await desk.quote(draft.id, {
      segments: [{ exact: 'The zyzzyva dreams.' }],
      ...quote,
      review: 'confirmed',
    })

    for (const query of ['q=zyzzyva', 'about=zyzzyva', 'q=zyzz*', 'speaker=mara-quint', 'channel=speech']) {
      const { body, text } = await find(`${query}&facets=speaker,channel,year&count=exact`)

      expect(body).toMatchObject({
        data: [],
        page: { count: 0 },
        facets: { speaker: [], channel: [], year: [] },
      })
      expect(text).not.toContain('zyzzyva')
    }
  })

  test('a page costs one statement, one more for words and for each of facets and a count', async () => {
    await said('One.')
    const costOf = async (query: string) => {
      statements.length = 0
      await find(query)
      return statements.length
    }

    expect(await costOf('sort=-saidAt')).toBe(1)
    expect(await costOf('q=one')).toBe(2)
    expect(await costOf('q=one&about=one&facets=year&count=exact')).toBe(5)
  })

  test.each([
    'q=',
    'q=-one',
    'q=%2522',
    'q=%26',
    'q=%F0%9F%99%82',
    'q=%00',
    `q=${'a'.repeat(10_000)}`,
    `about=${Array(17).fill('a').join('+')}`,
    'facets=speaker,colour',
    'sort=text',
    'saidAt[gte]=2020',
    'speakers=a',
  ])('refuses %.40s', async (query) => {
    const answer = await find(query === 'q=%2522' ? 'q=%22%22' : query)

    expect(answer).toMatchObject({ status: 400, body: { code: 'validation' } })
  })

  test.each([
    "'",
    'a %26',
    "o'one",
    '(one',
    'one:*',
    '!one',
    '%25',
    '_ne',
    'the',
    '"the"',
    '*one',
    '“one',
    '\\',
    '<->',
    'שלום',
    'a|b',
  ])('takes whatever somebody types: %s', async (typed) => {
    await said('One.')
    const query = typed.includes('%') ? typed : encodeURIComponent(typed)

    expect([200, 400]).toContain((await find(`q=${query}&facets=year`)).status)
  })

  test('words that no language indexes find nothing, and excluded words take out', async () => {
    await said('The red lamp is out.')
    await said('The lamp was never red.')

    expect(texts(await find('q=the'))).toEqual([])
    expect(texts(await find('q=the+-never'))).toEqual([])
    expect(texts(await find('q=lamps+-never'))).toEqual(['The red lamp is out.'])
    expect(texts(await find('q="red+lamp"'))).toEqual(['The red lamp is out.'])
    expect(texts(await find('q="lamp+red"'))).toEqual([])
    expect(texts(await find('q=nev*'))).toEqual(['The lamp was never red.'])
  })
})
