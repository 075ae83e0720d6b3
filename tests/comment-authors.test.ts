import { describe, expect, test } from '@jest/globals'
import { anArticle } from './support/articles.ts'
import { UNKNOWN } from './support/desk.ts'
import { aComment, post } from './support/discussion.ts'
import { newsroom } from './support/newsroom.ts'

const { db, reader, moderator, admin } = await newsroom()

interface Posted {
  comment: { id: string }
  editToken: string
  receipt: string
}

async function posted(mode: 'pre' | 'post' = 'pre', members: object = {}) {
  const { id: articleId } = await anArticle(db, { mode })
  const { body } = await post(reader, articleId, { body: 'Where is the timetable?', ...members })
  return { ...(body as Posted), articleId }
}

const edit = ({ comment, editToken }: Posted, body: string, token = editToken) =>
  reader('PATCH', `/v1/comments/${comment.id}`, { body }, { 'edit-token': token })
const withdraw = ({ comment, editToken }: Posted) =>
  reader('DELETE', `/v1/comments/${comment.id}`, undefined, { 'edit-token': editToken })
const seenIn = async (articleId: string) =>
  (await reader('GET', `/v1/articles/${articleId}/comments`)).body.data
const held = async ({ comment }: Posted) =>
  (await moderator('GET', `/v1/moderation/comments/${comment.id}`)).body
const decide = async (own: Posted, action: string, revision: 'head' | 'published' = 'head') => {
  const { version, headRevisionId, publishedRevisionId } = await held(own)
  const revisionId = revision === 'head' ? headRevisionId : publishedRevisionId
  const path = `/v1/moderation/comments/${own.comment.id}/decisions`
  return moderator('POST', path, { action, revisionId }, { 'if-match': `"${version}"` })
}
const receiptOf = async ({ receipt }: Posted) =>
  (await reader('GET', `/v1/comments/receipts/${receipt}`)).body
const pass = (id: string) =>
  db.$executeRaw`update comment set created_at = created_at - interval '16 minutes' where id = ${id}::uuid`

describe('PATCH /v1/comments/{id}', () => {
  test('of a public comment: the old words stay until a moderator has read the new ones', async () => {
    const own = await posted()
    await decide(own, 'approve')
    const before = await reader('GET', `/v1/articles/${own.articleId}/comments`)

    const edited = await edit(own, 'Where is the *new* timetable?')

    expect(edited).toMatchObject({ status: 200, body: { comment: { status: 'pending' } } })
    const meanwhile = await reader('GET', `/v1/articles/${own.articleId}/comments`)
    expect([meanwhile.text, meanwhile.headers.etag]).toEqual([before.text, before.headers.etag])
    expect((await moderator('GET', '/v1/moderation/comments?queue=edited&count=exact')).body).toMatchObject({
      data: [
        {
          id: own.comment.id,
          status: 'approved',
          body: 'Where is the *new* timetable?',
          publicBody: 'Where is the timetable?',
          allowedActions: ['approve', 'reject', 'spam'],
        },
      ],
      page: { count: 1 },
    })
    await decide(own, 'approve')
    const [shown] = await seenIn(own.articleId)
    expect(shown.body.html).toBe('<p>Where is the <em>new</em> timetable?</p>')
    expect(shown.editedAt).not.toBeNull()
    expect((await moderator('GET', '/v1/moderation/comments?queue=edited')).body.data).toEqual([])
  })

  test('an edit that is refused leaves the comment with its public words', async () => {
    const own = await posted()
    await decide(own, 'approve')
    await edit(own, 'Buy watches.')

    const refused = await decide(own, 'spam')

    expect(refused.body).toMatchObject({ from: 'approved', to: 'approved' })
    expect((await seenIn(own.articleId))[0].body.text).toBe('Where is the timetable?')
    expect(await held(own)).toMatchObject({ status: 'approved', body: 'Where is the timetable?' })
    const events = await db.event.findMany({ where: { position: { not: null } } })
    expect(events.map(({ type }) => type)).toEqual(['comment.approved'])
  })

  test('what is public is taken down by naming its words, and the edit goes with it', async () => {
    const own = await posted()
    await decide(own, 'approve')
    await edit(own, 'Other words.')

    expect((await decide(own, 'reject', 'published')).body).toMatchObject({
      from: 'approved',
      to: 'rejected',
    })

    expect(await seenIn(own.articleId)).toEqual([])
  })

  test('a decision on words that were changed meanwhile is refused with the new ones', async () => {
    const own = await posted()
    const { version, headRevisionId } = await held(own)
    await edit(own, 'Other words.')

    const path = `/v1/moderation/comments/${own.comment.id}/decisions`
    const answer = await moderator(
      'POST',
      path,
      { action: 'approve', revisionId: headRevisionId },
      {
        'if-match': `"${version}"`,
      },
    )

    expect(answer.body).toMatchObject({
      status: 409,
      code: 'state-changed',
      current: { body: 'Other words.' },
    })
    expect(await seenIn(own.articleId)).toEqual([])
  })

  test('where comments are moderated afterwards, the new words are public at once', async () => {
    const own = await posted('post')

    expect((await edit(own, 'Other words.')).body.comment.status).toBe('approved')

    const [shown] = await seenIn(own.articleId)
    expect(shown).toMatchObject({ body: { text: 'Other words.' }, editedAt: expect.any(String) })
  })

  test('the same words change nothing; ten revisions are enough', async () => {
    const own = await posted()
    expect((await edit(own, 'Where is the timetable?')).status).toBe(200)
    expect((await held(own)).version).toBe(1)

    for (let i = 2; i <= 10; i++) expect((await edit(own, `Words ${i}.`)).status).toBe(200)

    expect((await edit(own, 'Once more.')).body).toMatchObject({ status: 409, code: 'conflict' })
    expect(await db.commentRevision.count()).toBe(10)
  })

  test.each([
    ['nothing', '   ', 422],
    ['too much', 'x'.repeat(5001), 400],
    ['a NUL', 'a\u0000b', 400],
  ])('%s to read is refused', async (_what, body, status) => {
    const own = await posted()

    expect((await edit(own, body)).status).toBe(status)
    expect((await held(own)).version).toBe(1)
  })

  test('wrong, foreign, missing, late: one answer, which is that for no comment', async () => {
    const own = await posted()
    const other = await posted()
    const reference = await reader(
      'PATCH',
      `/v1/comments/${UNKNOWN}`,
      { body: 'x' },
      { 'edit-token': own.editToken },
    )
    const told = ({ status, body }: Awaited<ReturnType<typeof edit>>) => [
      status,
      body.code,
      body.detail.replace(/[0-9a-f-]{36}/, 'ID'),
    ]

    const answers = [
      await edit(own, 'x', other.editToken),
      await edit(own, 'x', own.receipt),
      await edit(own, 'x', `${own.editToken}=`),
      await edit(own, 'x', ''),
      await reader('PATCH', `/v1/comments/${own.comment.id}`, { body: 'x' }),
    ]
    await pass(own.comment.id)
    answers.push(await edit(own, 'x'))
    await decide(other, 'reject')
    answers.push(await edit(other, 'x'))

    expect(told(reference)).toEqual([404, 'not-found', 'There is no comment ID.'])
    for (const answer of answers) expect(told(answer)).toEqual(told(reference))
  })

  test('fifty edits and decisions at once: nothing is public that nobody approved', async () => {
    const own = await posted()
    await decide(own, 'approve')
    const seen = new Set<string>()
    const step = async (_: unknown, i: number) => {
      await (i % 3 === 0 ? edit(own, `Edit ${i}.`) : decide(own, 'approve'))
      for (const { body } of await seenIn(own.articleId)) seen.add(body.text)
    }

    await Promise.all(Array.from({ length: 24 }, step))

    const published = await db.moderationEvent.findMany({
      where: { to: 'approved' },
      select: { revisionId: true },
    })
    const revisions = await db.commentRevision.findMany({
      where: { id: { in: published.map(({ revisionId }) => revisionId) } },
    })
    const decidedOn = new Set(revisions.map(({ body }) => body))
    expect([...seen].filter((text) => !decidedOn.has(text))).toEqual([])
  })
})

describe('DELETE /v1/comments/{id}', () => {
  test('takes it back; a place stays only while public replies hang on it', async () => {
    const own = await posted('post')
    const lonely = await posted('post')
    await aComment(db, {
      articleId: own.articleId,
      under: { id: own.comment.id, rootId: own.comment.id, depth: 0 },
    })

    expect((await withdraw(own)).status).toBe(204)
    expect((await withdraw(lonely)).status).toBe(204)

    expect(await seenIn(own.articleId)).toMatchObject([
      { deleted: true, author: null, body: null, replyCount: 1 },
    ])
    expect(await seenIn(lonely.articleId)).toEqual([])
    expect((await reader('GET', `/v1/comments/counts?articleId=${own.articleId}`)).body.data[0].count).toBe(1)
    expect((await withdraw(own)).status).toBe(404)
    expect((await receiptOf(own)).body).toBeNull()
    const events = await db.event.findMany({ where: { type: 'comment.withdrawn' } })
    expect(events.map(({ position }) => position === null)).toEqual([false, false])
  })

  test('of one that nobody saw is told to nobody', async () => {
    const own = await posted()

    expect((await withdraw(own)).status).toBe(204)

    expect(await db.event.findFirst({ where: { type: 'comment.withdrawn' } })).toMatchObject({
      position: null,
    })
    expect(await held(own)).toMatchObject({ status: 'withdrawn', allowedActions: [] })
  })
})

describe('receipts', () => {
  test('tell what became of it, with the reason and the words for the author; spam is pending', async () => {
    const own = await posted()
    expect(await receiptOf(own)).toMatchObject({
      status: 'pending',
      body: 'Where is the timetable?',
      reason: null,
    })
    const { version, headRevisionId: revisionId } = await held(own)
    const path = `/v1/moderation/comments/${own.comment.id}/decisions`
    const decision = {
      action: 'reject',
      revisionId,
      reason: 'other',
      notePublic: 'Ask the company.',
      noteInternal: 'Again.',
    }
    await moderator('POST', path, decision, { 'if-match': `"${version}"` })

    const rejected = await receiptOf(own)
    await decide(own, 'pending')
    await decide(own, 'spam')

    expect(rejected).toMatchObject({ status: 'rejected', reason: 'other', notePublic: 'Ask the company.' })
    expect(JSON.stringify(rejected)).not.toContain('Again.')
    expect(await receiptOf(own)).toMatchObject({ status: 'pending', reason: null, notePublic: null })
  })

  test('made up, of another kind, or of a hidden article: the same 404', async () => {
    const own = await posted()
    const [id = '', mac = ''] = own.receipt.split('.')
    const details = new Set<string>()
    const ask = async (receipt: string) => {
      const { status, body, headers } = await reader('GET', `/v1/comments/receipts/${receipt}`)
      details.add(`${status} ${body.detail} ${headers['cache-control']}`)
    }
    for (const receipt of [
      'x',
      id,
      `${id}.`,
      `${UNKNOWN}.${mac}`,
      `${id}.${own.editToken}`,
      `${own.receipt}.x`,
    ]) {
      await ask(receipt)
    }
    await db.article.update({ where: { id: own.articleId }, data: { pubStatus: 'withheld' } })
    await ask(own.receipt)

    expect([...details]).toEqual(['404 There is no comment with this receipt. no-store'])
  })

  test('carry a request to be erased to the administrators', async () => {
    const own = await posted()

    const asked = await reader('POST', `/v1/comments/receipts/${own.receipt}/erasure-requests`)

    expect(asked.status).toBe(202)
    const log = await admin('GET', '/v1/admin/audit-events?type=comment.erasure-requested')
    expect(log.body.data).toMatchObject([{ subject: { id: own.comment.id }, position: null }])
    expect((await reader('POST', `/v1/comments/receipts/${own.receipt}x/erasure-requests`)).status).toBe(404)
  })
})
