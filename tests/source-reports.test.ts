import { describe, expect, test } from '@jest/globals'
import { deskOf } from './support/desk.ts'
import { newsroom } from './support/newsroom.ts'

const { db, admin, editor, moderator, reader, statements } = await newsroom({ timeZone: 'Asia/Tehran' })
const desk = deskOf(editor)
const LATER = new Date(Date.now() + 3_600_000).toISOString()

const report = (query: Record<string, string>) =>
  editor('GET', `/v1/editorial/source-reports?${new URLSearchParams(query)}`)
const MARCH = { from: '2021-03-01', to: '2021-03-31' }

/** An article first published at an instant, with quotes of so many words. */
async function published(at: string, quotes: { words: number; quote: object }[], timing: object = {}) {
  const texts = quotes.map(({ words }, index) => `${'word '.repeat(words - 1)}end${index}`)
  const body = texts.map((text) => `“${text}” they said.`).join('\n\n')
  const draft = await desk.draft({ title: 'Harbour', body, firstPublishedAt: at })
  for (const [index, { quote }] of quotes.entries())
    await desk.quote(draft.id, { segments: [{ exact: texts[index] }], review: 'confirmed', ...quote })
  await desk.publish(draft.id, timing)
  return draft
}

describe('GET /v1/editorial/source-reports', () => {
  test('tells shares of words, quotes and articles, what is anonymous, and who is new', async () => {
    const port = await desk.speaker({ name: 'Port authority', kind: 'organization' })
    const mara = await desk.speaker({ parentOrganization: port.id })
    const lev = await desk.speaker({ name: 'Lev Orban' })
    const source = await desk.speaker({ name: 'A dock worker', kind: 'anonymous' })
    await published('2021-02-10T12:00:00Z', [{ words: 5, quote: { speakerId: mara.id } }])
    await published('2021-03-10T12:00:00Z', [
      { words: 30, quote: { speakerId: mara.id, channel: 'interview' } },
      { words: 10, quote: { speakerId: lev.id, onBehalfOfId: port.id, channel: 'statement' } },
      { words: 6, quote: { speakerId: source.id } },
      { words: 4, quote: { speakerUnknown: true } },
    ])
    await published('2021-03-11T12:00:00Z', [
      { words: 50, quote: { speakerId: mara.id, channel: 'interview' } },
    ])
    statements.length = 0

    const bySpeaker = await report({ ...MARCH, group: 'speaker', limit: '2' })

    expect(statements.filter((sql) => sql.includes('newest'))).toHaveLength(1)
    const ref = ({ id, slug, name, kind }: { id: string; slug: string; name: string; kind: string }) => ({
      id,
      slug,
      name,
      kind,
    })
    expect(bySpeaker.body).toEqual({
      from: '2021-02-28T20:30:00.000Z',
      to: '2021-03-31T19:30:00.000Z',
      group: 'speaker',
      totals: { articles: 2, quotedArticles: 2, quotes: 5, words: 100, speakers: 3 },
      anonymous: { articles: 1, quotes: 1, words: 6, share: 0.06 },
      unattributed: { articles: 1, quotes: 1, words: 4, share: 0.04 },
      firstTimeVoices: { count: 1, data: [ref(lev)] },
      data: [
        {
          speaker: ref(mara),
          articles: 2,
          quotes: 2,
          words: 80,
          shares: { articles: 1, quotes: 0.4, words: 0.8 },
        },
        {
          speaker: ref(lev),
          articles: 1,
          quotes: 1,
          words: 10,
          shares: { articles: 0.5, quotes: 0.2, words: 0.1 },
        },
      ],
      others: { groups: 2, quotes: 2, words: 10 },
    })
    expect((await report({ ...MARCH, group: 'organization' })).body.data).toMatchObject([
      { organization: ref(port), words: 90, articles: 2 },
      { organization: null, words: 10 },
    ])
    expect((await report({ ...MARCH, group: 'channel' })).body.data).toMatchObject([
      { channel: 'interview', words: 80 },
      { channel: 'unknown', words: 10, quotes: 2 },
      { channel: 'statement', words: 10, quotes: 1 },
    ])
  })

  test('counts the newest edition, those merged as one, and nothing that is ahead or withdrawn', async () => {
    const mara = await desk.speaker()
    const again = await desk.speaker({ name: 'M. Quint' })
    const at = '2021-03-10T12:00:00Z'
    const draft = await published(at, [{ words: 8, quote: { speakerId: mara.id } }])
    await desk.change(draft.id, { summary: 'Changed' })
    await desk.publish(draft.id)
    await published(at, [{ words: 2, quote: { speakerId: again.id } }])
    await db.speaker.update({ where: { id: again.id }, data: { mergedIntoId: mara.id } })
    await published(at, [{ words: 9, quote: { speakerId: mara.id } }], { embargoUntil: LATER })
    const withdrawn = await published(at, [{ words: 9, quote: { speakerId: mara.id } }])
    await desk.withdraw(withdrawn.id, 'withheld')

    const { body } = await report(MARCH)

    expect(body.totals).toEqual({ articles: 2, quotedArticles: 2, quotes: 2, words: 10, speakers: 1 })
    expect(body.data).toMatchObject([{ speaker: { id: mara.id }, words: 10 }])
  })

  test('of a time in which nothing was published there is an empty report', async () => {
    expect((await report({ from: '2019-01-01T00:00:00Z', to: '2019-02-01T00:00:00Z' })).body).toMatchObject({
      from: '2019-01-01T00:00:00.000Z',
      to: '2019-02-01T00:00:00.000Z',
      totals: { articles: 0, words: 0 },
      anonymous: { share: 0 },
      data: [],
      others: { groups: 0, quotes: 0, words: 0 },
    })
  })

  test.each([
    {},
    { from: '2021-03-01' },
    { from: '2021-03-31', to: '2021-03-01' },
    { from: '2019-01-01', to: '2021-01-01' },
    { from: '2021-02-30', to: '2021-03-01' },
    { from: 'March', to: 'April' },
    { ...MARCH, group: 'gender' },
    { ...MARCH, limit: '101' },
  ])('refuses %j', async (query) => {
    expect(await report(query as Record<string, string>)).toMatchObject({
      status: 400,
      body: { code: 'validation' },
    })
  })

  test('is for those who read content', async () => {
    const url = `/v1/editorial/source-reports?${new URLSearchParams(MARCH)}`

    expect((await reader('GET', url)).status).toBe(401)
    expect((await moderator('GET', url)).status).toBe(403)
    expect((await admin('GET', url)).headers['cache-control']).toBe('private, no-store')
  })
})
