import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals'
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { captchaGuard } from '../../src/features/captcha/guard.ts'
import { isWorkedOut, newPow, readPow } from '../../src/features/captcha/pow.ts'
import { newClaims } from '../../src/features/captcha/token.ts'
import { openCaptchaProvider } from '../../src/features/captcha-providers/open.ts'
import type { CaptchaProvider, ProviderName } from '../../src/lib/captcha-provider.ts'
import { deriveSecrets } from '../../src/lib/secrets.ts'
import { anArticle } from '../support/articles.ts'
import { post } from '../support/discussion.ts'
import { newsroom, SECRETS } from '../support/newsroom.ts'

/** A service outside, which answers as a test says and remembers what it was asked. */
let asked: { path: string; headers: IncomingHttpHeaders; text: string }[] = []
let answer: { status?: number; text?: string; silent?: boolean } = {}
const outside = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  asked.push({ path: request.url ?? '', headers: request.headers, text: Buffer.concat(chunks).toString() })
  if (!answer.silent) response.writeHead(answer.status ?? 200).end(answer.text)
})
outside.listen(0, '127.0.0.1')
await once(outside, 'listening')
afterAll(() => {
  outside.close()
  outside.closeAllConnections()
})
const url = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/siteverify`

const provider = (name: ProviderName) =>
  openCaptchaProvider({
    settings: {
      ...{ name, siteKey: 'site', secret: 'hidden', hostnames: ['news.example'], scoreMin: 0.5, url },
    },
    allow: ['127.0.0.0/8'],
    log: { warn: () => undefined },
  }) as CaptchaProvider

const { db, reader, moderator } = await newsroom({}, undefined, () => ({
  captchaProvider: provider('turnstile'),
}))
beforeEach(() => {
  asked = []
  answer = {}
})

const UNKNOWN = '0190a000-0000-7000-8000-000000000000'
const pow = async (query = '') => (await reader('GET', `/v1/captcha/challenge?kind=pow${query}`)).body
type Challenge = Awaited<ReturnType<typeof newPow>>
const payloadOf = (challenge: Challenge, solution: object) =>
  Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
async function workedOut(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey })
  if (!solution) throw new Error('It has no solution.')
  return payloadOf(challenge, solution)
}

describe('proof of work', () => {
  test('is worked out by the makers’ own solver, and buys one comment', async () => {
    const { id: articleId } = await anArticle(db)
    const { headers } = await reader('GET', '/v1/captcha/challenge')
    expect(headers['cache-control']).toBe('no-store')
    const challenge = await pow(`&articleId=${articleId}`)
    expect(
      (await reader('POST', '/v1/captcha/challenge', { action: 'comment.create', kind: 'pow' })).body,
    ).toEqual({
      parameters: expect.objectContaining({ algorithm: 'PBKDF2/SHA-256' }),
      signature: expect.any(String),
    })
    const captcha = { payload: await workedOut(challenge) }

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => post(reader, articleId, { captcha, body: `Words ${i}.` })),
    )

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'captcha-spent')).toHaveLength(19)
  })

  test('is bound to its article and action; wrong work is counted, and parts of two fit nowhere', async () => {
    const { id: articleId } = await anArticle(db)
    const code = async (challenge: Challenge, payload?: string) =>
      (await post(reader, articleId, { captcha: { payload: payload ?? (await workedOut(challenge)) } })).body
        .code

    expect(await code(await pow(`&articleId=${UNKNOWN}`))).toBe('captcha-mismatch')
    expect(await code(await pow('&action=comment.report'))).toBe('captcha-mismatch')
    const [one, two] = [await pow(), await pow()]
    const lazy = payloadOf(one, { counter: 1, derivedKey: one.parameters.keyPrefix.repeat(2) })
    for (const expected of ['captcha-wrong', 'captcha-wrong', 'captcha-wrong', 'captcha-exhausted'])
      expect(await code(one, lazy)).toBe(expected)

    const solution = JSON.parse(Buffer.from(await workedOut(two), 'base64').toString()).solution
    const changed = (members: object) => ({ ...two, parameters: { ...two.parameters, ...members } })
    for (const challenge of [
      ...[
        { ...one, parameters: two.parameters },
        { ...two, signature: one.signature },
      ],
      ...[
        changed({ expiresAt: 9_999_999_999 }),
        changed({ cost: 1 }),
        changed({ data: one.parameters.data }),
      ],
      ...[changed({ keyPrefix: '00' }), changed({ algorithm: 'SHA-256' }), changed({ more: 1 })],
    ])
      expect(await code(two, payloadOf(challenge as Challenge, solution))).toBe('captcha-invalid')
    for (const payload of [
      'x',
      '{}',
      'bnVsbA==',
      payloadOf(two, { counter: 5_000_000_000, derivedKey: '00' }),
    ])
      expect([payload, await code(two, payload)]).toEqual([payload, 'captcha-invalid'])
    expect((await post(reader, articleId, { captcha: { payload: 'A'.repeat(4001) } })).status).toBe(400)
  })

  test('takes at most twice the work when many ask, and expires; of a former key it is good', async () => {
    const claims = (now: number) => newClaims(SECRETS, { kind: 'pow', action: 'comment.create' }, now)
    const old = await newPow(SECRETS, claims(Date.now() - 1_300_000), 1)
    const { id } = await anArticle(db)
    const late = await post(reader, id, { captcha: { payload: await workedOut(old) } })
    expect(late.body.code).toBe('captcha-expired')

    const counters = await Promise.all(
      [1, 1, 1, 2, 2, 9].map(async (level) => {
        const challenge = await newPow(SECRETS, claims(Date.now()), level)
        return (await solveChallenge({ challenge, deriveKey }))?.counter ?? 0
      }),
    )
    for (const easy of counters.slice(0, 3)) expect(easy).toBeLessThan(1000)
    for (const hard of counters.slice(3)) expect([hard >= 1000, hard < 2000]).toEqual([true, true])

    const before = deriveSecrets('the secret of yesterday, long enough')
    const rotated = deriveSecrets(
      'the secret of today, long enough too',
      'the secret of yesterday, long enough',
    )
    const payload = await workedOut(await newPow(before, claims(Date.now()), 1))
    const read = readPow(rotated, payload)
    expect(read && (await isWorkedOut(read))).toBe(true)
    expect(readPow(SECRETS, payload)).toBeUndefined()
  })
})

describe('the guard', () => {
  test('makes it harder for those who ask often, and stops those who guess; nobody else', () => {
    const guard = captchaGuard(undefined, false)
    const levels = Array.from({ length: 25 }, () => guard.levelFor('192.0.2.1'))
    expect([levels[0], levels[19], levels[20], guard.levelFor('192.0.2.2')]).toEqual([1, 1, 2, 1])
    for (let i = 0; i < 30; i++) guard.countFailure('2001:db8::1')
    expect(() => guard.refuseGuessing('2001:db8::2')).toThrow('30 wrong answers')
    expect(() => guard.refuseGuessing('2001:db8:1::1')).not.toThrow()
    const off = captchaGuard(undefined, true)
    for (let i = 0; i < 100; i++) off.countFailure('192.0.2.1')
    expect(() => off.refuseGuessing('192.0.2.1')).not.toThrow()
  })
})

describe('services outside', () => {
  const ok = { success: true, hostname: 'news.example', action: 'comment_create', score: 0.9 }
  const says = (members: object) => {
    answer = { text: JSON.stringify(members) }
  }
  const friendly = (origin: string) => ({
    success: true,
    data: { event_id: 'e', challenge: { timestamp: '', origin } },
  })

  test.each([
    ['turnstile', ok, 'solved'],
    ['turnstile', { ...ok, hostname: 'other.example' }, 'elsewhere'],
    ['turnstile', { success: true }, 'elsewhere'],
    ['turnstile', { ...ok, action: 'login' }, 'elsewhere'],
    ['turnstile', { success: false, 'error-codes': ['timeout-or-duplicate'] }, 'wrong'],
    ['turnstile', { success: false, 'error-codes': ['invalid-input-secret'] }, 'outage'],
    ['hcaptcha', { success: true, hostname: 'NEWS.example' }, 'solved'],
    ['hcaptcha', { success: false, 'error-codes': ['invalid-input-response'] }, 'wrong'],
    ['hcaptcha', { success: false, 'error-codes': ['sitekey-secret-mismatch'] }, 'outage'],
    ['recaptcha-v2', { success: true, hostname: 'news.example' }, 'solved'],
    ['recaptcha-v2', { success: true, hostname: 'news.example.evil' }, 'elsewhere'],
    ['recaptcha-v3', ok, 'solved'],
    ['recaptcha-v3', { ...ok, score: 0.1 }, 'wrong'],
    ['recaptcha-v3', { ...ok, score: undefined }, 'wrong'],
    ['recaptcha-v3', { ...ok, action: 'login' }, 'elsewhere'],
    ['friendly-captcha', friendly('https://news.example'), 'solved'],
    ['friendly-captcha', friendly('https://other.example'), 'elsewhere'],
    ['friendly-captcha', { success: false, error: { error_code: 'response_duplicate' } }, 'wrong'],
    ['friendly-captcha', { success: false, error: { error_code: 'auth_invalid' } }, 'outage'],
    ['turnstile', 'yes', 'outage'],
  ] as const)('%s, %j: %s', async (name, members, verdict) => {
    says(members as object)

    expect(await provider(name).check('a token', 'comment_create')).toBe(verdict)

    const [{ headers, text } = { headers: {} as IncomingHttpHeaders, text: '' }] = asked
    const form =
      name === 'friendly-captcha' ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text))
    expect(form.response).toBe('a token')
    expect(headers['x-api-key'] ?? form.secret).toBe('hidden')
    expect(text).not.toMatch(/127\.0\.0\.1|remoteip/)
  })

  test('say of a comment whether it may come in; in an outage it waits for a moderator', async () => {
    const { id: articleId } = await anArticle(db, { mode: 'post' })
    const send = (providerToken: string, body = `${providerToken}.`) =>
      post(reader, articleId, { captcha: { providerToken }, body })
    const challenge = await reader('GET', '/v1/captcha/challenge?kind=provider')
    expect(challenge.body).toEqual({
      ...{ kind: 'provider', provider: 'turnstile', siteKey: 'site', action: 'comment_create' },
    })
    says(ok)
    expect((await send('good')).body.comment.status).toBe('approved')
    expect((await send('good')).status).toBe(201)
    expect((await send('good', 'Other words.')).body.code).toBe('captcha-spent')
    expect(asked).toHaveLength(1)
    says({ ...ok, hostname: 'other.example' })
    expect((await send('elsewhere')).body).toMatchObject({ status: 422, code: 'captcha-mismatch' })
    says({ success: false })
    expect((await send('wrong')).body).toMatchObject({ status: 422, code: 'captcha-wrong' })
    for (const outage of [{ status: 500 }, { text: '<html>' }, { silent: true }]) {
      answer = outage
      const { body } = await send(`outage ${JSON.stringify(outage)}`)
      expect(body.comment.status).toBe('pending')
      const seen = (await moderator('GET', `/v1/moderation/comments/${body.comment.id}`)).body
      expect(seen).toMatchObject({ status: 'pending', reasons: ['captcha-outage'] })
    }
  })

  test('of none that is not configured is anything said', async () => {
    expect(
      openCaptchaProvider({ settings: undefined, allow: [], log: { warn: () => undefined } }),
    ).toBeUndefined()
  })
})
