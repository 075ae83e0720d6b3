import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import Fastify from 'fastify'
import { holdRequests, whileHeld } from '../../src/http/held-requests.ts'
import { addressOf } from '../support/stream.ts'

test('a held request is not cut for its silence, and its connection serves on', async () => {
  const app = Fastify({ connectionTimeout: 200 })
  const hold = holdRequests(app)
  app.get('/', (_request, reply) => whileHeld(hold, reply, () => sleep(800, 'at last')))
  await app.listen({ port: 0 })

  const answers = [await fetch(addressOf(app)), await fetch(addressOf(app))]

  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(['at last', 'at last'])
  expect(answers.map(({ headers }) => headers.get('connection'))).toEqual(['keep-alive', 'keep-alive'])
  await app.close()
})

test('work that fails gives its place back', async () => {
  const app = Fastify()
  const hold = holdRequests(app, 1)
  app.get('/', (_request, reply) => whileHeld(hold, reply, () => Promise.reject(new Error('No.'))))

  const answers = [await app.inject('/'), await app.inject('/')]

  expect(answers.map(({ statusCode }) => statusCode)).toEqual([500, 500])
  await app.close()
})

test('what comes after the stop has begun is not waited for', async () => {
  const app = Fastify({ return503OnClosing: false })
  const hold = holdRequests(app)
  const seen: boolean[] = []
  app.addHook('preClose', async () => {
    await fetch(addressOf(app))
  })
  app.get('/', (_request, reply) =>
    whileHeld(hold, reply, async (signal) => {
      seen.push(signal.aborted)
      return 'at once'
    }),
  )
  await app.listen({ port: 0 })

  await app.close()

  expect(seen).toEqual([true])
})
