import { expect, test } from '@jest/globals'
import { keepAnswers } from '../src/http/answers/keep.ts'
import { openMetrics } from '../src/start/metrics.ts'
import { anArticle } from './support/articles.ts'
import { type Answer, newsroom } from './support/newsroom.ts'
import { offlineApp } from './support/offline.ts'

const { db, reader, as, statements } = await newsroom({}, undefined, (_db, reads) => {
  const answers = keepAnswers({ bytesMax: 1_000_000 })
  return { answers, metrics: openMetrics({ hasMetrics: true }, { database: { reads }, answers })?.metrics }
})

const gone = { query: () => Promise.reject(new Error('gone')) }
const alone = await offlineApp({
  metrics: openMetrics({ hasMetrics: true }, { database: { reads: gone } })?.metrics,
})
const silent = await offlineApp()

const seriesOf = ({ text }: Answer, series: string) => {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length + 1))
}

test('requests are counted by the pattern of their route, and every unknown address is one', async () => {
  const { id } = await anArticle(db)
  const before = await reader('GET', '/metrics')

  await reader('GET', `/v1/articles/${id}`)
  await reader('GET', `/v1/articles/${id}`)
  for (const path of ['/one', '/two', '/v1/three']) await reader('GET', path)
  const after = await reader('GET', '/metrics')

  const grown = (series: string) => (seriesOf(after, series) ?? 0) - (seriesOf(before, series) ?? 0)
  const requests = (labels: string) => `verbatim_http_requests_total{method="GET",${labels}}`
  expect(grown(requests('route="/v1/articles/:id",status="2xx"'))).toBe(2)
  expect(grown(requests('route="unknown",status="4xx"'))).toBe(3)
  expect(grown('verbatim_http_request_seconds_count{route="/v1/articles/:id"}')).toBe(2)
  expect(grown('verbatim_answers_hits_total')).toBe(1)
  expect(grown('verbatim_answers_misses_total')).toBe(1)
  expect(seriesOf(after, 'verbatim_http_requests_in_flight')).toBe(1)
  expect(seriesOf(after, 'verbatim_database_up')).toBe(1)
  expect(seriesOf(after, 'verbatim_queue_depth{queue="webhooks"}')).toBe(0)
  expect(after.text).toContain('nodejs_eventloop_lag_p99_seconds')
  expect(after.text).not.toContain(id)
})

test('the answer is text for Prometheus that nobody keeps, and tells no key', async () => {
  const key = `vb_abcdefgh_${'k'.repeat(40)}`
  await as({ authorization: `Bearer ${key}` })('GET', `/v1/articles?cursor=${key}`)

  const { status, headers, text } = await reader('GET', '/metrics')

  expect(status).toBe(200)
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(headers['cache-control']).toBe('no-store')
  expect(text).not.toContain('vb_')
})

test('who asks often costs the database one statement', async () => {
  await reader('GET', '/metrics')
  statements.length = 0

  await Promise.all(Array.from({ length: 20 }, () => reader('GET', '/metrics')))

  expect(statements.length).toBeLessThanOrEqual(1)
})

test('without a database the rest is told all the same', async () => {
  const { statusCode, body } = await alone.inject('/metrics')

  expect(statusCode).toBe(200)
  expect(body).toContain('verbatim_database_up 0')
  expect(body).not.toMatch(/^verbatim_events_position /m)
})

test('METRICS=off measures nothing and shows nothing', async () => {
  expect(openMetrics({ hasMetrics: false }, { database: { reads: gone } })).toBeUndefined()

  const { statusCode, headers } = await silent.inject('/metrics')

  expect(statusCode).toBe(404)
  expect(headers['content-type']).toContain('application/problem+json')
})
