import type { Question } from './questions.ts'

/** What the answers to one question took, in milliseconds. */
export interface Times {
  p50: number
  p99: number
}

/** Made before anything counts, so that statements are prepared and pages of the database read. */
const WARM_UP = 10

/** Asks one request after the other, of every server in turn, so that what the machine does besides meets them alike. */
export async function ask(servers: readonly { address: string; question: Question }[]): Promise<Times[]> {
  const times = servers.map((): number[] => [])
  const most = Math.max(...servers.map(({ question }) => question.urls.length))
  for (let n = -WARM_UP; n < most; n++) {
    for (const [at, { address, question }] of servers.entries()) {
      const ms = await timeOf(`${address}${question.urls[(n + WARM_UP) % question.urls.length]}`)
      if (n >= 0) times[at]?.push(ms)
    }
  }
  return times.map((all) => ({ p50: quantile(all, 0.5), p99: quantile(all, 0.99) }))
}

async function timeOf(url: string): Promise<number> {
  const began = performance.now()
  const answer = await fetch(url)
  await answer.arrayBuffer()
  const ms = performance.now() - began
  // An answer that did not come in time is the slowest of all, and not the end.
  if (answer.status !== 200) process.stderr.write(`${url}: ${answer.status}\n`)
  return ms
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
