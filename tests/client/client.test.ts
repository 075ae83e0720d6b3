import { describe, expect, test } from '@jest/globals'
import {
  answerOf,
  createClient,
  each,
  followChanges,
  ifMatch,
  ProblemError,
} from '../../clients/typescript/src/client.ts'
import { anArticle } from '../support/articles.ts'
import { deskOf, UNKNOWN } from '../support/desk.ts'
import { happenTimes } from '../support/events.ts'
import { newsroom } from '../support/newsroom.ts'
import { addressOf } from '../support/stream.ts'

const { app, db, admin, editor } = await newsroom()
await app.listen({ port: 0, host: '127.0.0.1' })
const baseUrl = addressOf(app)
const desk = deskOf(editor)
const api = createClient({ baseUrl })

/** A client that notes what it sent and what came back. */
function watched(rememberBytes?: number) {
  const seen: { tag: string | null; status: number }[] = []
  const client = createClient({
    baseUrl,
    ...(rememberBytes !== undefined && { rememberBytes }),
    fetch: async (request) => {
      const response = await fetch(request)
      seen.push({ tag: request.headers.get('if-none-match'), status: response.status })
      return response
    },
  })
  return { client, seen }
}

const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('reading', () => {
  test('answers with the thing, and throws a refusal with its code', async () => {
    const { id } = await anArticle(db)

    const article = await answerOf(api.GET('/v1/articles/{id}', { params: { path: { id } } }))
    const refusal = await refusalOf(
      answerOf(api.GET('/v1/articles/{id}', { params: { path: { id: UNKNOWN } } })),
    )

    expect(article.id).toBe(id)
    expect(refusal).toBeInstanceOf(ProblemError)
    expect(refusal).toMatchObject({
      code: 'not-found',
      status: 404,
      problem: { requestId: expect.any(String) },
    })
  })

  test('takes several values of a filter, and intervals', async () => {
    const { id } = await anArticle(db)
    const query = { language: ['en', 'de'], 'publishedAt[lt]': '2999-01-01T00:00:00Z' }

    const { data } = await answerOf(api.GET('/v1/articles', { params: { query } }))

    expect(data.map((article) => article.id)).toEqual([id])
  })

  test('gives every item of a list once, page after page, and asks for no page that nobody takes', async () => {
    for (let i = 0; i < 5; i++) await anArticle(db)
    const { client, seen } = watched()
    const read = (at: object) =>
      client.GET('/v1/articles', { params: { query: { limit: 2, fields: ['title'], ...at } } })

    const ids: string[] = []
    for await (const { id } of each(read)) ids.push(id)
    const whole = seen.length
    for await (const _ of each(read)) break

    expect(new Set(ids).size).toBe(5)
    expect([ids.length, whole, seen.length]).toEqual([5, 3, 4])
  })
})

describe('what was read before', () => {
  test('is asked for by its tag, and is the new one when it changed', async () => {
    const { id } = await desk.draft()
    await desk.publish(id)
    const { client, seen } = watched()
    const read = async () =>
      (await answerOf(client.GET('/v1/articles/{id}', { params: { path: { id } } }))).title

    const titles = [await read(), await read()]
    await desk.change(id, { title: 'Harbour, at night' })
    await desk.publish(id)
    titles.push(await read(), await read())

    expect(titles).toEqual(['Harbour', 'Harbour', 'Harbour, at night', 'Harbour, at night'])
    expect(seen.map(({ status }) => status)).toEqual([200, 304, 200, 304])
    expect(seen[0]?.tag).toBeNull()
  })

  test('is forgotten when the room for it is used up', async () => {
    const ids = [(await anArticle(db)).id, (await anArticle(db)).id]
    const size = (await (await fetch(`${baseUrl}/v1/articles/${ids[0]}`)).arrayBuffer()).byteLength
    const { client, seen } = watched(Math.ceil(size * 1.5))

    for (const id of [...ids, ...ids, ids[1] ?? ''])
      await answerOf(client.GET('/v1/articles/{id}', { params: { path: { id } } }))

    expect(seen.map(({ status }) => status)).toEqual([200, 200, 200, 200, 304])
  })
})

describe('the desk', () => {
  test('changes what it read, and learns that somebody else was faster', async () => {
    const { key } = (await admin('POST', '/v1/admin/api-keys', { label: 'Night desk', role: 'writer' })).body
    const client = createClient({ baseUrl, key })
    const { id } = await desk.draft()
    const path = { id }
    const { response } = await client.GET('/v1/editorial/articles/{id}', { params: { path } })
    const change = (title: string) =>
      client.PATCH('/v1/editorial/articles/{id}', {
        params: { path, header: ifMatch(response) },
        body: { title },
      })

    const changed = await answerOf(change('Harbour, at night'))
    const refusal = await refusalOf(answerOf(change('Harbour, by day')))

    expect(changed).toMatchObject({ title: 'Harbour, at night' })
    expect(refusal).toMatchObject({ code: 'stale', status: 412 })
  })
})

describe('following the changes', () => {
  test('tells all of them, then waits for the next one, and ends when told to', async () => {
    await happenTimes(db, 3)
    const stop = new AbortController()
    const editions: unknown[] = []

    for await (const { changes } of followChanges(api, { wait: 5, signal: stop.signal })) {
      editions.push(...changes.map(({ data }) => data.edition))
      if (editions.length === 3) await happenTimes(db, 1, 4)
      else stop.abort()
    }

    expect(editions).toEqual([1, 2, 3, 4])
  })

  test('goes on behind the cursor, over a lost connection, and throws a refusal', async () => {
    await happenTimes(db, 3)
    let lost = 0
    const shaky = createClient({
      baseUrl,
      fetch: (request) => (lost++ === 0 ? Promise.reject(new TypeError('lost')) : fetch(request)),
    })
    const first = await answerOf(api.GET('/v1/changes', { params: { query: { limit: 2 } } }))
    if (typeof first === 'string') throw new Error('expected a page')

    const next = await followChanges(shaky, { cursor: first.page.next }).next()
    const refusal = await refusalOf(followChanges(api, { cursor: 'elsewhere' }).next())

    expect(next.value?.changes.map(({ data }) => data.edition)).toEqual([3])
    expect(lost).toBe(2)
    expect(refusal).toMatchObject({ code: 'invalid-cursor' })
  })
})

test('a page of any origin may read answers, their tags and refusals, and never with credentials', async () => {
  const { id } = await anArticle(db)
  const origin = { origin: 'https://front.example' }
  const asked = await fetch(`${baseUrl}/v1/articles/${id}`, {
    method: 'OPTIONS',
    headers: {
      ...origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'if-none-match',
    },
  })
  const answers = await Promise.all([
    fetch(`${baseUrl}/v1/articles/${id}`, { headers: origin }),
    fetch(`${baseUrl}/v1/articles/${UNKNOWN}`, { headers: origin }),
  ])

  expect(asked.headers.get('access-control-allow-headers')).toContain('if-none-match')
  for (const { headers } of answers) {
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-expose-headers')).toMatch(/ETag.*Link.*Retry-After/)
    expect(headers.get('access-control-allow-credentials')).toBeNull()
  }
})
