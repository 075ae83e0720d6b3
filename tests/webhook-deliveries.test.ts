import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { act } from '../src/db/act.ts'
import type { EventType } from '../src/db/event-types.ts'
import { deliverDue } from '../src/features/webhook-deliveries/deliver.ts'
import { pruneDeliveries } from '../src/features/webhook-deliveries/store.ts'
import { SYSTEM } from '../src/lib/actor.ts'
import { deriveSecrets } from '../src/lib/secrets.ts'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { newsroom, SECRETS } from './support/newsroom.ts'
import { isSignedWith, type Received, receiver } from './support/receiver.ts'

const outgoingAllow = ['127.0.0.0/8']
const { admin, db, editor, warnings } = await newsroom({ outgoingAllow })
const hook = await receiver()
const desk = deskOf(editor)

const PATH = '/v1/admin/webhook-endpoints'
const NEVER = new AbortController().signal

const make = async (members: object = {}) => (await admin('POST', PATH, { url: hook.url, ...members })).body
const deliver = (means: object = {}) => deliverDue({ db, secrets: SECRETS, outgoingAllow, ...means }, NEVER)
const happen = (type: EventType, { isPublic = true, subjectId = UNKNOWN } = {}) =>
  act(db, { actor: SYSTEM, requestId: null }, async ({ record }) =>
    record({ type, subject: { type: 'article', id: subjectId }, isPublic, data: { edition: 1 } }),
  )
/** The rests of the endpoints are over. */
const rested = () => db.webhookEndpoint.updateMany({ data: { claimedUntil: null } })
/** And all pauses before further tries. */
async function later() {
  await db.webhookDelivery.updateMany({
    where: { status: 'pending' },
    data: { nextAttemptAt: new Date(Date.now() - 1000) },
  })
  await rested()
}
const deliveries = async (id: string, query = '') =>
  (await admin('GET', `${PATH}/${id}/deliveries${query}`)).body.data
const logOf = async (id: string) => {
  const [newest] = await deliveries(id)
  return (await admin('GET', `${PATH}/${id}/deliveries/${newest.id}`)).body
}
const endpoint = async (id: string) => (await admin('GET', `${PATH}/${id}`)).body
const idOf = ({ headers }: Received) => headers['webhook-id']

describe('an endpoint is told', () => {
  test('of an article that is published, signed, and with what the public may know', async () => {
    const { id, secret } = await make()
    const { id: articleId, slug } = await desk.draft()
    await desk.publish(articleId)

    await deliver()

    const [one, ...others] = hook.received
    const event = await db.event.findFirstOrThrow({ where: { type: 'article.published' } })
    expect(others).toEqual([])
    expect(one?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': event.id,
      'content-length': String(Buffer.byteLength(one?.text ?? '')),
    })
    expect(Number(one?.headers['webhook-timestamp'])).toBeCloseTo(Date.now() / 1000, -2)
    expect(isSignedWith(secret, one as Received)).toBe(true)
    expect(isSignedWith(`whsec_${Buffer.alloc(32).toString('base64')}`, one as Received)).toBe(false)
    expect(one?.body).toEqual({
      type: 'article.published',
      timestamp: event.occurredAt.toISOString(),
      data: {
        edition: 1,
        id: event.id,
        position: Number(event.position),
        subject: { type: 'article', id: articleId, slug, aliases: [] },
        version: event.version,
      },
    })
    expect(one?.text).not.toContain('Test editor')
    const log = await logOf(id)
    expect(log).toMatchObject({ status: 'delivered', attempts: 1, nextAttemptAt: null, payload: one?.body })
    expect(log.log).toMatchObject([{ number: 1, status: 204, error: null, excerpt: null }])
  })

  test('without types of what is public only, with types of those, private ones too', async () => {
    const everything = await make({ url: `${hook.url}/public` })
    const named = await make({ url: `${hook.url}/named`, types: ['article.saved', 'article.withheld'] })

    await happen('article.published')
    await happen('article.saved', { isPublic: false })
    await happen('article.withheld')
    await deliver()

    const told = (path: string) =>
      hook.received.filter((one) => one.path.endsWith(path)).map(({ body }) => body.type)
    expect(told('/public')).toEqual(['article.published', 'article.withheld'])
    expect(told('/named')).toEqual(['article.saved', 'article.withheld'])
    expect(await deliveries(everything.id)).toHaveLength(2)
    expect(await deliveries(named.id, '?status=delivered')).toHaveLength(2)
    expect(await deliveries(named.id, '?status=failed,pending')).toEqual([])
  })

  test('of nothing that was rolled back, nor of what happened while it was disabled', async () => {
    const { id } = await make()
    const failing = act(db, { actor: SYSTEM, requestId: null }, async ({ record, tx }) => {
      record({ type: 'article.published', subject: { type: 'article', id: UNKNOWN }, isPublic: true })
      await tx.$executeRaw`select 1`
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    await admin('PATCH', `${PATH}/${id}`, { enabled: false }, { 'if-match': '"1"' })
    await happen('article.published')
    await admin('PATCH', `${PATH}/${id}`, { enabled: true }, { 'if-match': '"2"' })

    await deliver()

    expect(hook.received).toEqual([])
  })

  test('once, however often the job runs', async () => {
    await make()
    await happen('article.published')

    await Promise.all([deliver(), deliver(), deliver()])
    await deliver()

    expect(hook.received).toHaveLength(1)
  })
})

describe('a delivery that is not taken', () => {
  test('is tried again later, with the same id and body and a new time', async () => {
    const { id } = await make()
    await happen('article.published')
    hook.answerWith((response) => response.writeHead(500).end(`broken\0${'x'.repeat(5000)}`))
    await deliver()
    await deliver()
    expect(hook.received).toHaveLength(1)
    const waiting = await logOf(id)
    await db.webhookDelivery.updateMany({ data: { nextAttemptAt: new Date(Date.now() - 1000) } })
    await deliver()
    expect(hook.received).toHaveLength(1)

    hook.answerStatus(200)
    await later()
    await deliver()

    const [first, second] = hook.received
    expect(waiting).toMatchObject({ status: 'pending', attempts: 1, finishedAt: null })
    expect(Date.parse(waiting.nextAttemptAt) - Date.now()).toBeGreaterThan(3000)
    expect(waiting.log[0].status).toBe(500)
    expect(waiting.log[0].excerpt).toMatch(/^broken\ufffdx{900,1000}$/)
    expect(idOf(second as Received)).toBe(idOf(first as Received))
    expect(second?.text).toBe(first?.text)
    expect(await endpoint(id)).toMatchObject({ enabled: true, failingSince: null })
    expect((await logOf(id)).log).toMatchObject([{ status: 500 }, { status: 200 }])
  })

  test('goes to another URL at once', async () => {
    const { id } = await make()
    await happen('article.published')
    await happen('article.updated')
    hook.answerStatus(503, { 'retry-after': '3600' })
    await deliver()
    hook.answerStatus(204)
    await deliver()
    expect(hook.received).toHaveLength(1)

    await admin('PATCH', `${PATH}/${id}`, { url: `${hook.url}/moved` }, { 'if-match': '"1"' })
    await deliver()

    expect(hook.received.slice(1).map(({ path }) => path)).toEqual(['/hook/moved'])
  })

  test.each([
    ['a redirect, which nobody follows', 302, { location: '/elsewhere' }],
    ['a refusal', 400, {}],
  ])('counts as failed: %s', async (_case, status, headers) => {
    const { id } = await make()
    await happen('article.published')
    hook.answerStatus(status, headers as Record<string, string>)

    await deliver()

    expect(hook.received.map(({ path }) => path)).toEqual(['/hook'])
    expect(await logOf(id)).toMatchObject({ status: 'pending', log: [{ status, error: null }] })
    expect((await endpoint(id)).failingSince).not.toBeNull()
  })

  test('tells why there was no answer: nobody listens, silence, a name, a private address', async () => {
    await make({ url: 'http://127.0.0.1:1/' })
    await make({ url: `${hook.url}/silent` })
    await make({ url: 'http://nobody.invalid/' })
    const moved = await make({ url: `${hook.url}/moved` })
    await db.webhookEndpoint.update({ where: { id: moved.id }, data: { url: 'http://10.0.0.1/' } })
    await happen('article.published')
    hook.answerWith(() => undefined)

    await deliver({ timeoutMs: 300 })

    const attempts = await db.webhookAttempt.findMany({ orderBy: { error: 'asc' } })
    expect(attempts.map(({ error }) => error).sort()).toEqual([
      ...['address-refused', 'connection-failed', 'name-unknown', 'timeout'],
    ])
    expect(attempts.every(({ status }) => status === null)).toBe(true)
  })

  test('waits as long as an overloaded receiver asks for', async () => {
    const { id } = await make()
    await happen('article.published')
    hook.answerStatus(429, { 'retry-after': '7200' })

    await deliver()

    const [{ nextAttemptAt }] = await deliveries(id)
    expect((Date.parse(nextAttemptAt) - Date.now()) / 3_600_000).toBeCloseTo(2, 1)
  })

  test('is cut off when its answer is endless, and taken all the same', async () => {
    const { id } = await make()
    await happen('article.published')
    hook.answerWith((response) => {
      response.writeHead(200)
      const more = setInterval(() => response.write('x'.repeat(30_000)), 1)
      response.on('close', () => clearInterval(more))
    })

    await deliver()

    expect(await logOf(id)).toMatchObject({ status: 'delivered', log: [{ excerpt: 'x'.repeat(1000) }] })
  })

  test('is sent again when nobody can tell whether it arrived', async () => {
    const { id } = await make()
    await happen('article.published')
    hook.answerWith(async (response) => {
      // Another instance has it by now: this one was away for too long.
      await db.webhookEndpoint.updateMany({ data: { claimedUntil: new Date(Date.now() + 9000) } })
      hook.answerStatus(204)
      response.writeHead(204).end()
    })

    await deliver()

    expect(await deliveries(id)).toMatchObject([{ status: 'pending', attempts: 0 }])
    await later()
    await deliver()
    expect(hook.received).toHaveLength(2)
    expect(new Set(hook.received.map(idOf)).size).toBe(1)
    expect(await deliveries(id)).toMatchObject([{ status: 'delivered', attempts: 1 }])
  })
})

describe('an endpoint is disabled, with an event', () => {
  const disabling = () => db.event.findMany({ where: { type: 'webhook-endpoint.disabled' } })

  test('at once when it answers 410; what waits goes on when it is enabled', async () => {
    const { id } = await make()
    await happen('article.published')
    await happen('article.withheld')
    hook.answerStatus(410)

    await deliver()
    await later()
    await deliver()

    expect(hook.received).toHaveLength(1)
    expect(await endpoint(id)).toMatchObject({ enabled: false, disabledReason: 'gone', version: 2 })
    expect(await disabling()).toMatchObject([
      { subjectId: id, version: 2, position: null, actorLabel: 'system', data: { reason: 'gone' } },
    ])
    hook.answerStatus(204)
    await admin('PATCH', `${PATH}/${id}`, { enabled: true }, { 'if-match': '"2"' })
    await later()
    await deliver()
    expect(await deliveries(id, '?status=delivered')).toHaveLength(2)
  })

  test('when a delivery ran out of tries', async () => {
    const { id } = await make()
    await happen('article.published')
    hook.answerStatus(500)

    for (let tries = 0; tries < 12; tries++) {
      await later()
      await deliver()
    }

    expect(hook.received).toHaveLength(10)
    expect(await logOf(id)).toMatchObject({ status: 'failed', attempts: 10, nextAttemptAt: null })
    expect(await endpoint(id)).toMatchObject({ enabled: false, disabledReason: 'failing' })
    expect(await disabling()).toHaveLength(1)
  })

  test('not when it took others meanwhile: one event that it cannot read is one event', async () => {
    const { id } = await make()
    await happen('article.published')
    hook.answerWith((response, { body }) =>
      response.writeHead(body.type === 'article.published' ? 400 : 204).end(),
    )

    for (let tries = 0; tries < 10; tries++) {
      await happen('article.updated')
      await later()
      await deliver()
      await rested()
      await deliver()
    }

    expect(await deliveries(id, '?status=failed')).toHaveLength(1)
    expect(await deliveries(id, '?status=delivered')).toHaveLength(10)
    expect((await endpoint(id)).enabled).toBe(true)
  })

  test('when it has taken nothing for five days', async () => {
    const { id } = await make()
    const days = (count: number) => new Date(Date.now() - count * 86_400_000)
    await db.webhookEndpoint.update({ where: { id }, data: { failingSince: days(4.9) } })
    await happen('article.published')
    hook.answerStatus(503)
    await deliver()
    expect((await endpoint(id)).enabled).toBe(true)

    await db.webhookEndpoint.update({ where: { id }, data: { failingSince: days(5) } })
    await later()
    await deliver()

    expect(await endpoint(id)).toMatchObject({ enabled: false, disabledReason: 'failing' })
  })

  test('and others who asked for it are told', async () => {
    const watcher = await make({ url: `${hook.url}/watcher`, types: ['webhook-endpoint.disabled'] })
    const { id } = await make()
    await happen('article.published')
    hook.answerWith((response, { path }) => response.writeHead(path.endsWith('watcher') ? 204 : 410).end())

    await deliver()

    const told = hook.received.find(({ path }) => path.endsWith('watcher'))
    expect(told?.body).toMatchObject({
      type: 'webhook-endpoint.disabled',
      data: { reason: 'gone', subject: { type: 'webhook-endpoint', id } },
    })
    expect(await deliveries(watcher.id)).toHaveLength(1)
  })
})

describe('a secret that is replaced', () => {
  test('signs beside the new one until its time is over', async () => {
    const { id, secret: old } = await make()
    const { body: rotated } = await admin('POST', `${PATH}/${id}/rotations`, {}, { 'if-match': '"1"' })
    await happen('article.published')
    await deliver()
    await db.webhookEndpoint.updateMany({ data: { previousSecretUntil: new Date() } })
    await happen('article.updated')
    await deliver()

    const [during, after] = hook.received as [Received, Received]
    const signed = (one: Received) => [rotated.secret, old].map((secret) => isSignedWith(secret, one))
    expect(signed(during)).toEqual([true, true])
    expect(signed(after)).toEqual([true, false])
  })

  test('signs under the previous SECRET, too; under a lost one nothing is sent', async () => {
    const { id, secret } = await make()
    const OLD = 'a secret for tests that is long enough'
    const NEW = 'another secret for tests, long enough too'
    await happen('article.published')
    await deliver({ secrets: deriveSecrets(NEW) })
    expect(hook.received).toEqual([])
    expect((await logOf(id)).log).toMatchObject([{ status: null, error: 'secret-unreadable' }])

    await later()
    await deliver({ secrets: deriveSecrets(NEW, OLD) })

    expect(isSignedWith(secret, hook.received[0] as Received)).toBe(true)
  })
})

describe('POST …/tests', () => {
  test('sends this endpoint an event of its own', async () => {
    const { id } = await make()
    await make({ url: `${hook.url}/other` })

    const made = await admin('POST', `${PATH}/${id}/tests`)
    await deliver()

    expect(made.status).toBe(202)
    expect(hook.received.map(({ path, body }) => [path, body.type])).toEqual([['/hook', 'webhook.test']])
    const { data } = hook.received[0]?.body ?? {}
    expect(data).toMatchObject({ id: made.body.eventId, position: null, subject: { id } })
    expect(await logOf(id)).toMatchObject({ id: made.body.id, status: 'delivered' })
  })

  test('takes no body but an empty one, and is 409 while the endpoint is disabled', async () => {
    const { id } = await make()
    expect((await admin('POST', `${PATH}/${id}/tests`, { type: 'x' })).status).toBe(400)
    await admin('PATCH', `${PATH}/${id}`, { enabled: false }, { 'if-match': '"1"' })

    expect((await admin('POST', `${PATH}/${id}/tests`)).status).toBe(409)
  })
})

describe('POST …/replays', () => {
  const replay = (id: string, body: object) => admin('POST', `${PATH}/${id}/replays`, body)

  test('since an instant sends what the endpoint is told of, in order and under its ids', async () => {
    await happen('article.created', { isPublic: false })
    await happen('article.published')
    const { id } = await make()
    await happen('article.updated')
    await deliver()
    const before = hook.received.map(idOf)

    const made = await replay(id, { since: '2020-01-01T00:00:00Z' })
    const again = await replay(id, { since: '2020-01-01T00:00:00Z' })
    await sleep(5)
    await deliver()

    expect(made.status).toBe(202)
    expect(made.body).toEqual({ enqueued: 2, nextSince: null })
    expect(again.body.enqueued).toBe(0)
    const replayed = hook.received.slice(1)
    expect(replayed.map(({ body }) => body.type)).toEqual(['article.published', 'article.updated'])
    expect(replayed.map(idOf)).toContain(before[0])
    expect((await deliveries(id)).map((each: { isReplay: boolean }) => each.isReplay).sort()).toEqual([
      false,
      true,
      true,
    ])
  })

  test('of what failed sends it until it is taken', async () => {
    const { id } = await make()
    await happen('article.published')
    await db.webhookDelivery.updateMany({
      data: { status: 'failed', nextAttemptAt: null, finishedAt: new Date() },
    })

    expect((await replay(id, { status: 'failed' })).body.enqueued).toBe(1)
    expect((await replay(id, { status: 'failed' })).body.enqueued).toBe(0)
    await sleep(5)
    await deliver()

    expect(hook.received).toHaveLength(1)
    expect((await replay(id, { status: 'failed' })).body.enqueued).toBe(0)
  })

  test('of events and deliveries that are named', async () => {
    const { id } = await make()
    await happen('article.published')
    await deliver()
    const [{ id: deliveryId, eventId }] = await deliveries(id)

    expect((await replay(id, { eventIds: [eventId] })).body.enqueued).toBe(1)
    await sleep(5)
    await deliver()
    expect((await replay(id, { deliveryIds: [deliveryId.toUpperCase()] })).body.enqueued).toBe(1)
    await sleep(5)
    await deliver()

    expect(hook.received.map(idOf)).toEqual([eventId, eventId, eventId])
  })

  test('422 for what is unknown, another endpoint’s, or none of its types', async () => {
    const { id } = await make({ types: ['article.saved'] })
    await make({ url: `${hook.url}/other` })
    await happen('article.published')
    const other = await db.webhookDelivery.findFirstOrThrow()

    for (const body of [
      { eventIds: [UNKNOWN] },
      { eventIds: [other.eventId] },
      { deliveryIds: [UNKNOWN] },
      { deliveryIds: [other.id] },
    ]) {
      const refused = await replay(id, body)
      expect(refused.status).toBe(422)
      expect(refused.body.errors[0]).toMatchObject({ pointer: `/${Object.keys(body)[0]}/0` })
    }
  })

  test.each([
    ['nothing', {}],
    ['two things', { since: '2020-01-01T00:00:00Z', status: 'failed' }],
    ['what was delivered', { status: 'delivered' }],
    ['no ids', { eventIds: [] }],
    ['too many', { eventIds: Array.from({ length: 101 }, (_each, n) => UNKNOWN.slice(0, -3) + (n + 100)) }],
    ['no instant', { since: 'yesterday' }],
  ])('400 for %s', async (_case, body) => {
    const { id } = await make()

    expect((await replay(id, body)).status).toBe(400)
  })

  test('409 while the endpoint is disabled', async () => {
    const { id } = await make()
    await admin('PATCH', `${PATH}/${id}`, { enabled: false }, { 'if-match': '"1"' })

    expect((await replay(id, { status: 'failed' })).status).toBe(409)
  })

  test('takes ten thousand at once and says where to go on', async () => {
    const { id } = await make()
    await db.$executeRaw`
      insert into event (id, type, position, subject_type, subject_id, actor_label, aliases, occurred_at)
      select new_uuid_v7(), 'article.updated', n, 'article', new_uuid_v7(), 'system', '{}',
        '2020-01-01T00:00:00Z'::timestamptz + n * interval '1 second'
      from generate_series(1, 10005) n`
    await db.webhookDelivery.deleteMany()

    const first = await replay(id, { since: '2020-01-01T00:00:00Z' })
    const second = await replay(id, { since: first.body.nextSince })

    expect(first.body).toEqual({ enqueued: 10_000, nextSince: '2020-01-01T02:46:41.000Z' })
    expect(second.body).toEqual({ enqueued: 5, nextSince: null })
  })
})

test('a slow endpoint holds up no other, and each gets one request at a time', async () => {
  await make({ url: `${hook.url}/slow` })
  await make({ url: `${hook.url}/quick` })
  for (let each = 0; each < 5; each++) await happen('article.updated')
  const finished: string[] = []
  let slowAtOnce = 0
  let mostAtOnce = 0
  hook.answerWith(async (response, { path }) => {
    if (path.endsWith('slow')) {
      mostAtOnce = Math.max(mostAtOnce, ++slowAtOnce)
      while (finished.filter((each) => each.endsWith('quick')).length < 5) await sleep(10)
      slowAtOnce--
    }
    finished.push(path)
    response.writeHead(204).end()
  })

  await deliver()

  expect(finished).toHaveLength(10)
  expect(finished.slice(0, 5)).toEqual(Array(5).fill('/hook/quick'))
  expect(mostAtOnce).toBe(1)
})

test('a server that stops begins nothing more, and sends later what it cut off', async () => {
  const { id } = await make()
  await happen('article.published')
  await happen('article.updated')
  const stopping = new AbortController()
  hook.answerWith((response) => {
    stopping.abort()
    response.writeHead(204).end()
  })

  await deliverDue({ db, secrets: SECRETS, outgoingAllow }, stopping.signal)

  expect(hook.received).toHaveLength(1)
  expect((await deliveries(id)).map(({ status }: { status: string }) => status).sort()).toEqual([
    'delivered',
    'pending',
  ])
  await deliver()
  expect(hook.received).toHaveLength(2)
})

test('what is long finished is removed, and so is what waits for an endpoint that is long disabled', async () => {
  const { id } = await make()
  const { id: disabled } = await make({ url: `${hook.url}/disabled` })
  await happen('article.published')
  await happen('article.updated')
  const days = (count: number) => new Date(Date.now() - count * 86_400_000)
  const [old] = await db.webhookDelivery.findMany({ where: { endpointId: id } })
  await db.webhookDelivery.update({
    where: { id: old?.id ?? '' },
    data: { status: 'failed', nextAttemptAt: null, finishedAt: days(31) },
  })
  await db.webhookEndpoint.update({ where: { id: disabled }, data: { disabledAt: days(31) } })

  expect(await pruneDeliveries(db, 100)).toBe(3)

  expect(await db.webhookDelivery.findMany({ select: { endpointId: true, status: true } })).toEqual([
    { endpointId: id, status: 'pending' },
  ])
  expect(warnings).toEqual([])
})
