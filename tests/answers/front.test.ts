import { beforeEach, expect, test } from '@jest/globals'
import { openMetrics } from '../../src/start/metrics.ts'
import { keepingNewsroom } from '../support/answers.ts'
import { anArticle } from '../support/articles.ts'
import { sendRaw } from '../support/raw.ts'

const rate = { max: 1000, windowMs: 60_000 }
const limits = { read: { ...rate, max: 50 }, search: rate, captcha: rate, comment: rate, write: rate }
let isStopping = false
const measured = openMetrics({ hasMetrics: true }, { database: { reads: { query: async () => [] } } })
const { app, answers, db, statements } = await keepingNewsroom({
  ...{ rateLimits: limits, isStopping: () => isStopping, metrics: measured?.metrics },
})
const origin = await app.listen({ port: 0, host: '127.0.0.1' })

let url = ''
beforeEach(async () => {
  isStopping = false
  url = `${origin}/v1/articles/${(await anArticle(db)).id}?include=quotes,speakers`
})

/** Asks over a connection, as nobody in particular who reads no compressed answers. */
async function ask(headers: Record<string, string> = {}, init: RequestInit = {}) {
  const answer = await fetch(url, { headers: { 'accept-encoding': 'identity', ...headers }, ...init })
  return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() }
}
const withoutIds = ({ 'x-request-id': _id, date: _date, ...headers }: Record<string, string>) => headers

test('what is kept goes out as it went out first, and costs no statement', async () => {
  const made = await ask()
  statements.length = 0

  const kept = await ask({ 'x-request-id': 'reader-7' })

  expect(statements).toEqual([])
  expect([kept.status, kept.text]).toEqual([200, made.text])
  expect(withoutIds(kept.headers)).toEqual(withoutIds(made.headers))
  expect(kept.headers['x-request-id']).toBe('reader-7')
})

test('who has it gets 304, HEAD gets its headers alone, and who wants it compressed gets it so', async () => {
  const made = await ask()
  statements.length = 0

  const same = await ask({ 'if-none-match': made.headers.etag ?? '' })
  const head = await ask({}, { method: 'HEAD' })
  const gzip = await sendRaw(
    app,
    `GET ${url.slice(origin.length)} HTTP/1.1\r\nHost: a\r\nAccept: */*\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n`,
  )

  expect([same.status, same.text, same.headers['content-type']]).toEqual([304, '', undefined])
  expect([head.status, head.text]).toEqual([200, ''])
  expect(head.headers['content-length']).toBe(made.headers['content-length'])
  expect(gzip.headers['content-encoding']).toBe(Buffer.byteLength(made.text) >= 1024 ? 'gzip' : undefined)
  expect(statements).toEqual([])
})

test('a kept list is found whatever the order of its parameters', async () => {
  const listed = (search: string) => fetch(`${origin}/v1/articles?${search}`).then((answer) => answer.text())
  const made = await listed('limit=3&language=en')
  statements.length = 0

  expect(await listed('language=en&limit=3')).toBe(made)
  expect(statements).toEqual([])
})

test('what is purged is not given again', async () => {
  await ask()
  answers.clear()
  statements.length = 0

  await ask()

  expect(statements.length).toBeGreaterThan(0)
})

test('two Hosts, a wrong key and a method that is none go the long way', async () => {
  await ask()
  const path = url.slice(origin.length)

  const hosts = await sendRaw(app, `GET ${path} HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n`)
  const keyed = await ask({ authorization: 'Bearer nonsense' })
  const method = await ask({}, { method: 'DELETE' })

  expect([hosts.status, keyed.status, method.status]).toEqual([400, 401, 405])
})

test('while the server stops every answer ends its connection', async () => {
  await ask()
  isStopping = true

  const { status, headers } = await ask()

  expect([status, headers.connection]).toEqual([200, 'close'])
})

test('the budget of the address is drawn on, and its end is told with all that refusals have', async () => {
  const asked = []
  for (let i = 0; i < 60; i++) asked.push(await ask())
  const refused = asked.find(({ status }) => status === 429)

  expect(asked.at(-1)?.status).toBe(429)
  expect(refused?.headers['retry-after']).toBeDefined()
  expect(refused?.headers['access-control-allow-origin']).toBe('*')
})

test('they are counted by the pattern of their route', async () => {
  const text = (await measured?.metrics.metrics()) ?? ''

  const [, count] =
    /requests_total\{method="GET",route="\/v1\/articles\/:id",status="2xx"\} (\d+)/.exec(text) ?? []
  expect(Number(count)).toBeGreaterThan(40)
})
