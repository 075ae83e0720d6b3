import type { Connection } from '../../../src/db/client.ts'
import type { Reads, Statement } from '../../../src/db/statement.ts'
import type { App } from '../app.ts'
import type { PublicRequest } from './requests.ts'

/** A statement that the public can cause, and a request that does. */
export interface Captured extends Statement {
  request: PublicRequest
}

/** Reads that note every statement before it is run. */
export function notedReads({ reads }: Connection): { reads: Reads; noted: Statement[] } {
  const noted: Statement[] = []
  return {
    noted,
    reads: {
      query: (statement) => {
        noted.push(statement)
        return reads.query(statement)
      },
    },
  }
}

/** Makes the requests, with the second page of what has one; answers every statement that they led to, once. */
export async function capture(
  app: App,
  noted: Statement[],
  requests: readonly PublicRequest[],
): Promise<{ captured: Captured[]; failed: string[] }> {
  const captured = new Map<string, Captured>()
  const failed: string[] = []
  const ask = async (request: PublicRequest) => {
    noted.length = 0
    const answer = await app.inject({ url: request.url })
    if (answer.statusCode !== 200)
      failed.push(`${request.url}: ${answer.statusCode} ${answer.body.slice(0, 200)}`)
    for (const statement of noted) {
      const key = JSON.stringify([statement.text, statement.values])
      if (!captured.has(key)) captured.set(key, { ...statement, request })
    }
    return answer
  }
  for (const request of requests) {
    const answer = await ask(request)
    const next = nextOf(answer.body)
    if (next) {
      const mark = request.url.includes('?') ? '&' : '?'
      await ask({ ...request, url: `${request.url}${mark}cursor=${encodeURIComponent(next)}` })
    }
  }
  return { captured: [...captured.values()], failed }
}

function nextOf(body: string): string | undefined {
  if (!body.startsWith('{"data"')) return undefined
  return (JSON.parse(body) as { page?: { next?: string | null } }).page?.next ?? undefined
}
