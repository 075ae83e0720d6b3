import { describe, expect, test } from '@jest/globals'
import type { Database } from '../src/db/client.ts'
import { eraseRefusedComments, forgetOldReporters } from '../src/features/erasures/jobs.ts'
import { anArticle } from './support/articles.ts'
import { UNKNOWN } from './support/desk.ts'
import { post } from './support/discussion.ts'
import { runToTheEnd } from './support/jobs.ts'
import { newsroom } from './support/newsroom.ts'

const { db, reader, moderator, admin } = await newsroom()

const EMAIL = 'wilhelmina@example.org'
const WORDS = 'Zanzibar lighthouse pudding'

const write = async (articleId: string, members: object = {}) =>
  (await post(reader, articleId, { author: { name: 'Wilhelmina', email: EMAIL }, ...members })).body
const erase = (body: object) => admin('POST', '/v1/admin/erasures', body)
const commentsOf = async (articleId: string) =>
  (await reader('GET', `/v1/articles/${articleId}/comments`)).body.data
const countOf = async (articleId: string) =>
  (await reader('GET', `/v1/comments/counts?articleId=${articleId}`)).body.data[0].count
const headOf = async (id: string) => (await moderator('GET', `/v1/moderation/comments/${id}`)).body
async function decide(id: string, members: object) {
  const { version, headRevisionId } = await headOf(id)
  const path = `/v1/moderation/comments/${id}/decisions`
  return moderator('POST', path, { revisionId: headRevisionId, ...members }, { 'if-match': `"${version}"` })
}

/** Every row of every table as text. */
async function dump(from: Database): Promise<string> {
  const tables = await from.$queryRaw<{ name: string }[]>`
    select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`
  const rows = []
  for (const { name } of tables) {
    rows.push(await from.$queryRawUnsafe(`select t::text as row from ${name} t`))
  }
  return JSON.stringify(rows)
}

describe('POST /v1/admin/erasures', () => {
  test('of an address: nothing of words, name and digests is left in any table, and the thread keeps its shape', async () => {
    const { id: articleId } = await anArticle(db, { mode: 'post' })
    const first = await write(articleId, { body: `${WORDS} one` })
    const answer = await post(reader, articleId, { parentId: first.comment.id })
    const second = await write(articleId, { body: `${WORDS} two`, parentId: answer.body.comment.id })
    await reader(
      'PATCH',
      `/v1/comments/${first.comment.id}`,
      { body: `${WORDS} three` },
      { 'edit-token': first.editToken },
    )
    await decide(second.comment.id, {
      action: 'reject',
      reason: 'illegal',
      noteInternal: `It says ${WORDS}`,
      notePublic: `Dear Wilhelmina`,
    })
    const item = { id: first.comment.id, version: 99, revisionId: UNKNOWN }
    const bulk = { items: [item], action: 'spam', reason: 'spam' }
    await moderator('POST', '/v1/moderation/decisions', bulk, { 'idempotency-key': 'one' })
    await db.commentReport.create({
      data: {
        ...{ commentId: first.comment.id, revisionId: UNKNOWN, reason: 'other', note: WORDS },
        reporterHash: Buffer.from('reporter'),
      },
    })
    const [{ hash = '' } = {}] = await db.$queryRaw<{ hash: string }[]>`
      select encode(author_hash, 'hex') as hash from comment where id = ${first.comment.id}::uuid`
    const kept = await db.idempotencyRecord.findFirst({ where: { key: 'one' } })
    expect(kept?.body).toContain('Zanzibar')
    expect(await countOf(articleId)).toBe(2)

    const erased = await erase({ email: ' Wilhelmina@EXAMPLE.org'.trim(), reason: 'Asked by letter' })

    expect(erased).toMatchObject({ status: 201, body: { comments: 2, isComplete: true } })
    const left = (await dump(db)).toLowerCase()
    for (const trace of ['zanzibar', 'pudding', 'wilhelmina', hash]) expect(left).not.toContain(trace)
    const [place] = await commentsOf(articleId)
    expect(place).toMatchObject({ id: first.comment.id, deleted: true, author: null, body: null })
    expect(place.replies.data).toMatchObject([{ id: answer.body.comment.id, replyCount: 0 }])
    expect(await countOf(articleId)).toBe(1)
    const events = await db.event.findMany({
      where: { type: 'comment.erased' },
      orderBy: { sequence: 'asc' },
    })
    expect(events.map(({ subjectId, position }) => [subjectId, position !== null]).sort()).toEqual(
      [
        [first.comment.id, true],
        [second.comment.id, false],
      ].sort(),
    )
    expect((await reader('GET', `/v1/comments/receipts/${first.receipt}`)).body).toMatchObject({
      status: 'erased',
      body: null,
    })
  })

  test('is the end: no decision, undo or edit brings anything back, and to repeat it changes nothing', async () => {
    const { id: articleId } = await anArticle(db)
    const own = await write(articleId)
    const { id } = own.comment
    const decision = await decide(id, { action: 'approve' })

    expect((await erase({ commentId: id })).body.comments).toBe(1)

    expect((await decide(id, { action: 'approve' })).status).toBe(409)
    expect((await moderator('POST', `/v1/moderation/decisions/${decision.body.id}/undo`)).status).toBe(409)
    const edit = await reader('PATCH', `/v1/comments/${id}`, { body: 'x' }, { 'edit-token': own.editToken })
    expect(edit.status).toBe(404)
    const { version } = await headOf(id)
    expect(await erase({ commentId: id })).toMatchObject({ status: 201, body: { comments: 0 } })
    expect(await headOf(id)).toMatchObject({ version, status: 'erased', body: '', allowedActions: [] })
    expect(await commentsOf(articleId)).toEqual([])
    expect((await admin('GET', '/v1/admin/erasures?count=exact')).body).toMatchObject({
      data: [{ comments: 0 }, { comments: 1, createdBy: 'Test admin', reason: null }],
      page: { count: 2 },
    })
  })

  test('while its author edits and a moderator decides: whoever comes last, no words are left', async () => {
    const { id: articleId } = await anArticle(db, { mode: 'post' })
    const own = await write(articleId, { body: WORDS })
    const { id } = own.comment
    const token = { 'edit-token': own.editToken }

    const answers = await Promise.all([
      reader('PATCH', `/v1/comments/${id}`, { body: `${WORDS} again` }, token),
      erase({ receipt: own.receipt }),
      decide(id, { action: 'reject', reason: 'other', notePublic: WORDS }),
      reader('PATCH', `/v1/comments/${id}`, { body: `${WORDS} and again` }, token),
    ])

    expect(answers[1]).toMatchObject({ status: 201, body: { comments: 1 } })
    expect(answers.every(({ status }) => status < 500)).toBe(true)
    expect(await dump(db)).not.toContain('Zanzibar')
    expect(await countOf(articleId)).toBe(0)
  })

  test('names exactly one target that there is, and is for administrators', async () => {
    expect((await erase({ commentId: UNKNOWN })).status).toBe(404)
    expect((await erase({ receipt: `${UNKNOWN}.x` })).status).toBe(404)
    expect((await erase({})).status).toBe(400)
    expect((await erase({ commentId: UNKNOWN, email: EMAIL })).status).toBe(400)
    expect((await erase({ email: 'nobody@example.org' })).body.comments).toBe(0)
    expect((await moderator('POST', '/v1/admin/erasures', { email: EMAIL })).status).toBe(403)
  })
})

test('GET /v1/admin/erasure-requests lists what authors asked for, until it is done', async () => {
  const { id: articleId } = await anArticle(db)
  const [one, two] = [await write(articleId), await write(articleId)]
  for (const { receipt } of [one, two, one]) {
    await reader('POST', `/v1/comments/receipts/${receipt}/erasure-requests`)
  }
  const list = async (query = '') => (await admin('GET', `/v1/admin/erasure-requests${query}`)).body

  const first = await list('?limit=1&count=exact')

  expect(first).toMatchObject({ data: [{ commentId: one.comment.id, requests: 2 }], page: { count: 2 } })
  expect((await list(`?limit=1&cursor=${first.page.next}`)).data).toMatchObject([
    { commentId: two.comment.id, articleId, requests: 1 },
  ])
  await erase({ commentId: one.comment.id })
  expect((await list()).data).toMatchObject([{ commentId: two.comment.id }])
})

describe('POST /v1/admin/author-exports', () => {
  test('answers all that one address wrote, and the log does not say whose it was', async () => {
    const { id: articleId } = await anArticle(db)
    const own = await write(articleId, { body: WORDS })
    await post(reader, articleId, { author: { name: 'Wilhelmina' } })
    await decide(own.comment.id, { action: 'reject', reason: 'other', notePublic: 'Too sweet.' })

    const byEmail = await admin('POST', '/v1/admin/author-exports', { email: EMAIL })

    expect(byEmail).toMatchObject({ status: 200, headers: { 'cache-control': 'private, no-store' } })
    expect(byEmail.body.comments).toMatchObject([
      {
        ...{ id: own.comment.id, articleId, status: 'rejected', authorName: 'Wilhelmina' },
        revisions: [{ number: 1, body: WORDS }],
        decisions: [{ from: 'pending', to: 'rejected', reason: 'other', notePublic: 'Too sweet.' }],
      },
    ])
    const { createdAt: _, ...rest } = byEmail.body
    for (const target of [{ commentId: own.comment.id }, { receipt: own.receipt }]) {
      expect((await admin('POST', '/v1/admin/author-exports', target)).body).toMatchObject(rest)
    }
    const events = await db.event.findMany({ where: { type: 'author-export.created' } })
    expect(events).toHaveLength(3)
    expect(JSON.stringify(events, (_, value) => (typeof value === 'bigint' ? 0 : value))).not.toContain(
      own.comment.id,
    )
    expect((await admin('POST', '/v1/admin/author-exports', { commentId: UNKNOWN })).status).toBe(404)
  })
})

describe('retention', () => {
  const age = (id: string, days: number) => db.$executeRaw`
    update comment set created_at = created_at - ${days}::int * interval '1 day',
      changed_at = changed_at - ${days}::int * interval '1 day' where id = ${id}::uuid`

  test('what was refused or taken back goes after the days of the policy, and nothing else', async () => {
    const { id: articleId } = await anArticle(db)
    const ids: string[] = []
    for (const body of ['refused', 'refused lately', 'approved', 'waiting']) {
      ids.push((await write(articleId, { body: `${WORDS} ${body}` })).comment.id)
    }
    const [refused = '', lately = '', approved = '', waiting = ''] = ids
    for (const id of [refused, lately]) await decide(id, { action: 'spam', reason: 'spam' })
    await decide(approved, { action: 'approve' })
    for (const id of [refused, approved, waiting]) await age(id, 91)
    await age(lately, 89)

    await runToTheEnd(eraseRefusedComments, db)

    const rows = await db.comment.findMany({
      select: { status: true, decidedBy: true },
      orderBy: { id: 'asc' },
    })
    expect(rows.map(({ status }) => status)).toEqual(['erased', 'spam', 'approved', 'pending'])
    expect(rows[0]?.decidedBy).toBe('system')
    expect(await dump(db)).not.toMatch(/pudding refused(?! lately)/)
  })

  test('who reported is told by nothing two months later', async () => {
    const { id: articleId } = await anArticle(db)
    const { comment } = await write(articleId)
    const common = { commentId: comment.id, revisionId: UNKNOWN, reason: 'spam' }
    const old = {
      ...common,
      reporterHash: Buffer.from('old'),
      createdAt: new Date(Date.now() - 65 * 86_400_000),
    }
    const young = { ...common, reporterHash: Buffer.from('young') }
    await db.commentReport.createMany({ data: [old, young] })

    await runToTheEnd(forgetOldReporters, db)

    const hashes = await db.commentReport.findMany({ select: { reporterHash: true } })
    const texts = hashes.map(({ reporterHash }) => Buffer.from(reporterHash).toString())
    expect(texts).toContain('young')
    expect(texts).not.toContain('old')
  })
})
