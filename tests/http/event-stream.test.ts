import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from '@jest/globals'
import Fastify, { type FastifyInstance } from 'fastify'
import { type Message, sendEvents } from '../../src/http/event-stream.ts'
import { holdRequests, type Patience } from '../../src/http/held-requests.ts'
import { useProblems } from '../../src/http/problems.ts'
import { addressOf, openStream } from '../support/stream.ts'

let app: FastifyInstance
afterEach(() => app.close())

type Next = (patience: Patience) => Promise<Message[]>

async function serve(next: Next, max = 10) {
  app = Fastify()
  useProblems(app)
  const hold = holdRequests(app, max)
  app.get('/', (request, reply) => sendEvents(request, reply, { held: hold(reply), next, silenceMs: 50 }))
  await app.listen({ port: 0 })
  return addressOf(app)
}

const nothing: Next = ({ signal, ms }) => sleep(ms, [], { signal }).catch(() => [])

test('a silent stream says so now and then, in a comment', async () => {
  const stream = await openStream(await serve(nothing))

  await sleep(300)

  expect(stream.text().match(/^: .+\n\n/gm)?.length).toBeGreaterThan(2)
  expect(stream.messages).toEqual([])
})

test('a stream whose source fails ends in order, and the client may come again', async () => {
  const stream = await openStream(
    await serve(async () => {
      throw new Error('The database is away.')
    }),
  )

  await stream.ended

  expect([stream.status, stream.answer.complete]).toEqual([200, true])
  expect(stream.text()).toBe('retry: 3000\n\n')
})

test('no more are held than the server can hold; who leaves makes room', async () => {
  const address = await serve(nothing, 2)
  const [first] = await Promise.all([openStream(address), openStream(address)])

  const refused = await openStream(address)
  first.request.destroy()
  await sleep(100)
  const welcome = await openStream(address)

  expect([refused.status, refused.headers['retry-after']]).toEqual([503, expect.stringMatching(/^\d+$/)])
  expect(welcome.status).toBe(200)
})

test('a message is one line whatever it says', async () => {
  const data = { words: 'one\ntwo\r\n\nid: three\u2028' }
  const stream = await openStream(await serve(async () => [{ id: 'c1', event: 'article.published', data }]))

  const [message] = await stream.until(1)

  expect(message).toEqual({ id: 'c1', event: 'article.published', data })
})

test('a client that does not read is not read ahead for', async () => {
  let asked = 0
  const { port } = new URL(
    await serve(async () => {
      asked++
      return [{ id: 'c1', event: 'article.published', data: 'x'.repeat(1_000_000) }]
    }),
  )
  const socket = connect(Number(port), '127.0.0.1').pause()
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')

  await sleep(1500)

  expect(asked).toBeGreaterThan(0)
  expect(asked).toBeLessThan(40)
  socket.destroy()
})
