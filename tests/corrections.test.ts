import { describe, expect, test } from '@jest/globals'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, reader, statements } = await newsroom()
const desk = deskOf(editor)

const TEXT = 'An earlier version gave the depth of the channel as nine metres. It is eleven.'

const correct = async (id: string, members: object = {}) =>
  editor(
    'POST',
    `/v1/editorial/articles/${id}/corrections`,
    { kind: 'correction', publicText: TEXT, ...members },
    await desk.current(id),
  )

async function published(members: object = {}): Promise<string> {
  const { id } = await desk.draft(members)
  await desk.publish(id)
  return id
}

describe('POST /v1/editorial/articles/{id}/corrections', () => {
  test('publishes the working copy and tells readers what was wrong, in both editions’ numbers', async () => {
    const id = await published()
    await desk.change(id, { title: 'Harbour, corrected' })

    const made = await correct(id)

    expect(made).toMatchObject({ status: 201, headers: { etag: '"4"' } })
    expect(made.body).toMatchObject({
      articleId: id,
      kind: 'correction',
      publicText: TEXT,
      fromEdition: 1,
      toEdition: 2,
    })
    const article = (await reader('GET', `/v1/articles/${id}?include=corrections`)).body
    expect(article).toMatchObject({ title: 'Harbour, corrected', edition: 2, correctionCount: 1 })
    expect(article.corrections).toMatchObject({ data: [{ id: made.body.id, at: made.body.at }], next: null })
    const [last] = await db.event.findMany({
      orderBy: { position: 'desc' },
      where: { position: { not: null } },
    })
    expect(last).toMatchObject({ type: 'article.corrected', data: { edition: 2, correction: 'correction' } })
  })

  test('only of what has been public', async () => {
    const draft = await desk.draft()
    const ahead = await desk.draft({ title: 'Ahead' })
    await desk.publish(ahead.id, { publishAt: new Date(Date.now() + 3_600_000).toISOString() })
    const withheld = await published({ title: 'Withheld' })
    await desk.withdraw(withheld, 'withheld')

    for (const id of [draft.id, ahead.id, withheld]) {
      expect((await correct(id)).body).toMatchObject({ status: 409, code: 'conflict' })
    }
    expect(await db.correction.count()).toBe(0)
    expect(await db.edition.count()).toBe(2)
  })

  test.each([
    [{ kind: 'erratum' }, '/kind'],
    [{ publicText: '' }, '/publicText'],
    [{ publicText: 'x'.repeat(2001) }, '/publicText'],
    [{ note: 'x' }, '/note'],
  ])('%j is refused', async (members, pointer) => {
    const { id } = await desk.draft()

    expect((await correct(id, members)).body).toMatchObject({ status: 400, errors: [{ pointer }] })
  })

  test('a correction that would alter a confirmed quote is refused whole', async () => {
    const { id } = await desk.draft()
    const speaker = await desk.speaker()
    const quote = await desk.quote(id, {
      segments: [{ exact: 'Nobody will sleep' }],
      speakerId: speaker.id,
      review: 'confirmed',
    })
    await desk.publish(id)
    await desk.change(id, {
      body: 'All were silent.',
      acknowledgeQuoteChanges: [{ quoteId: quote.id, reason: 'Rewritten.' }],
    })

    expect((await correct(id)).body).toMatchObject({ status: 409, code: 'quote-altered' })
    expect(await db.correction.count()).toBe(0)
  })

  test('ends when what it corrects was to end; what has expired is published anew instead', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
    const { id } = await desk.draft()
    await desk.publish(id, { expiresAt })

    expect((await correct(id)).status).toBe(201)
    const [, corrected] = await db.edition.findMany({ orderBy: { number: 'asc' } })
    expect(corrected?.validTo?.toISOString()).toBe(expiresAt)
    await db.$executeRaw`update edition set expires_at = now(), valid_to = now() where number = 2`
    expect((await correct(id)).body).toMatchObject({ status: 409, code: 'conflict' })
  })

  test('twenty at once make one', async () => {
    const id = await published()
    const tag = await desk.current(id)
    const body = { kind: 'update', publicText: TEXT }

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => editor('POST', `/v1/editorial/articles/${id}/corrections`, body, tag)),
    )

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(19)
    expect(await db.correction.count()).toBe(1)
  })
})

describe('reading corrections', () => {
  test('of an article and across the site, newest first, in pages', async () => {
    const [one, two] = [await published(), await published({ title: 'Bridge' })]
    const ids: string[] = []
    for (const id of [one, two, one]) ids.unshift((await correct(id)).body.id)

    const site = (await reader('GET', '/v1/corrections?count=exact')).body
    const own = (await reader('GET', `/v1/articles/${one}/corrections`)).body

    expect(site.data.map(({ id }: { id: string }) => id)).toEqual(ids)
    expect(site.page.count).toBe(3)
    expect(site.data[1].article).toEqual({
      id: two,
      slug: 'bridge',
      title: 'Bridge',
      url: 'https://news.example/bridge',
    })
    expect(own.data.map(({ toEdition }: { toEdition: number }) => toEdition)).toEqual([3, 2])
    const first = (await reader('GET', '/v1/corrections?limit=2')).body
    const rest = (await reader('GET', `/v1/corrections?limit=2&cursor=${first.page.next}`)).body
    expect(rest.data.map(({ id }: { id: string }) => id)).toEqual([ids[2]])
  })

  test('take one statement, and none tells of what is hidden', async () => {
    const id = await published()
    await correct(id)
    statements.length = 0
    await reader('GET', `/v1/articles/${id}/corrections`)
    await reader('GET', '/v1/corrections?count=exact')
    expect(statements).toHaveLength(2)

    await desk.withdraw(id, 'withheld')

    const hidden = await reader('GET', `/v1/articles/${id}/corrections`)
    const unknown = await reader('GET', `/v1/articles/${UNKNOWN}/corrections`)
    expect(hidden.status).toBe(404)
    expect(hidden.body.detail.replace(id, UNKNOWN)).toBe(unknown.body.detail)
    expect((await reader('GET', '/v1/corrections?count=exact')).body).toMatchObject({
      data: [],
      page: { count: 0 },
    })
  })

  test('more than twenty go on where the article says', async () => {
    const id = await published()
    for (let i = 0; i < 22; i++) await correct(id, { publicText: `Number ${i}.` })

    const { corrections, correctionCount } = (await reader('GET', `/v1/articles/${id}?include=corrections`))
      .body

    expect(correctionCount).toBe(22)
    expect(corrections.data).toHaveLength(20)
    const rest = (await reader('GET', corrections.next)).body
    expect(rest.data.map(({ publicText }: { publicText: string }) => publicText)).toEqual([
      'Number 1.',
      'Number 0.',
    ])
  })
})
