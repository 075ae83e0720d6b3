import { expect, test } from '@jest/globals'
import { DEFAULT_POLICY } from '../src/features/comment-policy/rules.ts'
import { anArticle } from './support/articles.ts'
import { aComment, solved } from './support/discussion.ts'
import { newsroom } from './support/newsroom.ts'

const { db, app, moderator, reader, editor, admin } = await newsroom()

const UNKNOWN = '0190a000-0000-7000-8000-000000000000'
let readers = 0

/** A report by a reader from an address of their own, or from the one that is given. */
async function report(id: string, members: object = {}, remoteAddress = `192.0.2.${++readers}`) {
  const captcha = await solved(reader, { action: 'comment.report' })
  const answer = await app.inject({
    ...{ method: 'POST', url: `/v1/comments/${id}/reports`, remoteAddress },
    payload: { reason: 'hate', captcha, ...members },
  })
  return { status: answer.statusCode, body: answer.json() }
}
const moderated = async (id: string) => (await moderator('GET', `/v1/moderation/comments/${id}`)).body
const reports = async (id: string) => (await moderator('GET', `/v1/moderation/comments/${id}/reports`)).body
const queued = async (queue: string) =>
  (await moderator('GET', `/v1/moderation/comments?queue=${queue}`)).body.data.map(
    ({ id }: { id: string }) => id,
  )
const decide = async (id: string, action: string) => {
  const { version, headRevisionId: revisionId } = await moderated(id)
  return moderator(
    'POST',
    `/v1/moderation/comments/${id}/decisions`,
    { action, revisionId },
    { 'if-match': `"${version}"` },
  )
}

test('a report reaches the moderators, once per reader, and its answer says nothing', async () => {
  const { id: articleId } = await anArticle(db)
  const { id, revisionId } = await aComment(db, { articleId })
  const hidden = await aComment(db, { articleId, status: 'pending', reachable: false })

  const answers = [
    await report(id, { note: 'Look.' }, '192.0.2.1'),
    await report(id, { reason: 'spam' }, '192.0.2.1'),
    await report(hidden.id),
    await report(UNKNOWN),
    await report(id.toUpperCase(), { reason: 'other' }),
  ]

  for (const answer of answers) expect(answer).toEqual({ status: 202, body: { accepted: true } })
  expect((await reports(id)).data).toEqual([
    expect.objectContaining({ commentId: id, revisionId, reason: 'other', note: null, answeredAt: null }),
    expect.objectContaining({ commentId: id, revisionId, reason: 'hate', note: 'Look.', answeredAt: null }),
  ])
  expect((await reports(hidden.id)).data).toEqual([])
  expect((await moderator('GET', `/v1/moderation/comments/${UNKNOWN}/reports`)).status).toBe(404)
  expect((await editor('GET', `/v1/moderation/comments/${id}/reports`)).status).toBe(403)
  expect((await moderated(id)).reports).toEqual([
    { reason: 'hate', count: 1 },
    { reason: 'other', count: 1 },
  ])
  expect(await queued('reported')).toEqual([id])
  const events = (await admin('GET', `/v1/admin/audit-events?type=comment.reported`)).body.data
  expect(events).toHaveLength(2)
  expect(JSON.stringify(events)).not.toMatch(/Look|192\.0/)
})

test('what readers agree on waits for a moderator, once, with what was said below it', async () => {
  const { id: articleId } = await anArticle(db)
  const root = await aComment(db, { articleId })
  await aComment(db, { articleId, under: root })
  const count = async () =>
    (await reader('GET', `/v1/comments/counts?articleId=${articleId}`)).body.data[0].count

  for (let i = 1; i < DEFAULT_POLICY.reportsToHold; i++) await report(root.id)
  expect([(await moderated(root.id)).status, await count()]).toEqual(['approved', 2])
  await report(root.id)

  expect(await moderated(root.id)).toMatchObject({ status: 'pending', decidedBy: 'policy', version: 2 })
  expect(await count()).toBe(0)
  expect(await queued('reported')).toContain(root.id)
  const { data } = (await moderator('GET', `/v1/moderation/comments/${root.id}/history`)).body
  expect(data).toMatchObject([{ from: 'approved', to: 'pending', decidedBy: 'policy', moderator: 'policy' }])
  const feed = (await reader('GET', '/v1/changes?types=comment.pending')).body.data
  expect(feed).toMatchObject([{ subject: { id: root.id } }])

  expect((await decide(root.id, 'approve')).status).toBe(201)
  expect([await count(), await queued('reported')]).toEqual([2, expect.not.arrayContaining([root.id])])
  expect((await reports(root.id)).data.map((each: { answeredAt: string }) => typeof each.answeredAt)).toEqual(
    Array.from({ length: DEFAULT_POLICY.reportsToHold }, () => 'string'),
  )
  for (let i = 0; i < DEFAULT_POLICY.reportsToHold; i++) await report(root.id)
  expect((await moderated(root.id)).status).toBe('approved')
  expect(await queued('reported')).toContain(root.id)
})

test('needs a captcha of its own kind, which is good once and for any comment', async () => {
  const { id: articleId } = await anArticle(db)
  const { id } = await aComment(db, { articleId })
  const url = `/v1/comments/${id}/reports`
  const bound = await solved(reader, { action: 'comment.report', articleId: UNKNOWN })
  const spent = { reason: 'hate', captcha: bound }

  expect((await reader('POST', url, { reason: 'hate' })).body.code).toBe('captcha-required')
  const foreign = { reason: 'hate', captcha: await solved(reader) }
  expect((await reader('POST', url, foreign)).body.code).toBe('captcha-mismatch')
  const comment = { body: 'Words.', author: { name: 'Mara' }, captcha: bound }
  expect((await reader('POST', `/v1/articles/${articleId}/comments`, comment)).body.code).toBe(
    'captcha-mismatch',
  )
  for (const members of [{ reason: 'dull' }, { note: '' }, { note: 'x'.repeat(501) }, { comment: id }])
    expect((await reader('POST', url, { ...spent, ...members })).status).toBe(400)
  expect((await reader('POST', '/v1/comments/x/reports', spent)).status).toBe(400)
  expect((await reader('POST', url, spent)).status).toBe(202)
  expect((await reader('POST', url, spent)).status).toBe(202)
  expect((await reader('POST', url, { ...spent, reason: 'spam' })).body.code).toBe('captcha-spent')
  expect((await reports(id)).data).toHaveLength(1)
})
