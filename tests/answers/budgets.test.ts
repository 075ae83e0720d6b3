import { expect, test } from '@jest/globals'
import { keepingNewsroom } from '../support/answers.ts'
import { anArticle } from '../support/articles.ts'

const rate = { max: 3, windowMs: 60_000 }
const rateLimits = { read: rate, search: rate, captcha: rate, comment: rate, write: rate }
const { db, reader } = await keepingNewsroom({ rateLimits })

test('what is kept draws on the budget like what is made, and the refusal has all that refusals have', async () => {
  const { id } = await anArticle(db)

  const asked = []
  for (let i = 0; i < 5; i++) asked.push(await reader('GET', `/v1/articles/${id}`))

  expect(asked.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429])
  expect(asked[3]?.headers['access-control-allow-origin']).toBe('*')
  expect(asked[3]?.headers['retry-after']).toBeDefined()
  expect(asked[3]?.headers.ratelimit).toMatch(/^"read";r=0/)
})
