import { afterAll, describe, expect, test } from '@jest/globals'
import { buildApp } from '../src/app.ts'
import { RATES_DEFAULT, readRates } from '../src/http/rates.ts'
import type { Settings } from '../src/http/settings.ts'
import { addressPrefix } from '../src/lib/address.ts'
import { diskFiles } from '../src/storage/disk.ts'
import { openTestDatabase } from './support/database.ts'
import { SECRETS, SETTINGS } from './support/newsroom.ts'

const KEY = `vb_abcdefgh_${'k'.repeat(40)}`
const { db, reads, close } = await openTestDatabase()
afterAll(close)

interface Asking {
  url?: string
  method?: 'GET' | 'POST' | 'HEAD'
  from: string
  key?: string
  forwardedFor?: string
}

/** A server with its own empty budgets. */
async function serverWith(limits: string, trustedProxies: string[] = []) {
  const settings: Settings = { ...SETTINGS, rateLimits: readRates(limits) }
  const app = await buildApp({
    db,
    reads,
    secrets: SECRETS,
    files: diskFiles('/nowhere'),
    settings,
    adminKey: KEY,
    trustedProxies,
  })
  return async ({
    url = '/v1/captcha/nothing',
    method = 'GET',
    from = '192.0.2.1',
    key,
    forwardedFor,
  }: Asking) => {
    const answer = await app.inject({
      method,
      url,
      remoteAddress: from,
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(forwardedFor && { 'x-forwarded-for': forwardedFor }),
      },
    })
    return { status: answer.statusCode, headers: answer.headers, body: answer.body }
  }
}

/** For each of so many requests, whether the budget was spent. */
const spent = async (ask: Awaited<ReturnType<typeof serverWith>>, asking: Asking, times: number) => {
  const answers = []
  for (let i = 0; i < times; i++) answers.push((await ask(asking)).status === 429)
  return answers
}

/** Budgets are counted per server and caller, so every test has an address of its own. */
const ask = await serverWith('read=2/1m')
const askQuick = await serverWith('read=1/1s')
const askBehindProxy = await serverWith('read=1/1m', ['10.0.0.0/8'])
const askUnlimited = await serverWith('off')

describe('a spent budget', () => {
  const from = '192.0.2.1'

  test('is 429 with the time to wait', async () => {
    expect(await spent(ask, { from }, 2)).toEqual([false, false])

    const refused = await ask({ from })

    expect(refused.status).toBe(429)
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'rate-limited', status: 429 })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
    expect(refused.headers['ratelimit-policy']).toBe('"read";q=2;w=60')
    expect(refused.headers.ratelimit).toMatch(/^"read";r=0;t=\d+$/)
  })

  test('leaves the other classes and the probes alone', async () => {
    expect((await ask({ from, method: 'POST', url: '/v1/captcha/challenge' })).status).not.toBe(429)
    expect((await ask({ from, url: '/healthz' })).status).toBe(200)
    expect((await ask({ from, url: '/readyz' })).status).toBe(200)
  })

  test('comes back with the next window', async () => {
    expect(await spent(askQuick, { from }, 2)).toEqual([false, true])

    await new Promise((resolve) => setTimeout(resolve, 1100))

    expect((await askQuick({ from })).status).not.toBe(429)
  })

  test('is told of on answers that no cache keeps, and on no other', async () => {
    const uncached = await ask({ from: '192.0.2.2' })
    const cached = await ask({ from: '192.0.2.2', url: '/openapi.json' })

    expect(uncached.headers['cache-control']).toBe('no-store')
    expect(uncached.headers.ratelimit).toMatch(/^"read";r=1;t=\d+$/)
    expect(cached.headers['cache-control']).toContain('public')
    expect(cached.headers.ratelimit).toBeUndefined()
    expect(cached.headers['ratelimit-policy']).toBeUndefined()
  })
})

test('looking for words and counting draw on the budget of searches, a plain list of the same does not', async () => {
  const from = '192.0.2.1'
  const search = await serverWith('search=1/1h')

  expect(await spent(search, { from, url: '/v1/quotes?channel=speech' }, 3)).not.toContain(true)
  expect(await spent(search, { from, url: '/v1/quotes?q=night' }, 2)).toEqual([false, true])
  expect((await search({ from, url: '/v1/quotes?facets=year' })).status).toBe(429)
  expect((await search({ from, url: '/v1/search?q=night' })).status).toBe(429)
})

describe('the caller', () => {
  test('is an address', async () => {
    expect(await spent(ask, { from: '192.0.2.11' }, 3)).toEqual([false, false, true])
    expect(await spent(ask, { from: '192.0.2.12' }, 1)).toEqual([false])
  })

  test('is the whole /64 of an IPv6 address', async () => {
    expect(await spent(ask, { from: '2001:db8:1:2::1' }, 2)).toEqual([false, false])
    expect(await spent(ask, { from: '2001:db8:1:2:ffff::9' }, 1)).toEqual([true])
    expect(await spent(ask, { from: '2001:db8:1:3::1' }, 1)).toEqual([false])
  })

  test('is a key, wherever it is used from, and apart from its address', async () => {
    const asking = { key: KEY, url: '/v1/editorial/me' }

    expect(await spent(ask, { ...asking, from: '192.0.2.21' }, 2)).toEqual([false, false])
    expect(await spent(ask, { ...asking, from: '192.0.2.22' }, 1)).toEqual([true])
    expect(await spent(ask, { from: '192.0.2.21' }, 1)).toEqual([false])
  })

  test('with an unknown key is its address, so that guessing keys has a budget', async () => {
    const from = '192.0.2.31'
    const guesses = ['a', 'b', 'c'].map((letter) => `vb_abcdefgh_${letter.repeat(40)}`)

    const statuses = []
    for (const key of guesses) statuses.push((await ask({ from, key })).status)

    expect(statuses).toEqual([401, 401, 429])
    expect((await ask({ from })).status).toBe(429)
  })

  test('is not who it says it is', async () => {
    const from = '192.0.2.41'

    expect(await spent(ask, { from, forwardedFor: '198.51.100.1' }, 2)).toEqual([false, false])
    expect(await spent(ask, { from, forwardedFor: '198.51.100.2' }, 1)).toEqual([true])
  })

  test('is whom a trusted proxy names, whatever was written before it', async () => {
    const from = '10.0.0.7'
    const claim = '203.0.113.9, 198.51.100.1, 10.1.1.1'

    expect(await spent(askBehindProxy, { from, forwardedFor: '198.51.100.1' }, 1)).toEqual([false])
    expect(await spent(askBehindProxy, { from, forwardedFor: '198.51.100.2' }, 1)).toEqual([false])
    expect(await spent(askBehindProxy, { from, forwardedFor: claim }, 1)).toEqual([true])
    const direct = { from: '192.0.2.51', forwardedFor: '198.51.100.3' }
    expect(await spent(askBehindProxy, direct, 2)).toEqual([false, true])
  })
})

test('off is off', async () => {
  expect((await spent(askUnlimited, { from: '192.0.2.1' }, 20)).filter(Boolean)).toEqual([])
})

test('by default every class has a budget', () => {
  expect(readRates('')).toEqual(readRates(RATES_DEFAULT))
  expect(Object.keys(readRates(''))).toEqual(['read', 'search', 'captcha', 'comment', 'write'])
})

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['nonsense', 'unknown'],
])('%s counts as %s', (address, prefix) => {
  expect(addressPrefix(address)).toBe(prefix)
})
