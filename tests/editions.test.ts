import { describe, expect, test } from '@jest/globals'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, reader, statements } = await newsroom()
const desk = deskOf(editor)
const LATER = new Date(Date.now() + 3_600_000).toISOString()

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

/** An article with three editions, and the instants between them. */
async function threeEditions() {
  const { id } = await desk.draft({ title: 'One' })
  const instants: string[] = []
  for (const title of ['One', 'Two', 'Three']) {
    await desk.change(id, { title })
    await desk.publish(id)
    await pause(15)
    instants.push(new Date().toISOString())
    await pause(15)
  }
  return { id, instants }
}

describe('GET /v1/articles/{id}/editions', () => {
  test('lists what was public, newest first, with from and to; the end that lies ahead is not told', async () => {
    const { id } = await threeEditions()
    await desk.change(id, { title: 'Four, tomorrow' })
    await desk.publish(id, { publishAt: LATER })
    statements.length = 0

    const { data } = (await reader('GET', `/v1/articles/${id}/editions`)).body

    expect(statements).toHaveLength(1)
    expect(data.map(({ number, title }: { number: number; title: string }) => [number, title])).toEqual([
      [3, 'Three'],
      [2, 'Two'],
      [1, 'One'],
    ])
    expect(data[0].to).toBeNull()
    expect(data[1].to).toBe(data[0].from)
    expect(data[2].to).toBe(data[1].from)
    const first = (await reader('GET', `/v1/articles/${id}/editions?limit=2&count=exact`)).body
    expect(first.page.count).toBe(3)
    const rest = await reader(
      'GET',
      `/v1/articles/${id}/editions?limit=2&count=exact&cursor=${first.page.next}`,
    )
    expect(rest.body.data).toMatchObject([{ number: 1 }])
  })

  test('names what an edition put right', async () => {
    const { id } = await desk.draft()
    await desk.publish(id)
    const body = { kind: 'clarification', publicText: 'The vote was provisional.' }
    await editor('POST', `/v1/editorial/articles/${id}/corrections`, body, await desk.current(id))

    const { data } = (await reader('GET', `/v1/articles/${id}/editions`)).body

    expect(data).toMatchObject([
      { number: 2, correction: body },
      { number: 1, correction: null },
    ])
  })
})

describe('GET /v1/articles/{id}/editions/{n}', () => {
  test('the words, the slug and the quotes as they were, for ever', async () => {
    const { id } = await desk.draft({ title: 'One' })
    const speaker = await desk.speaker()
    const segments = [{ exact: 'We will dredge at night,' }]
    const quote = await desk.quote(id, { segments, speakerId: speaker.id, review: 'confirmed' })
    await desk.publish(id)
    const before = (await reader('GET', `/v1/articles/${id}?include=quotes,speakers`)).body
    await desk.change(id, {
      title: 'Two',
      slug: 'two',
      body: 'Other words.',
      acknowledgeQuoteChanges: [{ quoteId: quote.id, reason: 'Cut.' }],
    })
    const at = `/v1/editorial/articles/${id}/quotes/${quote.id}`
    await editor('DELETE', at, undefined, await desk.current(id))
    await desk.publish(id)

    const first = await reader('GET', `/v1/articles/${id}/editions/1?include=quotes,speakers`)

    expect(first.status).toBe(200)
    expect(first.body).toEqual(before)
    expect((await reader('GET', `/v1/articles/${id}/editions/2?include=quotes`)).body).toMatchObject({
      title: 'Two',
      slug: 'two',
      edition: 2,
      quotes: { data: [] },
    })
  })

  test.each(['0', '01', '-1', '1.0', 'x', '99999999999'])('the number %s is refused', async (number) => {
    const { id } = await desk.draft()
    await desk.publish(id)

    expect((await reader('GET', `/v1/articles/${id}/editions/${number}`)).status).toBe(400)
  })
})

describe('?asOf=', () => {
  test('gives what was public then', async () => {
    const { id, instants } = await threeEditions()

    const titles = []
    for (const asOf of instants)
      titles.push((await reader('GET', `/v1/articles/${id}?asOf=${asOf}`)).body.title)

    expect(titles).toEqual(['One', 'Two', 'Three'])
    const before = new Date(Date.now() - 86_400_000).toISOString()
    expect((await reader('GET', `/v1/articles/${id}?asOf=${before}`)).status).toBe(404)
    expect((await reader('GET', `/v1/articles/${id}?asOf=${LATER}`)).body).toMatchObject({
      status: 400,
      errors: [{ parameter: 'asOf' }],
    })
  })

  test('by slug, without a redirect to another time', async () => {
    const { id } = await desk.draft({ slug: 'old' })
    await desk.publish(id)
    await pause(15)
    const then = new Date().toISOString()
    await desk.change(id, { slug: 'new' })
    await desk.publish(id)

    expect((await reader('GET', '/v1/articles/by-slug/old')).status).toBe(308)
    const past = await reader('GET', `/v1/articles/by-slug/new?asOf=${then}`)
    expect(past).toMatchObject({ status: 200, body: { slug: 'old', edition: 1 } })
  })

  test('while it was withheld nothing was public', async () => {
    const { id } = await desk.draft()
    await desk.publish(id)
    await pause(15)
    await desk.withdraw(id, 'withheld')
    await pause(15)
    const meanwhile = new Date().toISOString()
    await pause(15)
    await editor(
      'DELETE',
      `/v1/editorial/articles/${id}/withdrawals/current`,
      undefined,
      await desk.current(id),
    )

    expect((await reader('GET', `/v1/articles/${id}?asOf=${meanwhile}`)).status).toBe(404)
    expect((await reader('GET', `/v1/articles/${id}?asOf=${new Date().toISOString()}`)).status).toBe(200)
  })
})

test('editions of a draft, a scheduled, a withheld, an expired and an unknown article: the same 404, by the same statements', async () => {
  const { id: draft } = await desk.draft({ title: 'Draft' })
  const { id: scheduled } = await desk.draft({ title: 'Scheduled' })
  await desk.publish(scheduled, { embargoUntil: LATER })
  const { id: withheld } = await desk.draft({ title: 'Withheld' })
  await desk.publish(withheld)
  await desk.withdraw(withheld, 'withheld')
  const { id: expired } = await desk.draft({ title: 'Expired' })
  await desk.publish(expired, { expiresAt: new Date(Date.now() + 200).toISOString() })
  await pause(300)
  const now = new Date().toISOString()

  const ask = async (id: string) => {
    const answers = []
    for (const rest of ['/editions?count=exact', '/editions/1', `?asOf=${now}`, '?include=corrections']) {
      statements.length = 0
      const { status, text } = await reader('GET', `/v1/articles/${id}${rest}`)
      const plain = text.replaceAll(id, 'ID').replace(/"requestId":"[^"]+"/, '')
      answers.push({ status, plain, sent: statements.length })
    }
    return answers
  }

  const reference = await ask(UNKNOWN)
  expect(reference.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  for (const id of [draft, scheduled, withheld, expired]) expect(await ask(id)).toEqual(reference)
})

test('an edition’s words cannot be changed by a later save, only read', async () => {
  const { id } = await desk.draft({ title: 'One' })
  await desk.publish(id)
  const [before] = await db.$queryRaw<object[]>`select to_jsonb(e)::text as row from edition e`
  await desk.change(id, { title: 'Two', body: 'Other words.' })

  const [after] = await db.$queryRaw<object[]>`select to_jsonb(e)::text as row from edition e`

  expect(after).toEqual(before)
  expect((await reader('GET', `/v1/articles/${id}`)).body.title).toBe('One')
})
