import { expect, test } from '@jest/globals'
import { solved } from '../support/discussion.ts'
import { ADMIN_KEY, callerOf, instances } from '../support/instances.ts'

const { start, query } = instances('comments')

/** Two instances over one database, and an article that shows comments at once. */
async function discussion(environment: Record<string, string> = {}) {
  const servers = [start({ ADMIN_KEY, ...environment }), start({ ADMIN_KEY, ...environment })]
  const [first, second] = (await Promise.all(servers.map((server) => server.ready()))).map(callerOf)
  if (!first || !second) throw new Error('There are two instances.')
  const draft = { title: 'Harbour', language: 'en', body: 'Words.', commentPolicy: { mode: 'post' } }
  const { id } = (await first('POST', '/v1/editorial/articles', draft)).body
  await first('POST', `/v1/editorial/articles/${id}/publications`, {}, { 'if-match': '"1"' })
  return { articleId: id as string, callers: [first, second] as const }
}

test('thirty comments at once on two instances of an author who may send five: five are taken', async () => {
  const { articleId, callers } = await discussion({ RATE_LIMITS: 'comment=1000/1m' })
  const [first] = callers
  const { version, createdAt, createdBy, ...policy } = (await first('GET', '/v1/moderation/policy')).body
  const stricter = { ...policy, commentsPerAuthor: 5 }
  expect((await first('PUT', '/v1/moderation/policy', stricter, { 'if-match': '"1"' })).status).toBe(200)
  const captchas = await Promise.all(
    Array.from({ length: 30 }, (_, i) => solved(callers[i % 2] ?? first, { articleId })),
  )

  const answers = await Promise.all(
    captchas.map((captcha, i) =>
      (callers[(i >> 1) % 2] ?? first)('POST', `/v1/articles/${articleId}/comments`, {
        ...{ body: `Words ${i}.`, author: { name: 'Mara', email: 'mara@example.org' }, captcha },
      }),
    ),
  )

  const told = answers.map(({ status }) => status)
  expect([201, 429].map((status) => told.filter((each) => each === status).length)).toEqual([5, 25])
  expect(await query('select from comment')).toHaveLength(5)
})
