import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, jest, test } from '@jest/globals'
import { act } from '../../src/db/act.ts'
import { deliverDue } from '../../src/features/webhook-deliveries/deliver.ts'
import { lockEndpoint } from '../../src/features/webhooks/store.ts'
import { SYSTEM } from '../../src/lib/actor.ts'
import { openTestDatabase } from '../support/database.ts'
import { UNKNOWN } from '../support/desk.ts'
import { newsroom, SECRETS } from '../support/newsroom.ts'
import { receiver } from '../support/receiver.ts'

jest.setTimeout(120_000)

const outgoingAllow = ['127.0.0.0/8']
const { admin, db } = await newsroom({ outgoingAllow })
const hook = await receiver()
/** Another instance, with connections of its own. */
const other = await openTestDatabase()
afterAll(() => other.close())

const EVENTS = 200
const NEVER = new AbortController().signal

const happen = () =>
  act(db, { actor: SYSTEM, requestId: null }, async ({ record }) =>
    record({ type: 'article.updated', subject: { type: 'article', id: UNKNOWN }, isPublic: true }),
  )

test('two instances tell three endpoints of 200 events, each of each once, one request at a time', async () => {
  const paths = ['/a', '/b', '/c']
  for (const path of paths) {
    await admin('POST', '/v1/admin/webhook-endpoints', { url: `${hook.url}${path}` })
  }
  const busy = new Map<string, number>()
  let mostAtOnce = 0
  hook.answerWith(async (response, { path }) => {
    const now = (busy.get(path) ?? 0) + 1
    busy.set(path, now)
    mostAtOnce = Math.max(mostAtOnce, now)
    await sleep(1)
    busy.set(path, now - 1)
    response.writeHead(204).end()
  })

  let isOver = false
  const instance = async (database: typeof db) => {
    const deps = { db: database, secrets: SECRETS, outgoingAllow }
    while (!isOver) {
      await deliverDue(deps, NEVER)
      await sleep(20)
    }
    await deliverDue(deps, NEVER)
  }
  const instances = [instance(db), instance(other.db)]
  for (let each = 0; each < EVENTS / 10; each++) await Promise.all(Array.from({ length: 10 }, happen))
  isOver = true
  await Promise.all(instances)
  // What an instance was just releasing when the other looked is left for its next look.
  await deliverDue({ db, secrets: SECRETS, outgoingAllow }, NEVER)

  const told = hook.received.map(({ path, headers }) => `${path} ${headers['webhook-id']}`)
  expect(told).toHaveLength(EVENTS * paths.length)
  expect(new Set(told).size).toBe(told.length)
  expect(mostAtOnce).toBe(1)
  expect(await db.webhookDelivery.count({ where: { status: 'delivered', attempts: 1 } })).toBe(told.length)
})

test('the queue of an instance that was killed goes on elsewhere once its claim is over', async () => {
  await admin('POST', '/v1/admin/webhook-endpoints', { url: hook.url })
  await happen()
  const ahead = (ms: number) => new Date(Date.now() + ms)
  await db.webhookEndpoint.updateMany({ data: { claimedUntil: ahead(60_000) } })
  await deliverDue({ db: other.db, secrets: SECRETS, outgoingAllow }, NEVER)
  expect(hook.received).toEqual([])

  await db.webhookEndpoint.updateMany({ data: { claimedUntil: ahead(-1) } })
  await deliverDue({ db: other.db, secrets: SECRETS, outgoingAllow }, NEVER)

  expect(hook.received).toHaveLength(1)
})

test('an event does not wait for whoever changes an endpoint or works on its queue', async () => {
  const { body } = await admin('POST', '/v1/admin/webhook-endpoints', { url: hook.url })

  await other.db.$transaction(async (tx) => {
    await lockEndpoint(tx, body.id)
    await happen()
    expect(await db.webhookDelivery.count()).toBe(1)
  })
})
