import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { anArticle } from '../support/articles.ts'
import { aComment, post } from '../support/discussion.ts'
import { type Answer, type Caller, newsroom } from '../support/newsroom.ts'

const { admin, as, db, editor, moderator, reader, statements } = await newsroom()

const UNKNOWN = '0190a000-0000-7000-8000-000000000000'

const read = async (id: string) => (await moderator('GET', `/v1/moderation/comments/${id}`)).body
const list = async (query: string): Promise<string[]> =>
  (await moderator('GET', `/v1/moderation/comments?${query}`)).body.data.map(({ id }: { id: string }) => id)
const bulk = (body: object, who: Caller = moderator, headers = {}) =>
  who('POST', '/v1/moderation/decisions', body, headers)
const undo = (id: string, who: Caller = moderator) => who('POST', `/v1/moderation/decisions/${id}/undo`)
const publicBodies = async (articleId: string): Promise<string[]> =>
  (await reader('GET', `/v1/articles/${articleId}/comments?view=flat`)).body.data.map(
    ({ body }: { body: { text: string } | null }) => body?.text ?? null,
  )

async function decide(id: string, members: object, who: Caller = moderator): Promise<Answer> {
  const { version, headRevisionId } = await read(id)
  const decision = { revisionId: headRevisionId, ...members }
  return who('POST', `/v1/moderation/comments/${id}/decisions`, decision, { 'if-match': `"${version}"` })
}

async function pendingOnes(count: number, articleId?: string) {
  const article = articleId ?? (await anArticle(db)).id
  const made = []
  for (let at = 0; at < count; at++) {
    made.push(await aComment(db, { articleId: article, status: 'pending', reachable: false, at: at - count }))
  }
  return { articleId: article, items: made.map(({ id, revisionId }) => ({ id, version: 1, revisionId })) }
}

describe('POST /v1/moderation/decisions with items', () => {
  test('an answer for each, in their order; one that is refused keeps no other from being decided', async () => {
    const { articleId, items } = await pendingOnes(4)
    const [one, two, three, four] = items as [(typeof items)[0], ...typeof items]
    await decide(three?.id ?? '', { action: 'reject' })

    const { status, body } = await bulk({
      action: 'approve',
      items: [
        four,
        three,
        { ...one, id: UNKNOWN },
        one,
        { ...two, version: 7 },
        { ...one, id: one.id.toUpperCase() },
      ],
    })

    expect(status).toBe(200)
    expect(body.count).toBe(2)
    expect(body.data.map((item: { status: number }) => item.status)).toEqual([201, 409, 404, 201, 409, 409])
    expect(body.data[1]).toMatchObject({
      id: three?.id,
      problem: {
        code: 'state-changed',
        current: { version: 2, status: 'rejected', changedBy: 'Test moderator', body: 'Words.' },
      },
    })
    expect(body.data[3].decision).toMatchObject({ commentId: one.id, from: 'pending', to: 'approved' })
    expect(await publicBodies(articleId)).toHaveLength(2)
    const { data } = (await moderator('GET', `/v1/moderation/comments/${one.id}/history`)).body
    expect(data).toMatchObject([{ batchId: body.batchId, moderator: 'Test moderator' }])
  })

  test('one request, one effect, whatever the network repeats', async () => {
    const { items } = await pendingOnes(2)
    const headers = { 'idempotency-key': 'a-bulk' }

    const first = await bulk({ action: 'spam', items }, moderator, headers)
    const again = await bulk({ action: 'spam', items }, moderator, headers)

    expect(first.body.count).toBe(2)
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotency-replayed']).toBe('true')
  })

  test('what is not a decision on many is 400 or 422, and nothing happens', async () => {
    const { items } = await pendingOnes(1)
    const many = Array.from({ length: 101 }, () => items[0])
    for (const body of [
      { action: 'approve' },
      { action: 'approve', items: [] },
      { action: 'approve', items: many },
      { action: 'approve', items, expectedCount: 1 },
      { action: 'approve', items, filter: {} },
      { action: 'approve', filter: {} },
      { action: 'approve', filter: { q: '%' }, expectedCount: 1 },
      { action: 'approve', filter: {}, expectedCount: -1 },
      { action: 'approve', items: [{ id: items[0]?.id }] },
      { action: 'erase', items },
    ])
      expect([body, (await bulk(body)).status]).toEqual([body, 400])
    expect((await bulk({ action: 'reject', reason: 'other', items })).status).toBe(422)
    expect((await bulk({ action: 'approve', items }, editor)).status).toBe(403)
    expect(await list('')).toHaveLength(1)
  })
})

describe('POST /v1/moderation/decisions with a filter', () => {
  test('counts first, decides only on as many as were meant', async () => {
    const { articleId } = await pendingOnes(3)
    const { articleId: other } = await pendingOnes(1)
    const filter = { queue: 'pending', articleId: [articleId] }

    const dry = await bulk({ action: 'reject', reason: 'off-topic', filter, dryRun: true })
    expect(dry.body).toEqual({ batchId: null, count: 3, data: [] })

    const refused = await bulk({ action: 'reject', reason: 'off-topic', filter, expectedCount: 12 })
    expect([refused.status, refused.body.code, refused.body.count]).toEqual([409, 'count-changed', 3])
    expect(await list(`articleId=${articleId}`)).toHaveLength(3)

    const done = await bulk({ action: 'reject', reason: 'off-topic', filter, expectedCount: 3 })
    expect([done.status, done.body.count]).toEqual([200, 3])
    expect(await list(`articleId=${articleId}`)).toEqual([])
    expect(await list(`articleId=${other}`)).toHaveLength(1)
    expect(await list(`status=rejected&articleId=${articleId}`)).toHaveLength(3)
  })
})

describe('undo', () => {
  test('brings back what a decision changed, by another one that history and feed tell', async () => {
    const { articleId, items } = await pendingOnes(1)
    const id = items[0]?.id ?? ''
    const { body: approved } = await decide(id, { action: 'approve' })
    expect(await publicBodies(articleId)).toEqual(['Words.'])

    const { status, body } = await undo(approved.id)

    expect([status, body.from, body.to, body.version]).toEqual([201, 'approved', 'pending', 3])
    expect(await publicBodies(articleId)).toEqual([])
    expect(await read(id)).toMatchObject({ status: 'pending', publishedRevisionId: null, version: 3 })
    const history = (await moderator('GET', `/v1/moderation/comments/${id}/history`)).body.data
    expect(history.map(({ undoesId }: { undoesId: string }) => undoesId)).toEqual([null, approved.id])
    const { data } = (await reader('GET', '/v1/changes')).body
    expect(data.map(({ type }: { type: string }) => type)).toEqual(['comment.approved', 'comment.pending'])
    const again = await undo(approved.id)
    expect([again.status, again.body.code, again.body.current.version]).toEqual([409, 'state-changed', 3])
  })

  test('replies come back with the comment that they answer', async () => {
    const { id: articleId } = await anArticle(db)
    const top = await aComment(db, { articleId, body: 'Top.' })
    await aComment(db, { articleId, under: top, body: 'Reply.' })
    const { body } = await decide(top.id, { action: 'spam' })
    expect(await publicBodies(articleId)).toEqual([])

    expect((await undo(body.id)).status).toBe(201)

    expect(await publicBodies(articleId)).toEqual(['Top.', 'Reply.'])
  })

  test('of a refused edit: it waits again, and readers see nothing of it', async () => {
    const { id: articleId } = await anArticle(db)
    const { body: posted } = await post(reader, articleId, { body: 'First words.' })
    const { id } = posted.comment
    await decide(id, { action: 'approve' })
    await reader('PATCH', `/v1/comments/${id}`, { body: 'Second words.' }, { 'edit-token': posted.editToken })
    const edited = await read(id)
    expect(edited.diff).toEqual([
      { op: 'removed', text: 'First' },
      { op: 'inserted', text: 'Second' },
      { op: 'kept', text: ' words.' },
    ])
    const { body: refused } = await decide(id, { action: 'reject', reason: 'off-topic' })
    expect(await list('queue=edited')).toEqual([])

    expect((await undo(refused.id)).status).toBe(201)

    expect(await list('queue=edited')).toEqual([id])
    expect(await read(id)).toMatchObject({ body: 'Second words.', publicBody: 'First words.' })
    expect(await publicBodies(articleId)).toEqual(['First words.'])
    // And of an edit that was approved: the words before it are public again.
    const { body: taken } = await decide(id, { action: 'approve' })
    expect(await publicBodies(articleId)).toEqual(['Second words.'])
    expect((await undo(taken.id)).status).toBe(201)
    expect(await publicBodies(articleId)).toEqual(['First words.'])
    const { data } = (await reader('GET', `/v1/articles/${articleId}/comments`)).body
    expect(data[0].editedAt).toBeNull()
  })

  test('nothing that happened since is undone with it', async () => {
    const { items } = await pendingOnes(1)
    const id = items[0]?.id ?? ''
    const { body: first } = await decide(id, { action: 'reject', reason: 'hate' })
    await decide(id, { action: 'approve' })

    const { status, body } = await undo(first.id)

    expect([status, body.code, body.current.status]).toEqual([409, 'state-changed', 'approved'])
    expect((await read(id)).status).toBe('approved')
  })

  test('by who decided, for ten minutes; by administrators always', async () => {
    const { items } = await pendingOnes(1)
    const { body: decision } = await decide(items[0]?.id ?? '', { action: 'spam' }, admin)
    const { body: key } = await admin('POST', '/v1/admin/api-keys', {
      label: 'Second desk',
      role: 'moderator',
    })

    expect((await undo(decision.id)).status).toBe(403)
    expect((await undo(decision.id, as({ authorization: `Bearer ${key.key}` }))).status).toBe(403)
    expect((await undo(UNKNOWN)).status).toBe(404)
    await db.moderationEvent.updateMany({ data: { createdAt: new Date(Date.now() - 11 * 60_000) } })
    expect((await undo(decision.id, admin)).status).toBe(201)

    const { body: own } = await decide(items[0]?.id ?? '', { action: 'spam' })
    await db.moderationEvent.updateMany({ data: { createdAt: new Date(Date.now() - 11 * 60_000) } })
    expect((await undo(own.id)).status).toBe(403)
  })

  test('of a whole batch, item by item', async () => {
    const { items } = await pendingOnes(3)
    const { body } = await bulk({ action: 'spam', reason: 'spam', items })
    await decide(items[1]?.id ?? '', { action: 'approve' })

    const back = await moderator('POST', `/v1/moderation/batches/${body.batchId}/undo`)

    expect(back.body.count).toBe(2)
    expect(back.body.data.map(({ status }: { status: number }) => status).sort()).toEqual([201, 201, 409])
    expect(await list('')).toHaveLength(2)
    expect((await moderator('POST', `/v1/moderation/batches/${UNKNOWN}/undo`)).status).toBe(404)
  })
})

describe('queues', () => {
  test('by priority what weighs most, then oldest, each once over all pages', async () => {
    const { items } = await pendingOnes(4)
    const [a, b, c, d] = items.map(({ id }) => id)
    await db.comment.updateMany({ where: { id: { in: [b ?? '', d ?? ''] } }, data: { score: 60 } })

    expect(await list('order=priority')).toEqual([b, d, a, c])
    const first = (await moderator('GET', '/v1/moderation/comments?order=priority&limit=3')).body
    expect(await list(`order=priority&limit=3&cursor=${first.page.next}`)).toEqual([c])
  })

  test('by reason and by author, with the record of the author, in two statements', async () => {
    const { id: articleId } = await anArticle(db)
    const mine = await aComment(db, { articleId, at: -3 })
    const held = await aComment(db, { articleId, at: -2, status: 'pending', reachable: false })
    await pendingOnes(1, articleId)
    const authorHash = new Uint8Array(randomBytes(32))
    await db.comment.updateMany({ where: { id: { in: [mine.id, held.id] } }, data: { authorHash } })
    await db.comment.update({ where: { id: held.id }, data: { reasons: ['links', 'shape'] } })

    expect(await list('reason=links,banned-word')).toEqual([held.id])
    statements.length = 0
    const { author } = await read(held.id)
    expect(statements).toHaveLength(2)
    expect(author).toMatchObject({ record: { approved: 1, pending: 1, rejected: 0, spam: 0 } })
    expect(await list(`queue=all&author=${author.key}`)).toEqual([mine.id, held.id])
    expect(JSON.stringify((await reader('GET', `/v1/articles/${articleId}/comments`)).body)).not.toContain(
      author.key,
    )
  })

  test('what readers reported, most reports first, until a decision answers it', async () => {
    const { id: articleId } = await anArticle(db)
    const [one, two] = [await aComment(db, { articleId, at: -9 }), await aComment(db, { articleId })]
    const report = (comment: { id: string; revisionId: string }, reason: string) => ({
      ...{ commentId: comment.id, revisionId: comment.revisionId, reason },
      reporterHash: new Uint8Array(randomBytes(32)),
    })
    await db.commentReport.createMany({
      data: [report(one, 'hate'), report(two, 'hate'), report(two, 'spam')],
    })
    await db.comment.update({ where: { id: one.id }, data: { openReports: 1 } })
    await db.comment.update({ where: { id: two.id }, data: { openReports: 2 } })

    expect(await list('queue=reported&order=priority')).toEqual([two.id, one.id])
    expect((await read(two.id)).reports).toEqual(
      expect.arrayContaining([
        { reason: 'hate', count: 1 },
        { reason: 'spam', count: 1 },
      ]),
    )
    const { body } = (await moderator('GET', '/v1/moderation/queues')) as Answer
    expect(body.data).toMatchObject([
      { queue: 'pending', count: 0, oldestAt: null },
      { queue: 'reported', count: 2, isMore: false, oldestAt: expect.any(String) },
      { queue: 'edited', count: 0 },
      { queue: 'spam', count: 0 },
    ])
    const { body: decision } = await decide(two.id, { action: 'reject', reason: 'hate' })
    expect(await list('queue=reported')).toEqual([one.id])

    await undo(decision.id)

    expect(await list('queue=reported&order=priority')).toEqual([two.id, one.id])
    expect((await read(two.id)).reports).toHaveLength(2)
  })
})
