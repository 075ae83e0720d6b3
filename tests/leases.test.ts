import { describe, expect, test } from '@jest/globals'
import { getLease } from '../src/features/leases/store.ts'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { newsroom } from './support/newsroom.ts'

const { as, db, admin, editor, moderator, reader, writer } = await newsroom()
const desk = deskOf(editor)
const pathOf = (id: string, query = '') => `/v1/editorial/articles/${id}/lease${query}`

/** As if the lease had been taken long ago. */
const expire = (articleId: string) =>
  db.$executeRaw`update article_lease set acquired_at = now() - interval '1 hour', expires_at = now()
    where article_id = ${articleId}::uuid`
const takeovers = async () =>
  (await db.event.findMany({ where: { type: 'article.lease-taken' } })).map(
    ({ actorLabel, data, position }) => ({
      ...{ actorLabel, data, position },
    }),
  )

describe('PUT /v1/editorial/articles/:id/lease', () => {
  test('says who is at work, for two minutes unless said otherwise', async () => {
    const { id } = await desk.draft()

    const first = await writer('PUT', pathOf(id))
    const longer = await writer('PUT', pathOf(id), { ttl: 600 })

    expect(first.status).toBe(200)
    expect(first.body).toMatchObject({ holder: 'Test writer', isYours: true })
    expect(secondsOf(first.body)).toBe(120)
    expect(longer.body.acquiredAt).toBe(first.body.acquiredAt)
    expect(secondsOf(longer.body)).toBeGreaterThanOrEqual(600)
    expect(secondsOf(longer.body)).toBeLessThan(620)
  })

  test('while another key holds it, 409 with who and until when, and it stays theirs', async () => {
    const { id } = await desk.draft()
    const held = await writer('PUT', pathOf(id))

    const refused = await editor('PUT', pathOf(id), { ttl: 600 })

    const lease = { holder: 'Test writer', expiresAt: held.body.expiresAt }
    expect(refused.body).toMatchObject({ status: 409, code: 'conflict', lease })
    expect((await editor('PUT', pathOf(id, '?takeover=false'))).status).toBe(409)
    expect(await getLease(db, id)).toMatchObject({
      ...{ label: 'Test writer', expiresAt: new Date(held.body.expiresAt) },
    })
  })

  test('takeover=true takes it, and it is noted who took it from whom', async () => {
    const { id } = await desk.draft()
    await writer('PUT', pathOf(id))

    const taken = await editor('PUT', pathOf(id, '?takeover=true'))

    expect(taken.body).toMatchObject({ holder: 'Test editor', isYours: true })
    expect((await writer('PUT', pathOf(id))).body.lease.holder).toBe('Test editor')
    expect(await takeovers()).toEqual([
      { actorLabel: 'Test editor', data: { from: 'Test writer' }, position: null },
    ])
  })

  test('taking what is free, renewing, and taking what has ended is no takeover', async () => {
    const { id } = await desk.draft()

    await writer('PUT', pathOf(id, '?takeover=true'))
    await writer('PUT', pathOf(id, '?takeover=true'))
    await expire(id)
    const after = await editor('PUT', pathOf(id, '?takeover=true'))

    expect(after.body.holder).toBe('Test editor')
    expect(await takeovers()).toEqual([])
  })

  test('one that has ended is free, and whoever takes it begins anew', async () => {
    const { id } = await desk.draft()
    const first = await writer('PUT', pathOf(id))
    await expire(id)

    expect(await getLease(db, id)).toBeNull()
    const next = await editor('PUT', pathOf(id))

    expect(next.body.holder).toBe('Test editor')
    expect(next.body.acquiredAt >= first.body.acquiredAt).toBe(true)
    expect(secondsOf(next.body)).toBe(120)
  })

  test('of fifty keys at a time one gets it, and the others learn which', async () => {
    const { id } = await desk.draft()
    const keys = await Promise.all(Array.from({ length: 50 }, (_, i) => keyOf(`Desk ${i}`)))

    const answers = await Promise.all(keys.map((key) => key('PUT', pathOf(id))))

    const got = answers.filter(({ status }) => status === 200)
    const refused = answers.filter(({ status }) => status === 409)
    expect([got.length, refused.length]).toEqual([1, 49])
    expect(new Set(refused.map(({ body }) => body.lease.holder))).toEqual(new Set([got[0]?.body.holder]))
  })

  test('of twenty takeovers at a time each takes it once, from the one before', async () => {
    const { id } = await desk.draft()
    const keys = await Promise.all(Array.from({ length: 20 }, (_, i) => keyOf(`Desk ${i}`)))
    await writer('PUT', pathOf(id))

    const answers = await Promise.all(keys.map((key) => key('PUT', pathOf(id, '?takeover=true'))))

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
    const from = (await takeovers()).map(({ data }) => (data as { from: string }).from)
    const last = (await getLease(db, id))?.label
    expect(new Set([...from, last]).size).toBe(21)
    expect(from).toContain('Test writer')
  })

  test('is advisory: it stops no save, and moves no version', async () => {
    const { id } = await desk.draft()
    await writer('PUT', pathOf(id))

    const saved = await editor('PATCH', `/v1/editorial/articles/${id}`, { title: 'B' }, { 'if-match': '"1"' })

    expect(saved.status).toBe(200)
    expect(saved.headers.etag).toBe('"2"')
  })

  test.each([
    ['a ttl below half a minute', { ttl: 29 }],
    ['a ttl above ten minutes', { ttl: 601 }],
    ['a fraction', { ttl: 30.5 }],
    ['a number as text', { ttl: '60' }],
    ['an unknown member', { holder: 'Me' }],
    ['a list', []],
  ])('400 for %s', async (_case, body) => {
    const { id } = await desk.draft()

    expect((await writer('PUT', pathOf(id), body)).status).toBe(400)
    expect(await db.articleLease.count()).toBe(0)
  })

  test('404 for an unknown or deleted article, 400 for another parameter, and for writers only', async () => {
    const { id } = await desk.draft()
    const gone = await desk.draft()
    await editor('DELETE', `/v1/editorial/articles/${gone.id}`, undefined, { 'if-match': '"1"' })

    expect((await writer('PUT', pathOf(UNKNOWN))).status).toBe(404)
    expect((await writer('PUT', pathOf(gone.id))).status).toBe(404)
    expect((await writer('DELETE', pathOf(gone.id))).status).toBe(404)
    expect((await writer('PUT', pathOf(id, '?takeover=yes'))).status).toBe(400)
    expect((await writer('PUT', pathOf(id, '?force=true'))).status).toBe(400)
    expect((await reader('PUT', pathOf(id))).status).toBe(401)
    expect((await moderator('PUT', pathOf(id))).status).toBe(403)
  })
})

describe('DELETE /v1/editorial/articles/:id/lease', () => {
  test('ends your own, and then there is none', async () => {
    const { id } = await desk.draft()
    await writer('PUT', pathOf(id))

    expect((await writer('DELETE', pathOf(id))).status).toBe(204)
    expect((await writer('DELETE', pathOf(id))).status).toBe(404)
    expect((await editor('PUT', pathOf(id))).status).toBe(200)
    expect(await takeovers()).toEqual([])
  })

  test('another’s is 409, unless it is taken over, which is noted', async () => {
    const { id } = await desk.draft()
    await writer('PUT', pathOf(id))

    const refused = await editor('DELETE', pathOf(id))
    const forced = await editor('DELETE', pathOf(id, '?takeover=true'))

    expect(refused.body).toMatchObject({ status: 409, lease: { holder: 'Test writer' } })
    expect(forced.status).toBe(204)
    expect(await getLease(db, id)).toBeNull()
    expect(await takeovers()).toMatchObject([{ actorLabel: 'Test editor', data: { from: 'Test writer' } }])
  })

  test('one that has ended is 404', async () => {
    const { id } = await desk.draft()
    await writer('PUT', pathOf(id))
    await expire(id)

    expect((await writer('DELETE', pathOf(id))).status).toBe(404)
  })
})

const secondsOf = ({ acquiredAt, expiresAt }: { acquiredAt: string; expiresAt: string }) =>
  Math.round((Date.parse(expiresAt) - Date.parse(acquiredAt)) / 1000)

async function keyOf(label: string) {
  const { body } = await admin('POST', '/v1/admin/api-keys', { label, role: 'writer' })
  return as({ authorization: `Bearer ${body.key}` })
}
