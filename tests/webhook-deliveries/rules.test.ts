import { describe, expect, test } from '@jest/globals'
import {
  isTaken,
  pauseAfter,
  reasonToDisable,
  restAfter,
  retryAfterOf,
} from '../../src/features/webhook-deliveries/rules.ts'
import { signedHeaders } from '../../src/features/webhook-deliveries/signature.ts'

const NOW = new Date('2026-03-14T09:00:00.000Z')
const ago = (ms: number) => new Date(NOW.getTime() - ms)
const DAY = 86_400_000

describe('a signature', () => {
  /** The vector of the Standard Webhooks libraries. */
  const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
  const message = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    body: '{"test": 2432232314}',
  }
  const expected = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='

  test('is the published one', () => {
    expect(signedHeaders(message, [secret])).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': expected,
    })
  })

  test('of two secrets stands beside the other, separated by a space', () => {
    const { 'webhook-signature': signature = '' } = signedHeaders(message, [Buffer.alloc(32), secret])

    const [first, second, ...rest] = signature.split(' ')
    expect(first).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/)
    expect({ second, rest }).toEqual({ second: expected, rest: [] })
  })
})

describe('the pause before the next try', () => {
  test('grows as Standard Webhooks recommends, and ends after ten tries', () => {
    const pauses = Array.from({ length: 10 }, (_each, tries) => pauseAfter(tries + 1, 0, 0))

    const seconds = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
    expect(pauses).toEqual([...seconds.map((each) => each * 1000), undefined])
  })

  test('is spread by chance', () => {
    expect(pauseAfter(2, 0, 0)).toBe(300_000)
    expect(pauseAfter(2, 0, 1)).toBe(360_000)
  })

  test('is what the receiver asked for, up to a day, but never shorter than ours', () => {
    expect(pauseAfter(1, 60_000, 0)).toBe(60_000)
    expect(pauseAfter(2, 1000, 0)).toBe(300_000)
    expect(pauseAfter(1, 30 * DAY, 0)).toBe(DAY)
  })
})

test.each([
  [429, '120', 120_000],
  [503, 'Sat, 14 Mar 2026 09:01:00 GMT', 60_000],
  [503, 'Sat, 14 Mar 2026 08:00:00 GMT', 0],
  [429, 'soon', 0],
  [429, '-5', 0],
  [500, '120', 0],
  [429, undefined, 0],
])('Retry-After of %s: %s', (status, header, expected) => {
  expect(retryAfterOf(status, header, NOW)).toBe(expected)
})

test.each([
  [200, true],
  [204, true],
  [299, true],
  [199, false],
  [301, false],
  [307, false],
  [410, false],
  [null, false],
])('%s is taken: %s', (status, expected) => {
  expect(isTaken(status)).toBe(expected)
})

test('an endpoint that fails rests, longer the longer it fails, or as long as it asks', () => {
  expect(restAfter({ failingSince: NOW, retryAfterMs: 0 }, NOW)).toBe(5000)
  expect(restAfter({ failingSince: ago(100_000), retryAfterMs: 0 }, NOW)).toBe(10_000)
  expect(restAfter({ failingSince: ago(DAY), retryAfterMs: 0 }, NOW)).toBe(30_000)
  expect(restAfter({ failingSince: NOW, retryAfterMs: 600_000 }, NOW)).toBe(600_000)
  expect(restAfter({ failingSince: NOW, retryAfterMs: DAY }, NOW)).toBe(3_600_000)
})

describe('an endpoint is disabled', () => {
  const failure = { status: 500, failingSince: ago(DAY), firstTriedAt: ago(DAY), wasLastTry: false }

  test.each([
    ['for 410, at once', { status: 410, failingSince: NOW }, 'gone'],
    ['when it has taken nothing for five days', { failingSince: ago(5 * DAY) }, 'failing'],
    [
      'when a delivery ran out of tries and nothing else was taken meanwhile',
      { wasLastTry: true },
      'failing',
    ],
    ['not while there are tries left', {}, undefined],
    ['not for one delivery that it alone cannot take', { wasLastTry: true, failingSince: NOW }, undefined],
    ['not for a day without an answer', { status: null }, undefined],
  ])('%s', (_case, members, expected) => {
    expect(reasonToDisable({ ...failure, ...members }, NOW)).toBe(expected)
  })
})
