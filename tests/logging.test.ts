import { describe, expect, test } from '@jest/globals'
import type { InjectOptions } from 'fastify'
import { pino } from 'pino'
import { loggerOptions } from '../src/http/logging.ts'
import { offlineApp } from './support/offline.ts'

const ADMIN_KEY = `vb_operator_${'k'.repeat(40)}`
const OTHER_KEY = `vb_abcdefgh_${'x'.repeat(40)}`
const lines: string[] = []
const log = pino(loggerOptions('info'), { write: (line: string) => lines.push(line) })
const app = await offlineApp({ adminKey: ADMIN_KEY, log })

/** The lines that one request leaves. */
async function logOf(request: string | InjectOptions) {
  lines.length = 0
  await app.inject(request)
  return { text: lines.join(''), entries: lines.map((line) => JSON.parse(line)) }
}

test('a request is one line: what was asked, what was answered, how long it took', async () => {
  const { entries } = await logOf({ url: '/problems/stale?x=1', headers: { 'x-request-id': 'desk-7' } })

  expect(entries.at(-1)).toMatchObject({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    requestId: 'desk-7',
    req: { method: 'GET', url: '/problems/stale?x=1' },
    res: { statusCode: 400 },
    milliseconds: expect.any(Number),
    msg: 'request',
  })
  expect(entries.filter(({ msg }) => msg === 'request')).toHaveLength(1)
})

test('probes are told of at debug only', async () => {
  expect((await logOf('/healthz')).entries).toEqual([])
})

describe('the log never holds', () => {
  test.each([
    ['a receipt', '/v1/comments/receipts/s3cr3t-receipt', 's3cr3t'],
    ['the receipt of an erasure', '/v1/comments/receipts/s3cr3t-receipt/erasure-requests', 's3cr3t'],
    ['a receipt behind an encoded path', '/v1/comments/%72eceipts/s3cr3t-receipt', 's3cr3t'],
    ['a receipt behind two slashes', '/v1/comments/receipts//s3cr3t-receipt', 's3cr3t'],
    ['a preview token', '/v1/preview/s3cr3t.t0ken?x=1', 's3cr3t'],
    ['a link of a mail', '/v1/mail/unsubscriptions/s3cr3t.0.t0ken', 's3cr3t'],
    ['a link that confirms', '/v1/mail/confirmations/s3cr3t.0.t0ken', 's3cr3t'],
    ['a key in a query', `/v1/articles?key=${OTHER_KEY}`, 'x'.repeat(40)],
    ['a key in a path', `/v1/${OTHER_KEY}`, 'x'.repeat(40)],
  ])('%s', async (_what, url, secret) => {
    const { text, entries } = await logOf(url)

    expect(entries.length).toBeGreaterThan(0)
    expect(text).not.toContain(secret)
  })

  test('keys, bodies and addresses', async () => {
    const { text, entries } = await logOf({
      method: 'POST',
      url: '/v1/admin/api-keys',
      remoteAddress: '192.0.2.77',
      headers: { authorization: `Bearer ${ADMIN_KEY}`, 'user-agent': 'Agent\n{"level":"fatal"}' },
      payload: { label: 'private words', role: 'owner', 'another private word': 1 },
    })

    expect(entries.length).toBeGreaterThan(0)
    expect(text).not.toMatch(/k{40}|private words|192\.0\.2|Agent/)
  })

  test('what an unexpected error carries along', async () => {
    const cause = Object.assign(new Error(`key ${OTHER_KEY}`), { body: 'private words' })
    const error = new Error(
      'Invalid `create()` invocation: { body: "private words" }\n\nArgument `x` is wrong.',
      {
        cause,
      },
    )
    lines.length = 0

    log.error({ err: Object.assign(error, { meta: 'private words', code: 'P2009' }) }, 'request failed')

    const [entry] = lines.map((line) => JSON.parse(line))
    expect(entry.err).toMatchObject({ type: 'Error', code: 'P2009', message: 'Argument `x` is wrong.' })
    expect(entry.err.stack).toMatch(/^ {4}at /)
    expect(entry.err.cause.message).toBe('key vb_abcdefgh_…')
    expect(lines.join('')).not.toContain('private words')
  })
})

test('a database that is gone is an error in the log and 503 to the client', async () => {
  const { entries } = await logOf('/v1/articles')

  expect(entries.find(({ level }) => level === 'error')).toMatchObject({
    msg: 'request failed',
    err: { code: expect.any(String) },
  })
  expect(entries.at(-1)).toMatchObject({ res: { statusCode: 503 } })
})
