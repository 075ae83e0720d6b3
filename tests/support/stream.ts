import { once } from 'node:events'
import { type ClientRequest, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

interface StreamMessage {
  id: string
  event: string
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into messages of every shape
  data: any
}

export interface Stream {
  status: number
  headers: IncomingMessage['headers']
  /** What has come so far. */
  messages: StreamMessage[]
  /** Everything, as it stood on the wire. */
  text: () => string
  /** Until so many messages have come. */
  until: (count: number) => Promise<StreamMessage[]>
  /** Until the server ended it. */
  ended: Promise<unknown>
  request: ClientRequest
  answer: IncomingMessage
}

const PATIENCE_MS = 15_000

export const addressOf = (app: FastifyInstance) =>
  `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`

/** Opens a stream of server-sent events over a connection of its own. */
export async function openStream(url: string, headers: Record<string, string> = {}): Promise<Stream> {
  const request = get(url, { agent: false, headers: { accept: 'text/event-stream', ...headers } })
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  request.on('error', () => undefined)
  answer.on('error', () => undefined)
  answer.setEncoding('utf8')
  let text = ''
  let unread = ''
  const messages: StreamMessage[] = []
  answer.on('data', (chunk: string) => {
    text += chunk
    unread += chunk
    const blocks = unread.split('\n\n')
    unread = blocks.pop() ?? ''
    for (const block of blocks) if (block.startsWith('id:')) messages.push(read(block))
  })
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    messages,
    text: () => text,
    until: async (count) => {
      for (let waited = 0; messages.length < count && waited < PATIENCE_MS; waited += 10) await sleep(10)
      if (messages.length < count) throw new Error(`${messages.length} of ${count} messages came:\n${text}`)
      return messages
    },
    ended: new Promise((resolve) => answer.once('close', resolve)),
    request,
    answer,
  }
}

function read(block: string): StreamMessage {
  const fields = block.split('\n').map((line) => [line.split(': ', 1)[0], line.slice(line.indexOf(': ') + 2)])
  const { id = '', event = '', data = '' } = Object.fromEntries(fields) as Record<string, string>
  return { id, event, data: JSON.parse(data) }
}
