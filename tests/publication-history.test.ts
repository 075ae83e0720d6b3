import { describe, expect, test } from '@jest/globals'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, reader, writer } = await newsroom()
const desk = deskOf(editor)
const LATER = new Date(Date.now() + 3_600_000).toISOString()
const url = (id: string) => `/v1/editorial/articles/${id}`

describe('GET /v1/editorial/articles/:id/publications', () => {
  test('tells what was published and what will be, with its times and who ordered it, newest first', async () => {
    const { id } = await desk.draft()
    await desk.publish(id, { expiresAt: LATER })
    await desk.change(id, { title: 'Harbour, put right' })
    const words = { kind: 'correction', publicText: 'The channel is eleven metres deep.' }
    const tag = await desk.current(id)
    expect((await editor('POST', `${url(id)}/corrections`, words, tag)).status).toBe(201)
    await desk.publish(id, { embargoUntil: LATER })

    const { status, body } = await writer('GET', `${url(id)}/publications?count=exact`)

    expect(status).toBe(200)
    expect(body.page).toEqual({ next: null, count: 3 })
    expect(body.data).toMatchObject([
      { edition: 3, publishAt: LATER, embargoUntil: LATER, expiresAt: null, endsAt: null, correction: null },
      { edition: 2, title: 'Harbour, put right', expiresAt: LATER, endsAt: LATER, correction: words },
      { edition: 1, title: 'Harbour', slug: 'harbour', revision: 1, createdBy: 'Test editor' },
    ])
    expect(body.data[2].endsAt).toBe(body.data[1].publishAt)
  })

  test('in pages, each once', async () => {
    const { id } = await desk.draft()
    for (let i = 0; i < 3; i++) await desk.publish(id)

    const first = (await editor('GET', `${url(id)}/publications?limit=2`)).body
    const rest = (await editor('GET', `${url(id)}/publications?limit=2&cursor=${first.page.next}`)).body

    const numbers = [...first.data, ...rest.data].map(({ edition }) => edition)
    expect(numbers).toEqual([3, 2, 1])
    expect(rest.page.next).toBeNull()
  })
})

describe('GET /v1/editorial/articles/:id/withdrawals', () => {
  test('tells why, by whom, and when it came back; newest first', async () => {
    const { id } = await desk.draft()
    await desk.publish(id)
    await desk.withdraw(id, 'withheld', 'Stays inside.')
    await editor('DELETE', `${url(id)}/withdrawals/current`, undefined, await desk.current(id))
    await desk.withdraw(id, 'canceled', 'We were wrong.')

    const { data } = (await writer('GET', `${url(id)}/withdrawals`)).body

    expect(data).toMatchObject([
      { kind: 'canceled', reason: 'A test', notice: 'We were wrong.', endedAt: null, endedBy: null },
      { kind: 'withheld', notice: 'Stays inside.', createdBy: 'Test editor', endedBy: 'Test editor' },
    ])
    expect(Date.parse(data[1].endedAt)).toBeGreaterThanOrEqual(Date.parse(data[1].createdAt))
    const { data: withdrawn } = (await editor('GET', '/v1/editorial/articles?pubStatus=withheld,canceled'))
      .body
    expect(withdrawn).toMatchObject([{ id, pubStatus: 'canceled' }])
    expect((await editor('GET', '/v1/editorial/articles?pubStatus=withheld')).body.data).toEqual([])
  })
})

test.each(['publications', 'withdrawals'])(
  '%s: 404 for an unknown article, 401 for readers',
  async (path) => {
    expect((await editor('GET', `${url(UNKNOWN)}/${path}`)).status).toBe(404)
    expect((await reader('GET', `${url(UNKNOWN)}/${path}`)).status).toBe(401)
    expect(await db.edition.count()).toBe(0)
  },
)
