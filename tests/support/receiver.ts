import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach } from '@jest/globals'

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into bodies of every shape
  body: any
}

type Answering = (response: ServerResponse, received: Received) => unknown

/** A server that is told of events. It answers 204 until a test says otherwise, and forgets between tests. */
export async function receiver() {
  const received: Received[] = []
  const takesAll: Answering = (response) => response.writeHead(204).end()
  let answer = takesAll
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const one = { path: request.url ?? '', headers: request.headers, text, body: JSON.parse(text) }
    received.push(one)
    answer(response, one)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  beforeEach(() => {
    received.length = 0
    answer = takesAll
  })
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answerWith: (next: Answering) => {
      answer = next
    },
    /** A status and nothing more. */
    answerStatus: (status: number, headers: Record<string, string> = {}) => {
      answer = (response) => response.writeHead(status, headers).end()
    },
  }
}

/** As a receiver verifies: whether one of the signatures was made with this secret. */
export function isSignedWith(secret: string, { headers, text }: Received): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`
  const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  return String(headers['webhook-signature']).split(' ').includes(expected)
}
