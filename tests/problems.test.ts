import { describe, expect, test } from '@jest/globals'
import type { HTTPMethods } from 'fastify'
import { SECURITY_HEADERS } from '../src/http/headers.ts'
import { CATALOGUE, type ErrorCode } from '../src/lib/error-catalogue.ts'
import { caller } from './support/newsroom.ts'
import { offlineApp } from './support/offline.ts'
import { sendRaw } from './support/raw.ts'

const ADMIN_KEY = `vb_abcdefgh_${'k'.repeat(40)}`
const app = await offlineApp({ adminKey: ADMIN_KEY, times: { headersTimeout: 500, requestTimeout: 500 } })
await app.listen({ port: 0 })
const starting = await offlineApp({ settings: { isReady: () => false } })
const reader = caller(app, {})
const authorization = `Bearer ${ADMIN_KEY}`
const KEYS = '/v1/admin/api-keys'
const SPEAKER = '/v1/editorial/speakers/019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20'

interface Sent {
  method?: HTTPMethods
  url?: string
  type?: string | undefined
  payload?: string | Buffer
  headers?: Record<string, string>
}

/** A POST of a new key by an administrator, but for what is said otherwise. */
async function send({ method = 'POST', url = KEYS, type = 'application/json', payload, headers }: Sent) {
  const answer = await app.inject({
    method,
    url,
    headers: { authorization, ...(payload !== undefined && type && { 'content-type': type }), ...headers },
    ...(payload !== undefined && { payload }),
  })
  return { status: answer.statusCode, headers: answer.headers, body: answer.body }
}

interface Received {
  status: number
  headers: Record<string, unknown>
  body: string
}

/** What every failure has in common, wherever it was found. */
function expectProblem({ status, headers, body }: Received, code: ErrorCode) {
  const problem = JSON.parse(body)
  expect(problem).toMatchObject({
    type: `/problems/${code}`,
    title: CATALOGUE[code].title,
    status: CATALOGUE[code].status,
    detail: expect.stringMatching(/\.$/),
    code,
    requestId: headers['x-request-id'],
  })
  expect(status).toBe(problem.status)
  expect(headers).toMatchObject({
    ...SECURITY_HEADERS,
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    'x-request-id': expect.stringMatching(/^[A-Za-z0-9._-]{1,64}$/),
  })
  return problem
}

describe('GET /problems/:code', () => {
  test.each(Object.keys(CATALOGUE) as ErrorCode[])('%s has its page', async (code) => {
    const page = await reader('GET', `/problems/${code}`)

    expect(page.status).toBe(200)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.text).toContain(`<code>${code}</code> · HTTP ${CATALOGUE[code].status}`)
  })

  test.each(['nonsense', '__proto__', 'constructor'])('%s has none', async (code) => {
    expectProblem(await send({ method: 'GET', url: `/problems/${code}` }), 'not-found')
  })
})

describe('an address', () => {
  test.each(['/nothing', '/v1', '//', '//healthz', '/healthz/', '/v1//editorial/me', '/v1/editorial/me/'])(
    'that nobody answers: %s is 404',
    async (url) => {
      expectProblem(await send({ method: 'GET', url }), 'not-found')
    },
  )

  test.each(['/%zz', '/v1/articles/%', '/v1/articles/%c3%28', '/problems/%ff', '/nothing/%ff', '/%c3%28/x'])(
    'that cannot be decoded: %s is 400',
    async (url) => {
      expectProblem(await send({ method: 'GET', url }), 'validation')
    },
  )

  test('with an endless parameter is 404', async () => {
    expectProblem(await send({ method: 'GET', url: `/problems/${'x'.repeat(2000)}` }), 'not-found')
  })

  test.each([
    '?x=1',
    '?limit=5&x=1',
    '?__proto__=1',
    '?limit=1&limit=2',
    '?limit=0',
    '?limit=101',
    '?limit=%00',
  ])('with a parameter that is unknown or wrong: %s is 400', async (query) => {
    const problem = expectProblem(await send({ method: 'GET', url: KEYS + query }), 'validation')

    expect(problem.errors[0].parameter).toMatch(/^(x|limit|__proto__)$/)
  })

  test('without parameters takes none', async () => {
    expectProblem(await send({ method: 'GET', url: '/v1/editorial/me?as=admin' }), 'validation')
  })
})

describe('a method', () => {
  test.each([
    ['DELETE', '/healthz', 'GET, HEAD, OPTIONS'],
    ['PUT', '/v1/editorial/me', 'GET, HEAD, OPTIONS'],
    ['PATCH', KEYS, 'GET, HEAD, OPTIONS, POST'],
    ['TRACE', '/healthz', 'GET, HEAD, OPTIONS'],
    ['QUERY', '/healthz', 'GET, HEAD, OPTIONS'],
    ['QUERY', `${KEYS}/019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20`, 'DELETE, GET, HEAD, OPTIONS'],
  ] as const)('%s %s is 405 with Allow, whatever the body', async (method, url, allow) => {
    const answer = await send({ method, url, headers: { 'content-type': 'text/plain' } })

    expectProblem(answer, 'method-not-allowed')
    expect(answer.headers.allow).toBe(allow)
  })

  test.each(['TRACE', 'QUERY', 'PROPFIND', 'LINK', 'M-SEARCH'])(
    '%s on the wire is a problem',
    async (method) => {
      const answer = await sendRaw(app, `${method} /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)

      expectProblem(answer, 'method-not-allowed')
    },
  )

  test('that does not exist is 400', async () => {
    expectProblem(await sendRaw(app, 'NONSENSE /healthz HTTP/1.1\r\nHost: x\r\n\r\n'), 'validation')
  })

  test('OPTIONS tells what is allowed', async () => {
    const answer = await send({ method: 'OPTIONS', url: KEYS })

    expect(answer).toMatchObject({ status: 204, headers: { allow: 'GET, HEAD, OPTIONS, POST' }, body: '' })
  })

  test('HEAD is GET without the body', async () => {
    const get = await send({ method: 'GET', url: '/openapi.json' })
    const head = await send({ method: 'HEAD', url: '/openapi.json' })

    expect(head).toMatchObject({ status: 200, body: '', headers: { etag: get.headers.etag } })
    expect(head.headers['content-length']).toBe(get.headers['content-length'])
  })
})

describe('a preflight', () => {
  const preflight = (url: string, origin: string) =>
    send({
      method: 'OPTIONS',
      url,
      headers: { origin, 'access-control-request-method': 'POST' },
    })

  test('is open to every origin on delivery, without credentials', async () => {
    const { headers } = await preflight('/v1/captcha/challenge', 'https://any.example')

    expect(headers['access-control-allow-origin']).toBe('*')
    expect(headers['access-control-allow-credentials']).toBeUndefined()
  })

  test('is open to the listed origins on the desk, and to no other', async () => {
    const desk = await preflight(KEYS, 'https://desk.example')
    const other = await preflight(KEYS, 'https://evil.example')

    expect(desk.headers['access-control-allow-origin']).toBe('https://desk.example')
    expect(other.headers['access-control-allow-origin']).not.toBe('https://evil.example')
    expect(other.headers['access-control-allow-origin']).not.toBe('*')
  })
})

describe('a body', () => {
  const valid = { label: 'x', role: 'editor' }
  const text = JSON.stringify(valid)

  test.each([
    ['cut short', '{"label":'],
    ['no JSON', 'label=x'],
    ['two values', `${text}${text}`],
    ['single quotes', "{'label':'x'}"],
    ['a NUL between tokens', `\u0000${text}`],
    ['a byte order mark', `\ufeff${text}`],
    ['invalid UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22])],
    ['UTF-8 of a surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['UTF-16', Buffer.from(text, 'utf16le')],
    ['__proto__', '{"label":"x","role":"editor","__proto__":{"scopes":["admin"]}}'],
    ['constructor.prototype', '{"label":"x","role":"editor","constructor":{"prototype":{}}}'],
    ['a NUL in a string', '{"label":"a\\u0000b","role":"editor"}'],
    ['a NUL in a name', '{"label":"x","role":"editor","a\\u0000":1}'],
    ['a lone surrogate', '{"label":"\\ud800","role":"editor"}'],
    ['null', 'null'],
    ['a number', '7'],
    ['nothing', ''],
    ['6,000 levels', '{"label":'.repeat(6000)],
    ['10,000 closed levels', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ])('with %s is 400', async (_what, payload) => {
    expectProblem(await send({ payload }), 'validation')
  })

  test('that is missing is 400', async () => {
    expectProblem(await send({}), 'validation')
  })

  test('that is nested 200,000 deep is refused wherever it is sent', async () => {
    const payload = '['.repeat(200_000) + ']'.repeat(200_000)

    for (const url of [KEYS, '/v1/editorial/articles', '/v1/articles/x/comments', '/v1/captcha/verify']) {
      const { status } = await send({ url, payload })
      expect([400, 404, 413]).toContain(status)
    }
  })

  test('that is too large is 413', async () => {
    expectProblem(await send({ payload: JSON.stringify({ label: 'x'.repeat(70_000) }) }), 'payload-too-large')
  })

  test.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/json; charset=utf-16'],
    ['application/json; charset=iso-8859-1'],
    ['application/merge-patch+json'],
    ['application/jsonp'],
    ['nonsense'],
  ])('as %s is 415', async (type) => {
    const answer = await send({ type, payload: text })

    expectProblem(answer, 'unsupported-media-type')
    expect(answer.headers.accept).toBe('application/json')
  })

  test('without a type is 415', async () => {
    expectProblem(await send({ type: '', payload: text }), 'unsupported-media-type')
  })

  test('of a PATCH names what a patch may be', async () => {
    const answer = await send({
      method: 'PATCH',
      url: SPEAKER,
      type: 'application/json-patch+json',
      payload: '[]',
    })

    expectProblem(answer, 'unsupported-media-type')
    expect(answer.headers['accept-patch']).toBe('application/merge-patch+json, application/json')
  })

  test.each(['application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'as %s is read',
    async (type) => {
      const answer = await send({ type, payload: '{"label":""}' })

      expect(expectProblem(answer, 'validation').errors.length).toBeGreaterThan(0)
    },
  )
})

describe('on the wire', () => {
  const get = (...fields: string[]) =>
    sendRaw(app, `${['GET /healthz HTTP/1.1', ...fields, 'Connection: close'].join('\r\n')}\r\n\r\n`)

  test('one Host is answered', async () => {
    expect((await get('Host: a')).status).toBe(200)
  })

  test('HTTP/1.0 needs none: health checks of balancers speak it', async () => {
    expect((await sendRaw(app, 'GET /healthz HTTP/1.0\r\n\r\n')).status).toBe(200)
  })

  test.each([
    ['two Hosts', ['Host: a', 'Host: b']],
    ['no Host', []],
    ['a header without a name', ['Host: a', ': x']],
    ['two different lengths', ['Host: a', 'Content-Length: 1', 'Content-Length: 2']],
    ['length and chunks', ['Host: a', 'Content-Length: 1', 'Transfer-Encoding: chunked']],
  ])('%s is 400', async (_what, fields) => {
    expectProblem(await get(...fields), 'validation')
  })

  test('headers without end are 431', async () => {
    expectProblem(await get('Host: a', `X-Filler: ${'x'.repeat(20_000)}`), 'headers-too-large')
  })

  test('what is no HTTP at all is 400', async () => {
    expectProblem(await sendRaw(app, '\u0016\u0003\u0001\u0002\u0000\r\n\r\n'), 'validation')
  })

  test('a body that never arrives is 408', async () => {
    const head = `POST ${KEYS} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"label"`

    expectProblem(await sendRaw(app, head), 'request-timeout')
  })
})

describe('the request id', () => {
  test('of the caller is kept when it is a plain token', async () => {
    const { headers } = await send({
      method: 'GET',
      url: '/healthz',
      headers: { 'x-request-id': 'desk-7.a_B' },
    })

    expect(headers['x-request-id']).toBe('desk-7.a_B')
  })

  test.each(['', 'a b', 'x'.repeat(65), '{"level":60}', 'ä'])('%p is replaced', async (sent) => {
    const { headers } = await send({ method: 'GET', url: '/healthz', headers: { 'x-request-id': sent } })

    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })
})

test('the API document of every failure is the one that is sent', async () => {
  const refused = await reader('POST', '/v1/captcha/verify', { nonsense: true })

  expectProblem({ ...refused, body: refused.text }, 'validation')
})

test('answers say nothing of what they run on', async () => {
  const { headers } = await send({ method: 'GET', url: '/healthz' })

  expect(headers.server).toBeUndefined()
  expect(headers['x-powered-by']).toBeUndefined()
})

test('while the server starts, only probes are answered', async () => {
  const ask = async (url: string) => {
    const { statusCode: status, headers, body } = await starting.inject(url)
    return { status, headers, body }
  }

  expect((await ask('/healthz')).status).toBe(200)
  for (const url of ['/readyz', '/v1/articles', '/docs']) {
    const answer = await ask(url)
    expectProblem(answer, 'unavailable')
    expect(answer.headers['retry-after']).toBeDefined()
  }
})
