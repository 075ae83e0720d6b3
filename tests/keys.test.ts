import { describe, expect, test } from '@jest/globals'
import Fastify from 'fastify'
import { useAccess } from '../src/http/access.ts'
import { newsroom } from './support/newsroom.ts'

const { admin, as, db, editor, reader, statements } = await newsroom()

const make = (body: object = { label: 'Foreign desk', role: 'editor' }) =>
  admin('POST', '/v1/admin/api-keys', body)
const bearer = (key: string) => as({ authorization: `Bearer ${key}` })

describe('POST /v1/admin/api-keys', () => {
  test('shows the key once and stores a digest of its secret', async () => {
    const made = await make()

    expect(made.status).toBe(201)
    expect(made.body.key).toMatch(/^vb_[a-z0-9]{8}_[A-Za-z0-9]{40}$/)
    expect(made.body.scopes).toEqual(['content:read', 'content:write', 'content:publish'])
    const listed = await admin('GET', '/v1/admin/api-keys')
    expect(listed.text).not.toContain(made.body.key.split('_')[2])
    const rows = await db.$queryRawUnsafe<object[]>('select * from api_key')
    expect(JSON.stringify(rows)).not.toContain(made.body.key.split('_')[2])
  })

  test.each([
    ['neither role nor scopes', { label: 'x' }],
    ['both', { label: 'x', role: 'editor', scopes: ['admin'] }],
    ['an unknown role', { label: 'x', role: 'owner' }],
    ['an empty label', { label: '', role: 'editor' }],
    ['an unknown member', { label: 'x', role: 'editor', admin: true }],
    ['no object', []],
    ['an impossible date', { label: 'x', role: 'editor', expiresAt: '2026-02-30T00:00:00Z' }],
  ])('400 for %s', async (_case, body) => {
    const refused = await make(body)

    expect(refused.status).toBe(400)
    expect(refused.body).toMatchObject({ type: '/problems/validation', code: 'validation' })
    expect(refused.body.errors.length).toBeGreaterThan(0)
  })

  test('a key cannot grant what it lacks', async () => {
    const { body } = await make({ label: 'Half an admin', scopes: ['admin'] })

    const refused = await bearer(body.key)('POST', '/v1/admin/api-keys', { label: 'More', role: 'editor' })

    expect(refused.status).toBe(403)
  })

  test('the same Idempotency-Key does not make a second key, and does not show the first again', async () => {
    const headers = { 'idempotency-key': 'k1' }
    const first = await admin('POST', '/v1/admin/api-keys', { label: 'One', role: 'reader' }, headers)
    const again = await admin('POST', '/v1/admin/api-keys', { label: 'One', role: 'reader' }, headers)
    const other = await admin('POST', '/v1/admin/api-keys', { label: 'Two', role: 'reader' }, headers)

    expect(again.status).toBe(409)
    expect(again.body).toMatchObject({ code: 'idempotency-secret-lost', id: first.body.id })
    expect(other.body).toMatchObject({ status: 422, code: 'idempotency-mismatch' })
    expect(await db.apiKey.count({ where: { label: { in: ['One', 'Two'] } } })).toBe(1)
  })

  test.each([
    ['nobody', () => reader, 401],
    ['an editor', () => editor, 403],
  ])('%s is refused before the body is read', async (_who, who, status) => {
    expect((await who()('POST', '/v1/admin/api-keys', { nonsense: true })).status).toBe(status)
  })
})

describe('a key', () => {
  test('works until it is revoked, from the very next request on', async () => {
    const { body } = await make()
    expect((await bearer(body.key)('GET', '/v1/editorial/me')).body).toMatchObject({ label: 'Foreign desk' })

    expect((await admin('DELETE', `/v1/admin/api-keys/${body.id}`)).status).toBe(204)

    expect((await bearer(body.key)('GET', '/v1/editorial/me')).status).toBe(401)
    expect((await admin('DELETE', `/v1/admin/api-keys/${body.id}`)).status).toBe(409)
  })

  test('is looked up together by those who come with it at once', async () => {
    statements.length = 0

    const answers = await Promise.all(Array.from({ length: 50 }, () => admin('GET', '/v1/editorial/me')))

    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200))
    expect(statements.filter((sql) => sql.includes('api_key'))).toHaveLength(2)
  })

  test('is refused once it has expired', async () => {
    const { body } = await make({ label: 'Old', role: 'editor', expiresAt: '2099-01-01T00:00:00+03:30' })
    await db.apiKey.update({ where: { id: body.id }, data: { expiresAt: new Date(Date.now() - 1) } })

    expect(body.expiresAt).toBe('2098-12-31T20:30:00.000Z')
    expect((await bearer(body.key)('GET', '/v1/editorial/me')).status).toBe(401)
  })

  test('is never made expired, nor rotated into it', async () => {
    const past = { expiresAt: '2020-01-01T00:00:00Z' }
    const { body } = await make()

    expect((await make({ label: 'Old', role: 'editor', ...past })).status).toBe(400)
    expect((await admin('POST', `/v1/admin/api-keys/${body.id}/rotations`, past)).status).toBe(400)
    expect((await bearer(body.key)('GET', '/v1/editorial/me')).status).toBe(200)
  })

  test('rotation replaces the secret at once', async () => {
    const { body: old } = await make()
    const rotated = await admin('POST', `/v1/admin/api-keys/${old.id}/rotations`)

    expect(rotated.status).toBe(201)
    expect((await bearer(old.key)('GET', '/v1/editorial/me')).status).toBe(401)
    expect((await bearer(rotated.body.key)('GET', '/v1/editorial/me')).status).toBe(200)
  })

  test.each(['Basic abc', 'Bearer', 'Bearer vb_aaaaaaaa_short', `Bearer vb_aaaaaaaa_${'a'.repeat(40)}`])(
    'a wrong one (%s) is 401, on delivery too',
    async (authorization) => {
      const refused = await as({ authorization })('GET', '/healthz')

      expect(refused.status).toBe(401)
      expect(refused.headers['www-authenticate']).toBeDefined()
    },
  )
})

describe('DELETE /v1/admin/api-keys/:id', () => {
  test('the last key that can administer stays', async () => {
    const [only] = await db.apiKey.findMany({ where: { scopes: { has: 'admin' } } })

    const refused = await admin('DELETE', `/v1/admin/api-keys/${only?.id}`)

    expect(refused.status).toBe(409)
    expect((await admin('GET', '/v1/editorial/me')).status).toBe(200)
  })

  test('404 for an unknown one', async () => {
    expect((await admin('DELETE', '/v1/admin/api-keys/0190a000-0000-7000-8000-000000000000')).status).toBe(
      404,
    )
  })
})

test('keys page newest first, each once', async () => {
  for (const label of ['A', 'B', 'C']) await make({ label, role: 'reader' })

  const first = await admin('GET', '/v1/admin/api-keys?limit=2')
  const second = await admin('GET', `/v1/admin/api-keys?limit=100&cursor=${first.body.page.next}`)

  const labels = [...first.body.data, ...second.body.data].map((key: { label: string }) => key.label)
  expect(labels.slice(0, 3)).toEqual(['C', 'B', 'A'])
  expect(new Set(labels).size).toBe(labels.length)
  expect(first.headers.link).toContain('rel="next"')
  expect((await admin('GET', `/v1/admin/api-keys?cursor=${first.body.page.next}x`)).body.code).toBe(
    'invalid-cursor',
  )
})

test('a route that declares no access keeps the application from starting', async () => {
  const bare = Fastify()
  useAccess(
    bare,
    async () => undefined,
    async () => undefined,
  )
  bare.get('/undeclared', () => 'x')

  await expect(async () => bare.ready()).rejects.toThrow('GET /undeclared')
})

test.each(['/v1/%65ditorial/me', 'http://evil.example/v1/editorial/me'])(
  'the desk at %s is not open to every origin',
  async (target) => {
    const { headers } = await reader('GET', target, undefined, { origin: 'https://evil.example' })

    expect(headers['access-control-allow-origin']).toBeUndefined()
  },
)
