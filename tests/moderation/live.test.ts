import { afterAll, describe, expect, test } from '@jest/globals'
import { purgeEndedClaims } from '../../src/features/moderation-claims/jobs.ts'
import { follow } from '../../src/features/moderation-stream/follow.ts'
import { anArticle } from '../support/articles.ts'
import { aComment, post } from '../support/discussion.ts'
import { runToTheEnd } from '../support/jobs.ts'
import { caller, newsroom } from '../support/newsroom.ts'
import { addressOf, openStream } from '../support/stream.ts'

const { app, db, admin, moderator, editor, reader } = await newsroom()
await app.listen({ port: 0, host: '127.0.0.1' })
afterAll(() => app.close())

const UNKNOWN = '0190a000-0000-7000-8000-000000000000'
const CLAIMS = '/v1/moderation/claims'

const decide = async (id: string, action: string, members: object = {}) => {
  const { body } = await moderator('GET', `/v1/moderation/comments/${id}`)
  const decision = { action, revisionId: body.headRevisionId, ...members }
  const tag = { 'if-match': `"${body.version}"` }
  return (await moderator('POST', `/v1/moderation/comments/${id}/decisions`, decision, tag)).body
}
const pending = (articleId: string) => aComment(db, { articleId, status: 'pending', reachable: false })

describe('/v1/moderation/claims', () => {
  const claim = (caller: typeof moderator, members: object) => caller('POST', CLAIMS, members)
  const idsOf = (claims: readonly { commentId: string }[]) => claims.map(({ commentId }) => commentId)

  test('give two who ask at once different comments, and show on them', async () => {
    const { id: articleId } = await anArticle(db)
    for (let i = 0; i < 12; i++) await pending(articleId)

    const taken = await Promise.all([
      claim(moderator, { queue: 'pending', count: 5 }),
      claim(admin, { queue: 'pending', count: 5 }),
      claim(moderator, { queue: 'pending', count: 5 }),
    ])

    expect(taken.map(({ status }) => status)).toEqual([201, 201, 201])
    const all = taken.flatMap(({ body }) => idsOf(body.data))
    expect([all.length, new Set(all).size]).toEqual([12, 12])
    const [first] = taken[0]?.body.data ?? []
    expect(first).toMatchObject({ by: 'Test moderator', isYours: true })
    expect(Date.parse(first.expiresAt) - Date.parse(first.claimedAt)).toBe(120_000)
    const { body } = await admin('GET', `/v1/moderation/comments/${first.commentId}`)
    expect(body.claim).toEqual({ by: 'Test moderator', expiresAt: first.expiresAt })
    expect((await claim(moderator, { queue: 'pending' })).body.data).toEqual([])
    const listed = (await admin('GET', `${CLAIMS}?limit=10&count=exact`)).body
    expect([listed.page.count, listed.data.length]).toEqual([12, 10])
    await db.moderationClaim.deleteMany()
  })

  test('are renewed by their holder, kept from others, given back, and free when they end', async () => {
    const { id: articleId } = await anArticle(db)
    const { id } = await pending(articleId)
    const [mine] = (await claim(moderator, { commentIds: [id, UNKNOWN] })).body.data

    expect((await claim(admin, { commentIds: [id.toUpperCase()] })).body.data).toEqual([
      { ...mine, isYours: false },
    ])
    const [renewed] = (await claim(moderator, { commentIds: [id] })).body.data
    expect([renewed.id, renewed.claimedAt]).toEqual([mine.id, mine.claimedAt])
    expect(Date.parse(renewed.expiresAt)).toBeGreaterThan(Date.parse(mine.expiresAt))
    expect((await decide(id, 'approve')).to).toBe('approved')

    const { key } = (
      await admin('POST', '/v1/admin/api-keys', { label: 'Other', scopes: ['comments:moderate'] })
    ).body
    const other = caller(app, { authorization: `Bearer ${key}` })
    expect((await other('DELETE', `${CLAIMS}/${mine.id}`)).status).toBe(403)
    expect((await moderator('DELETE', `${CLAIMS}/${mine.id}`)).status).toBe(204)
    expect((await moderator('DELETE', `${CLAIMS}/${mine.id}`)).status).toBe(404)
    const [again] = (await claim(moderator, { commentIds: [id] })).body.data
    await db.moderationClaim.updateMany({ data: { expiresAt: new Date(Date.now() - 4_000_000) } })
    expect((await moderator('GET', CLAIMS)).body.data).toEqual([])
    const [taken] = (await claim(admin, { commentIds: [id] })).body.data
    expect([taken.isYours, taken.id === again.id]).toEqual([true, false])
    expect((await admin('DELETE', `${CLAIMS}/${taken.id}`)).status).toBe(204)
    await claim(moderator, { commentIds: [id] })
    await db.moderationClaim.updateMany({ data: { expiresAt: new Date(Date.now() - 4_000_000) } })
    await runToTheEnd(purgeEndedClaims, db)
    expect(await db.moderationClaim.count()).toBe(0)
  })

  test('of what cannot be claimed are refused', async () => {
    for (const members of [
      ...[{}, { queue: 'none' }, { queue: 'pending', count: 51 }, { queue: 'pending', count: 0 }],
      ...[{ commentIds: [] }, { commentIds: ['x'] }, { commentIds: [UNKNOWN], count: 1 }],
      { commentIds: [UNKNOWN], queue: 'pending' },
    ])
      expect([members, (await claim(moderator, members)).status]).toEqual([members, 400])
    expect((await claim(editor, { queue: 'pending' })).status).toBe(403)
  })
})

describe('GET /v1/moderation/statistics', () => {
  const statistics = (query = '') => moderator('GET', `/v1/moderation/statistics${query}`)

  test('count what people decided, why and how fast, without what they took back', async () => {
    const { id: articleId } = await anArticle(db)
    const since = new Date(Date.now() - 1).toISOString()
    const [a, b, c, d] = [
      await pending(articleId),
      await pending(articleId),
      await pending(articleId),
      await pending(articleId),
    ]
    await db.$executeRaw`update comment_revision set created_at = created_at - interval '100 seconds'
      where comment_id in (${a.id}::uuid, ${b.id}::uuid)`
    await decide(a.id, 'approve')
    await decide(b.id, 'reject', { reason: 'off-topic' })
    await decide(c.id, 'spam', { reason: 'spam' })
    const { id } = await decide(d.id, 'approve')
    await moderator('POST', `/v1/moderation/decisions/${id}/undo`)
    await decide(a.id, 'reject', { reason: 'off-topic' })

    const { body } = await statistics(`?from=${since}`)

    expect(body).toMatchObject({
      ...{ from: since, received: 4, decisions: 4, undone: 1 },
      byOutcome: [
        { outcome: 'rejected', count: 2 },
        { outcome: 'approved', count: 1 },
        { outcome: 'spam', count: 1 },
      ],
      byReason: [
        { reason: 'off-topic', count: 2 },
        { reason: null, count: 1 },
        { reason: 'spam', count: 1 },
      ],
      byModerator: [{ moderator: 'Test moderator', count: 4 }],
      byDay: [{ received: 4, decisions: 4 }],
    })
    expect(body.medianSeconds).toBeGreaterThanOrEqual(100)
    expect(body.p90Seconds).toBeLessThan(130)
  })

  test('of nothing are nothing, and of no interval 400', async () => {
    expect((await statistics('?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z')).body).toEqual({
      ...{ from: '2020-01-01T00:00:00.000Z', to: '2020-01-02T00:00:00.000Z' },
      ...{ received: 0, decisions: 0, undone: 0, medianSeconds: null, p90Seconds: null },
      ...{ byOutcome: [], byReason: [], byModerator: [], byDay: [] },
    })
    for (const query of ['?from=2020-01-01T00:00:00Z', '?from=2999-01-01T00:00:00Z', '?from=x', '?since=1'])
      expect([query, (await statistics(query)).status]).toEqual([query, 400])
    expect((await editor('GET', '/v1/moderation/statistics')).status).toBe(403)
  })
})

describe('GET /v1/moderation/stream', () => {
  const open = (headers: Record<string, string>) =>
    openStream(`${addressOf(app)}/v1/moderation/stream`, headers)
  const bearer = async () => ({ authorization: `Bearer ${(await keyFor()).key}` })
  const keyFor = async () =>
    (await admin('POST', '/v1/admin/api-keys', { label: 'Live', scopes: ['comments:moderate'] })).body

  test('tells what happens to comments, and goes on behind the last message', async () => {
    const { id: articleId } = await anArticle(db)
    await post(reader, articleId)
    const key = await bearer()
    const stream = await open(key)
    expect(stream.headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' })

    const { id } = (await post(reader, articleId)).body.comment
    await decide(id, 'approve')

    const told = await stream.until(2)
    expect(
      told.map(({ event, data }) => [event, data.commentId, data.articleId, data.version, data.by]),
    ).toEqual([
      ['comment.created', id, articleId, 1, ''],
      ['comment.approved', id, articleId, 2, 'Test moderator'],
    ])
    stream.request.destroy()
    await decide(id, 'reject')
    const resumed = await open({ ...key, 'last-event-id': told[1]?.id ?? '' })
    for (let n = 1; !resumed.messages.some(({ event }) => event === 'comment.rejected'); n++)
      await resumed.until(n)
    resumed.request.destroy()
  })

  test('says when it cannot tell what was missed, and nothing more to a key that was revoked', async () => {
    const { id, key } = await keyFor()
    const headers = { authorization: `Bearer ${key}` }
    const { id: articleId } = await anArticle(db)
    const stream = await open(headers)
    await post(reader, articleId)
    const [message] = await stream.until(1)

    await admin('DELETE', `/v1/admin/api-keys/${id}`)
    await post(reader, articleId)

    await stream.ended
    expect(stream.messages).toHaveLength(1)
    expect((await open(headers)).status).toBe(401)
    expect((await open({ ...(await bearer()), 'last-event-id': `${message?.id}x` })).status).toBe(400)
    expect((await open({})).status).toBe(401)
    await db.event.deleteMany()
    await db.$executeRaw`alter sequence event_sequence_seq restart`
    const later = await open({ ...(await bearer()), 'last-event-id': message?.id ?? '' })
    expect((await later.until(1))[0]?.event).toBe('resync')
    later.request.destroy()
  })

  test('misses nothing that is committed late, below what was told already', async () => {
    const row = (sequence: string, isSettled = false) => ({
      ...{ id: `e${sequence}`, sequence, isSettled, type: 'comment.created', commentId: UNKNOWN },
      ...{ articleId: null, version: 1, by: '', occurredAt: new Date() },
    })
    const log = [
      [row('11'), row('13')],
      [row('11'), row('12'), row('13')],
      [row('11', true), row('12', true), row('13'), row('14')],
      [row('13', true), row('14', true), row('15')],
    ]
    const asked: string[] = []
    const read = async (behind: string) => {
      asked.push(behind)
      return (log.shift() ?? []).filter(({ sequence }) => BigInt(sequence) > BigInt(behind))
    }
    const next = follow({ read, pauseMs: 1 }, '10')
    const patience = { signal: new AbortController().signal, ms: 0 }

    const told = [await next(patience), await next(patience), await next(patience), await next(patience)]

    expect(told.map((each) => each.map(({ row: { sequence } }) => sequence))).toEqual([
      ['11', '13'],
      ['12'],
      ['14'],
      ['15'],
    ])
    expect(asked).toEqual(['10', '10', '10', '12'])
  })
})
