import { describe, expect, test } from '@jest/globals'
import { anArticle } from './support/articles.ts'
import { aComment, post } from './support/discussion.ts'
import { type Caller, newsroom } from './support/newsroom.ts'

const { as, admin, db, editor, moderator, reader, statements } = await newsroom()

const UNKNOWN = '0190a000-0000-7000-8000-000000000000'

const read = (id: string) => moderator('GET', `/v1/moderation/comments/${id}`)
const queue = (query = '') => moderator('GET', `/v1/moderation/comments${query}`)
const publicIds = async (articleId: string): Promise<string[]> =>
  (await reader('GET', `/v1/articles/${articleId}/comments?view=flat`)).body.data.map(
    (comment: { id: string }) => comment.id,
  )

/** Decides on a comment as it stands, unless told otherwise. */
async function decide(id: string, members: object, { who = moderator, version = '' } = {}) {
  const { body } = await read(id)
  const headers = { 'if-match': version || `"${body.version ?? 1}"` }
  const decision = { revisionId: body.headRevisionId ?? UNKNOWN, ...members }
  return who('POST', `/v1/moderation/comments/${id}/decisions`, decision, headers)
}

const pending = async (articleId: string, members: object = {}): Promise<string> =>
  (await post(reader, articleId, members)).body.comment.id

const events = async () =>
  (await db.event.findMany({ where: { subjectType: 'comment' }, orderBy: { sequence: 'asc' } })).map(
    ({ type, position, version }) => [type, position !== null, version],
  )

describe('GET /v1/moderation/comments', () => {
  test('shows what waits, oldest first, with what a moderator needs to decide', async () => {
    const { id: articleId, slug } = await anArticle(db)
    const parent = await aComment(db, { articleId, body: 'A question.' })
    const id = await pending(articleId, { parentId: parent.id, body: 'An *answer*.' })

    const { body, headers } = await queue()

    expect(headers['cache-control']).toBe('private, no-store')
    expect(body.data).toEqual([
      {
        ...{ id, version: 1, status: 'pending', body: 'An *answer*.' },
        author: { name: 'Mara', key: null, record: null },
        ...{ headRevisionId: expect.any(String), publishedRevisionId: null, publicBody: null },
        article: { id: articleId, title: 'A story', slug },
        parent: { id: parent.id, excerpt: 'A question.' },
        ...{ decidedBy: 'policy', diff: null, score: 0, matches: [], reports: [], claim: null },
        ...{ reasons: [], allowedActions: ['approve', 'reject', 'spam'], createdAt: expect.any(String) },
      },
    ])
  })

  test('filters, sorts and pages in one statement', async () => {
    const [one, two] = [await anArticle(db), await anArticle(db)]
    const make = (articleId: string, at: number, status: 'pending' | 'rejected') =>
      aComment(db, { articleId, at, status, reachable: false })
    const a = await make(one.id, -5, 'pending')
    const b = await make(one.id, -4, 'rejected')
    const c = await make(two.id, -3, 'pending')
    const d = await aComment(db, { articleId: two.id, at: -2 })
    const listed = async (query: string) =>
      (await queue(query)).body.data.map((comment: { id: string }) => comment.id)

    expect(await listed('')).toEqual([a.id, c.id])
    expect(await listed('?queue=all&order=newest')).toEqual([d.id, c.id, b.id, a.id])
    expect(await listed('?status=rejected,approved')).toEqual([b.id, d.id])
    expect(await listed('?status=approved&queue=pending')).toEqual([])
    expect(await listed(`?queue=all&articleId=${one.id}`)).toEqual([a.id, b.id])
    expect(await listed(`?articleId=${UNKNOWN}`)).toEqual([])
    statements.length = 0
    const first = await queue('?queue=all&limit=3&count=exact')
    // The key, the page, and the count that was asked for.
    expect(statements).toHaveLength(3)
    expect(first.body.page.count).toBe(4)
    expect(await listed(`?queue=all&limit=3&cursor=${first.body.page.next}`)).toEqual([d.id])
  })

  test('400 for what is not declared', async () => {
    for (const query of [
      '?queue=gone',
      '?status=gone',
      '?order=best',
      '?articleId=x',
      '?q=%25',
      '?author=me',
    ])
      expect([query, (await queue(query)).status]).toEqual([query, 400])
  })

  test('401 for nobody, 403 for an editor, before anything is looked up', async () => {
    for (const path of ['comments', `comments/${UNKNOWN}`, `comments/${UNKNOWN}/history`, 'reasons']) {
      expect((await reader('GET', `/v1/moderation/${path}`)).status).toBe(401)
      expect((await editor('GET', `/v1/moderation/${path}`)).status).toBe(403)
    }
    expect((await decide(UNKNOWN, { action: 'approve' }, { who: editor })).status).toBe(403)
  })

  test('404 for an unknown comment', async () => {
    expect((await read(UNKNOWN)).body.code).toBe('not-found')
    expect((await moderator('GET', `/v1/moderation/comments/${UNKNOWN}/history`)).status).toBe(404)
    expect((await decide(UNKNOWN, { action: 'approve' })).body.code).toBe('not-found')
  })
})

describe('POST /v1/moderation/comments/:id/decisions', () => {
  test('approving makes the comment public', async () => {
    const { id: articleId } = await anArticle(db)
    const id = await pending(articleId)
    const { body: before, headers } = await read(id)

    const { status, body, headers: after } = await decide(id, { action: 'approve' })

    expect(headers.etag).toBe('"1"')
    expect(status).toBe(201)
    expect(after.etag).toBe('"2"')
    const decidedAt = expect.any(String)
    expect(body).toEqual({
      ...{ id: expect.any(String), commentId: id, from: 'pending', to: 'approved', version: 2, decidedAt },
    })
    expect(await publicIds(articleId)).toEqual([id])
    expect((await read(id)).body).toMatchObject({
      status: 'approved',
      publishedRevisionId: before.headRevisionId,
      allowedActions: ['reject', 'spam', 'pending'],
    })
    expect(await events()).toEqual([
      ['comment.created', false, 1],
      ['comment.approved', true, 2],
    ])
  })

  test.each([
    ['reject', 'rejected'],
    ['spam', 'spam'],
    ['pending', 'pending'],
  ])('%s takes a public comment down, for all to know', async (action, to) => {
    const { id: articleId } = await anArticle(db, { mode: 'post' })
    const id = await pending(articleId)

    const { body } = await decide(id, { action })

    expect(body).toMatchObject({ from: 'approved', to })
    expect(await publicIds(articleId)).toEqual([])
    expect((await read(id)).body).toMatchObject({ status: to, publishedRevisionId: null })
    expect((await events()).at(-1)).toEqual([`comment.${to}`, true, 2])
  })

  test.each(['reject', 'spam'])('%s of what nobody saw is nobody’s business', async (action) => {
    const { id: articleId } = await anArticle(db)
    const id = await pending(articleId)

    await decide(id, { action })

    expect((await events()).map(([, isPublic]) => isPublic)).toEqual([false, false])
  })

  test('nothing about an article that is not visible reaches the change feed', async () => {
    const { id: articleId } = await anArticle(db)
    const id = await pending(articleId)
    await db.article.update({ where: { id: articleId }, data: { pubStatus: 'withheld' } })

    expect((await decide(id, { action: 'approve' })).status).toBe(201)
    expect((await decide(id, { action: 'reject' })).status).toBe(201)

    expect((await events()).map(([, isPublic]) => isPublic)).toEqual([false, false, false])
  })

  test('taking a comment down hides what stands under it; approving it again brings that back', async () => {
    const { id: articleId } = await anArticle(db)
    const root = await aComment(db, { articleId, at: -9 })
    const reply = await aComment(db, { articleId, under: root, at: -8 })
    const tombstone = await aComment(db, { articleId, under: reply, status: 'withdrawn', at: -7 })
    const last = await aComment(db, { articleId, under: tombstone, at: -6 })
    const other = await aComment(db, { articleId, under: root, status: 'rejected', reachable: false, at: -5 })
    const below = await aComment(db, { articleId, under: other, reachable: false, at: -4 })

    await decide(reply.id, { action: 'reject' })
    const afterReply = await publicIds(articleId)
    await decide(root.id, { action: 'spam' })
    await decide(reply.id, { action: 'approve' })
    const afterRoot = await publicIds(articleId)
    await decide(root.id, { action: 'approve' })
    const afterAll = await publicIds(articleId)
    await decide(other.id, { action: 'approve' })

    expect(afterReply).toEqual([root.id])
    expect(afterRoot).toEqual([])
    expect(afterAll).toEqual([root.id, reply.id, tombstone.id, last.id])
    expect(await publicIds(articleId)).toEqual([...afterAll, other.id, below.id])
    const approvals = (await events()).filter(([type]) => type === 'comment.approved')
    expect(approvals.map(([, isPublic]) => isPublic)).toEqual([false, true, true])
  })

  test('nobody answers what was taken down', async () => {
    const { id: articleId } = await anArticle(db, { mode: 'post' })
    const parentId = await pending(articleId)
    await decide(parentId, { action: 'reject' })

    expect((await post(reader, articleId, { parentId })).body.code).toBe('parent-not-found')
  })

  test('a reply that comes while its parent is taken down is refused or never seen', async () => {
    const { id: articleId } = await anArticle(db, { mode: 'post' })
    for (let round = 0; round < 10; round++) {
      const parentId = await pending(articleId)
      const [decision, ...answers] = await Promise.all([
        decide(parentId, { action: 'reject' }),
        ...Array.from({ length: 4 }, () => post(reader, articleId, { parentId })),
      ])

      expect(decision.status).toBe(201)
      for (const { status, body } of answers) expect([status, body.code]).toEqual(expectedOf(status))
      expect(await publicIds(articleId)).toEqual([])
    }
  })

  test('428 without a version, and for one that fits anything', async () => {
    const { id: articleId } = await anArticle(db)
    const id = await pending(articleId)
    const url = `/v1/moderation/comments/${id}/decisions`
    const decision = { action: 'approve', revisionId: UNKNOWN }

    expect((await moderator('POST', url, decision)).status).toBe(428)
    expect((await decide(id, { action: 'approve' }, { version: '*' })).body.code).toBe(
      'precondition-required',
    )
    expect((await decide(id, { action: 'approve' }, { version: 'W/"1"' })).status).toBe(201)
  })

  test.each([
    ['another version', { action: 'approve' }, { version: '"2"' }],
    ['a version that is none', { action: 'approve' }, { version: '"one"' }],
    ['other words', { action: 'approve', revisionId: UNKNOWN }, {}],
    ['a step that its status does not allow', { action: 'pending' }, {}],
  ])('409 with the present state for %s', async (_case, decision, how) => {
    const { id: articleId } = await anArticle(db)
    const id = await pending(articleId, { body: 'Where is the timetable?' })
    const { headRevisionId } = (await read(id)).body

    const { body } = await decide(id, decision, how)

    expect(body).toMatchObject({ status: 409, code: 'state-changed' })
    expect(body.current).toEqual({
      ...{ version: 1, status: 'pending', headRevisionId, body: 'Where is the timetable?' },
      ...{ changedBy: null, changedAt: expect.any(String) },
    })
    expect((await read(id)).body.version).toBe(1)
    expect(await db.moderationEvent.count()).toBe(0)
  })

  test('of three moderators at once one decides, and the others learn who', async () => {
    const { id: articleId } = await anArticle(db)
    const labels = ['Ada', 'Ben', 'Cleo']
    const desk = await Promise.all(labels.map((label) => aModerator(label)))
    for (let round = 0; round < 5; round++) {
      const id = await pending(articleId)
      const answers = await Promise.all(
        ['approve', 'reject', 'spam'].map((action, i) => decide(id, { action }, { who: desk[i] })),
      )

      const winner = labels[answers.findIndex(({ status }) => status === 201)]
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
      for (const { body } of answers.filter(({ status }) => status === 409))
        expect(body).toMatchObject({ code: 'state-changed', current: { version: 2, changedBy: winner } })
      expect(await db.moderationEvent.count({ where: { commentId: id } })).toBe(1)
    }
  })

  test('the same Idempotency-Key decides once', async () => {
    const { id: articleId } = await anArticle(db)
    const id = await pending(articleId)
    const { headRevisionId: revisionId } = (await read(id)).body
    const send = () =>
      moderator(
        'POST',
        `/v1/moderation/comments/${id}/decisions`,
        { action: 'approve', revisionId },
        { 'if-match': '"1"', 'idempotency-key': 'one' },
      )

    const [first, again] = [await send(), await send()]

    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotency-replayed']).toBe('true')
  })

  test('a reason that needs a note is 422 without it', async () => {
    const { id: articleId } = await anArticle(db)
    const id = await pending(articleId)

    const illegal = await decide(id, { action: 'reject', reason: 'illegal', notePublic: 'No.' })
    const other = await decide(id, { action: 'reject', reason: 'other', notePublic: ' ' })

    expect(illegal.body).toMatchObject({ status: 422, errors: [{ pointer: '/noteInternal' }] })
    expect(other.body).toMatchObject({ code: 'unprocessable', errors: [{ pointer: '/notePublic' }] })
    expect((await decide(id, { action: 'reject', reason: 'illegal', noteInternal: '§ 130' })).status).toBe(
      201,
    )
  })

  test.each([
    ['no revision', { action: 'approve', revisionId: undefined }],
    ['an unknown action', { action: 'delete' }],
    ['an unknown reason', { action: 'reject', reason: 'boring' }],
    ['an empty note', { action: 'reject', noteInternal: '' }],
    ['an unknown member', { action: 'reject', version: 1 }],
  ])('400 for %s', async (_case, decision) => {
    const { id: articleId } = await anArticle(db)
    const id = await pending(articleId)

    expect((await decide(id, decision)).body.code).toBe('validation')
  })
})

test('the history tells who decided what, when and why, in order, and to moderators only', async () => {
  const { id: articleId } = await anArticle(db)
  const id = await pending(articleId)
  await decide(id, {
    action: 'reject',
    reason: 'off-topic',
    noteInternal: 'Weather.',
    notePublic: 'Stay here.',
  })
  await decide(id, { action: 'approve' }, { who: admin })

  const first = await moderator('GET', `/v1/moderation/comments/${id}/history?limit=1&count=exact`)
  const second = await moderator(
    'GET',
    `/v1/moderation/comments/${id}/history?limit=1&cursor=${first.body.page.next}`,
  )

  expect(first.body.page.count).toBe(2)
  expect(first.body.data).toEqual([
    {
      ...{ id: expect.any(String), commentId: id, revisionId: expect.any(String), version: 2 },
      ...{ from: 'pending', to: 'rejected', decidedBy: 'human', moderator: 'Test moderator' },
      ...{ decidedAt: expect.any(String), reason: 'off-topic', noteInternal: 'Weather.' },
      ...{ notePublic: 'Stay here.', policyVersion: 1, batchId: null, undoesId: null },
    },
  ])
  expect(second.body).toMatchObject({
    data: [{ to: 'approved', moderator: 'Test admin', reason: null }],
    page: { next: null },
  })
  const { text } = await reader('GET', `/v1/articles/${articleId}/comments`)
  for (const secret of ['Weather', 'Stay here', 'Test admin', 'approved', 'version'])
    expect(text).not.toContain(secret)
})

test('the reasons are listed with the notes that they need', async () => {
  const { body } = await moderator('GET', '/v1/moderation/reasons')

  expect(body.data).toHaveLength(15)
  expect(body.data).toContainEqual({ code: 'off-topic', title: 'Not about the article', needs: null })
  expect(body.data).toContainEqual({ code: 'illegal', title: 'Against the law', needs: 'noteInternal' })
})

test('a reader comments, a moderator approves, the thread and the counts show it', async () => {
  const { id: articleId } = await anArticle(db)
  const ids = [await pending(articleId), await pending(articleId), await pending(articleId)]
  for (const id of ids.slice(0, 2)) await decide(id, { action: 'approve' })
  ids.push(await pending(articleId, { parentId: ids[0] }))
  await decide(ids[3] ?? '', { action: 'approve' })

  const { data } = (await reader('GET', `/v1/articles/${articleId}/comments`)).body

  expect(data).toMatchObject([{ id: ids[0], replies: { data: [{ id: ids[3] }] } }, { id: ids[1] }])
  const { body } = await reader('GET', `/v1/comments/counts?articleId=${articleId}`)
  expect(body.data).toEqual([{ articleId, count: 3 }])
  expect((await queue()).body.data).toMatchObject([{ id: ids[2] }])
})

const expectedOf = (status: number) => (status === 201 ? [201, undefined] : [404, 'parent-not-found'])

async function aModerator(label: string): Promise<Caller> {
  const { body } = await admin('POST', '/v1/admin/api-keys', { label, role: 'moderator' })
  return as({ authorization: `Bearer ${body.key}` })
}
