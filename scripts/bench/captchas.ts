import type { App } from './app.ts'

const POSTED = { author: { name: 'A reader' } }

/** Comments with a solved captcha each, to be posted once; no two say the same. */
export async function comments(app: App, articleId: string, count: number): Promise<string[]> {
  const made: string[] = []
  for (let n = 0; n < count; n++) {
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/captcha/challenge',
      payload: { action: 'comment.create', articleId },
    })
    const { token, prompt } = answer.json<{ token: string; prompt: { text: string } }>()
    const body = `Remark ${n} of ${process.hrtime.bigint()}: the ferry left a quarter of an hour before it should have.`
    made.push(JSON.stringify({ ...POSTED, body, captcha: { token, answer: solve(prompt.text) } }))
  }
  return made
}

/** As a reader would. */
function solve(sum: string): string {
  const [left = '', operator, right = ''] = sum.split(' ')
  const [a, b] = [Number(left), Number(right)]
  if (operator === '×') return String(a * b)
  return String(operator === '+' ? a + b : a - b)
}
