import { expect, test } from '@jest/globals'
import { anOpenArticle, solved } from '../support/discussion.ts'
import { instances } from '../support/instances.ts'

const { startTwo, query } = instances('comment_policy')
const comment = (captcha: object, body: string) => ({ body, author: { name: 'Mara' }, captcha })

test('thirty comments at once on two instances of an author who may send five: five are taken', async () => {
  const [{ call: first }, { call: second }] = await startTwo({ RATE_LIMITS: 'comment=1000/1m' })
  const articleId = await anOpenArticle(first)
  const { version, createdAt, createdBy, ...policy } = (await first('GET', '/v1/moderation/policy')).body
  const stricter = { ...policy, commentsPerAuthor: 5 }
  expect((await first('PUT', '/v1/moderation/policy', stricter, { 'if-match': '"1"' })).status).toBe(200)
  const captchas = await Promise.all(
    Array.from({ length: 30 }, (_, i) => solved(i % 2 ? second : first, { articleId })),
  )

  const answers = await Promise.all(
    captchas.map((captcha, i) =>
      ((i >> 1) % 2 ? second : first)('POST', `/v1/articles/${articleId}/comments`, {
        ...{ body: `Words ${i}.`, author: { name: 'Mara', email: 'mara@example.org' }, captcha },
      }),
    ),
  )

  const told = answers.map(({ status }) => status)
  expect([201, 429].map((status) => told.filter((each) => each === status).length)).toEqual([5, 25])
  expect(await query('select from comment')).toHaveLength(5)
})

test('who says the same twice at once, on two instances, has said it once', async () => {
  const limits = 'comment=1000/1m,captcha=1000/1m'
  const [{ call: first }, { call: second }] = await startTwo({ RATE_LIMITS: limits })
  const articleId = await anOpenArticle(first)
  for (let round = 0; round < 10; round++) {
    const captchas = [await solved(first, { articleId }), await solved(first, { articleId })] as const
    const answers = await Promise.all([
      first('POST', `/v1/articles/${articleId}/comments`, comment(captchas[0], `Words ${round}.`)),
      second('POST', `/v1/articles/${articleId}/comments`, comment(captchas[1], `Words ${round}.`)),
    ])
    expect(answers.map(({ status, body }) => body.code ?? status).sort()).toEqual([201, 'duplicate'])
  }

  expect(await query('select from comment')).toHaveLength(10)
})

test('what one instance decides acts on the next comment at the other', async () => {
  const [{ call: first }, { call: second }] = await startTwo()
  const articleId = await anOpenArticle(first)
  const post = async (body: string) =>
    (await second('POST', `/v1/articles/${articleId}/comments`, comment(await solved(second), body))).body
  expect((await post('Before anything.')).comment.status).toBe('approved')

  await first('POST', '/v1/moderation/words', { list: 'banned', words: ['ferry'] })
  expect((await post('A ferry.')).comment.status).toBe('pending')
  await first('POST', '/v1/moderation/bans', { kind: 'network', effect: 'hold', value: '127.0.0.0/8' })
  expect((await post('From there.')).comment.status).toBe('pending')
  const { version, createdAt, createdBy, ...policy } = (await first('GET', '/v1/moderation/policy')).body
  const closed = { ...policy, mode: 'closed' }
  expect((await first('PUT', '/v1/moderation/policy', closed, { 'if-match': '"1"' })).status).toBe(200)

  expect((await post('After all.')).code).toBe('comments-closed')
  expect(await query('select status::text from comment order by created_at')).toEqual([
    { status: 'approved' },
    { status: 'spam' },
    { status: 'pending' },
  ])
})
