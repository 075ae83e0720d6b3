import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals'
import { teachSpamServices, verifySpamServices } from '../src/features/spam-services/jobs.ts'
import { openCommentChecks } from '../src/features/spam-services/open.ts'
import type { CommentChecks } from '../src/lib/comment-checks.ts'
import { anArticle } from './support/articles.ts'
import { post } from './support/discussion.ts'
import { runToTheEnd } from './support/jobs.ts'
import { newsroom } from './support/newsroom.ts'
import { isSignedWith } from './support/receiver.ts'

/** Akismet on `/1.1/…` and a check of the newsroom's own on `/check`. */
const asked: { path: string; form: Record<string, string>; headers: object; text: string }[] = []
let says = { akismet: 'false', check: '{"verdict":"ok"}', key: 'valid', status: 200 }
const outside = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  const path = request.url ?? ''
  asked.push({ path, form: Object.fromEntries(new URLSearchParams(text)), headers: request.headers, text })
  const answers: Record<string, string> = {
    '/1.1/comment-check': says.akismet,
    '/1.1/verify-key': says.key,
    '/check': says.check,
  }
  response.writeHead(says.status).end(answers[path] ?? 'Thanks.')
})
outside.listen(0, '127.0.0.1')
await once(outside, 'listening')
const url = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`
const SECRET = Buffer.alloc(32, 7)

let checks: CommentChecks | undefined
const log = { warn: () => undefined }
const { db, reader, moderator } = await newsroom({}, undefined, (database) => {
  const settings = {
    ...{ siteUrl: 'https://news.example', akismet: { key: 'abc', url: `${url}/1.1` } },
    check: { url: `${url}/check`, secret: SECRET },
  }
  checks = openCommentChecks({ db: database, settings, outgoingAllow: ['127.0.0.0/8'], log })
  return { checks }
})

beforeEach(() => {
  asked.length = 0
  says = { akismet: 'false', check: '{"verdict":"ok"}', key: 'valid', status: 200 }
})
afterAll(async () => {
  await checks?.stop()
  outside.close()
  outside.closeAllConnections()
})

/** The comment when everybody outside has been heard. */
async function settled(mode: 'pre' | 'post' = 'post', members: object = {}) {
  const { id: articleId } = await anArticle(db, { mode })
  const { body } = await post(reader, articleId, members)
  const { id } = body.comment
  for (let tries = 0; tries < 200; tries++) {
    const row = await db.comment.findUniqueOrThrow({ where: { id } })
    if (!row.reasons.includes('awaiting-check') && (row.status !== 'pending' || tries > 10)) {
      return { row, answer: body, id, articleId }
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('The comment still waits.')
}

describe('a comment that services outside are asked about', () => {
  test('is pending until both find it innocent, and public then, by the policy', async () => {
    const { row, answer, id, articleId } = await settled('post', {
      body: 'When does the ferry leave?',
      author: { name: 'Mara', email: 'mara@example.org' },
    })

    expect(answer.comment.status).toBe('pending')
    expect(row).toMatchObject({ status: 'approved', decidedBy: 'policy', reasons: [], version: 2 })
    expect((await reader('GET', `/v1/articles/${articleId}/comments`)).body.data).toMatchObject([{ id }])
    const check = asked.find(({ path }) => path === '/check')
    expect(isSignedWith(`whsec_${SECRET.toString('base64')}`, { ...check, body: null } as never)).toBe(true)
    const form = asked.find(({ path }) => path === '/1.1/comment-check')?.form
    expect(form).toMatchObject({
      ...{ api_key: 'abc', blog: 'https://news.example', user_ip: '127.0.0.1', comment_author: 'Mara' },
      ...{ comment_content: 'When does the ferry leave?', comment_type: 'comment' },
    })
    expect(JSON.stringify(asked)).not.toContain('mara@example.org')
    const types = await db.event.findMany({ where: { subjectId: id }, orderBy: { sequence: 'asc' } })
    expect(types.map(({ type, position }) => [type, position !== null])).toEqual([
      ['comment.created', false],
      ['comment.approved', true],
    ])
  })

  test('of an article that is moderated first waits on for a moderator', async () => {
    expect((await settled('pre')).row).toMatchObject({ status: 'pending', reasons: [] })
  })

  test('is spam when one says so, and its author is not told', async () => {
    says.akismet = 'true'

    const { row, answer } = await settled()

    expect(row).toMatchObject({ status: 'spam', decidedBy: 'policy', reasons: ['service-spam'] })
    expect((await reader('GET', `/v1/comments/receipts/${answer.receipt}`)).body.status).toBe('pending')
  })

  test.each([
    ['says neither', { akismet: 'invalid' }],
    ['answers what cannot be read', { check: '{"verdict":"yes"}' }],
    ['fails', { status: 500 }],
  ])('waits for a moderator when one %s', async (_, said) => {
    says = { ...says, ...said }

    expect((await settled()).row).toMatchObject({ status: 'pending', reasons: ['check-failed'] })
  })

  test('waits for a moderator when one wants it', async () => {
    says.check = '{"verdict":"hold"}'

    expect((await settled()).row).toMatchObject({ status: 'pending', reasons: ['service-hold'] })
  })
})

test('an edit of public words waits for a moderator', async () => {
  const { answer, id } = await settled()

  const token = { 'edit-token': answer.editToken }
  const edited = await reader('PATCH', `/v1/comments/${id}`, { body: 'Other words.' }, token)

  expect(edited.body.comment.status).toBe('pending')
})

test('what moderators think otherwise is told once, without an address', async () => {
  const jobs = { ...(checks && { checks }) }
  await runToTheEnd(teachSpamServices, db, jobs)
  const { row, id } = await settled('post', { body: 'Buy my boat.' })
  const path = `/v1/moderation/comments/${id}/decisions`
  const revisionId = row.headRevisionId
  await moderator('POST', path, { action: 'spam', revisionId, reason: 'spam' }, { 'if-match': '"2"' })
  await moderator('POST', path, { action: 'approve', revisionId }, { 'if-match': '"3"' })
  await db.$executeRaw`update event set occurred_at = occurred_at - interval '11 seconds'`

  await runToTheEnd(teachSpamServices, db, jobs)
  await runToTheEnd(teachSpamServices, db, jobs)

  const told = asked.filter(({ path: at }) => at.startsWith('/1.1/submit'))
  expect(told.map(({ path: at, form }) => [at, form.comment_content, form.user_ip])).toEqual([
    ['/1.1/submit-spam', 'Buy my boat.', '0.0.0.0'],
    ['/1.1/submit-ham', 'Buy my boat.', '0.0.0.0'],
  ])
})

test('GET /readyz tells whether services let us in', async () => {
  const states = async () => (await reader('GET', '/readyz')).body.services
  await runToTheEnd(verifySpamServices, db, { ...(checks && { checks }) })
  expect(await states()).toEqual({ akismet: 'ok', 'external-check': 'unknown' })
  says.key = 'invalid'
  await runToTheEnd(verifySpamServices, db, { ...(checks && { checks }) })
  expect(await states()).toMatchObject({ akismet: 'refused' })
  says.status = 503
  await runToTheEnd(verifySpamServices, db, { ...(checks && { checks }) })
  expect(await states()).toMatchObject({ akismet: 'unreachable' })
})
