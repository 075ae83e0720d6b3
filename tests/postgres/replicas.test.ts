import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals'
import { BODY } from '../support/desk.ts'
import { type callerOf, instances } from '../support/instances.ts'
import { makeReplica, type StreamingReplica } from '../support/replica.ts'

const { startTwo, query, database } = instances('replicas', { per: 'file' })
jest.setTimeout(300_000)

/** What everybody is promised. */
const PROMISED_MS = 1000

type Call = ReturnType<typeof callerOf>
let replica: StreamingReplica
/** Two that read from the replica; the first keeps no answer, the second does. */
let site: Call
let keeping: Call
let siteAddress = ''

beforeAll(async () => {
  replica = await makeReplica()
  await replica.start()
  const environment = { DATABASE_REPLICA_URLS: replica.url(database) }
  const [one, other] = await startTwo({ ...environment, CACHE_BYTES: '0' }, environment)
  siteAddress = one.address
  site = one.call
  keeping = other.call
})
afterEach(async () => {
  await query('select pg_wal_replay_resume()', replica.url('postgres'))
})
afterAll(() => replica.remove())

const onReplica = (sql: string) => query<Record<string, unknown>>(sql, replica.url(database))

beforeEach(() => untilAsked(1))

/** What the first instance measures, by series. */
async function measured(series: RegExp): Promise<number> {
  const text = await (await fetch(`${siteAddress}/metrics`)).text()
  const line = text.split('\n').find((each) => series.test(each)) ?? ''
  return Number(line.split(' ').at(-1))
}
const byReplica = () => measured(/^verbatim_delivery_statements_total\{server="127/)
const failedThere = () => measured(/^verbatim_replica_failures_total\{/)

async function untilAsked(state: 0 | 1): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 100) {
    if ((await measured(/^verbatim_replica_asked\{/)) === state) return
    await sleep(100)
  }
  throw new Error(`The replica is never ${state === 1 ? 'asked' : 'left alone'}.`)
}

async function publish(title: string): Promise<{ id: string; path: string }> {
  const made = await site('POST', '/v1/editorial/articles', { title, language: 'en', body: BODY })
  const { id } = made.body
  await site('POST', `/v1/editorial/articles/${id}/publications`, {}, { 'if-match': made.etag })
  return { id, path: `/v1/articles/${id}` }
}

async function withdraw(id: string): Promise<void> {
  const { etag } = await site('GET', `/v1/editorial/articles/${id}`)
  const withdrawal = { kind: 'withheld', reason: 'A test' }
  await site('POST', `/v1/editorial/articles/${id}/withdrawals`, withdrawal, { 'if-match': etag })
}

/** How long it takes until an instance says so. */
async function milliseconds(call: Call, path: string, status: number): Promise<number> {
  const began = performance.now()
  while ((await call('GET', path)).status !== status) {
    if (performance.now() - began > 20_000) throw new Error('It never came.')
    await sleep(5)
  }
  return performance.now() - began
}

const PUBLIC = [
  ...['/v1/articles?count=exact', '/v1/quotes', '/v1/speakers', '/v1/sections', '/v1/tags', '/v1/authors'],
  ...['/v1/corrections', '/v1/search?q=harbour', '/v1/search?q=dredge&type=quotes'],
]

test('what is public is read from the replica, and the desk from the primary', async () => {
  const { id, path } = await publish('Harbour')
  await untilAsked(1)

  const before = await byReplica()
  const statuses = []
  for (const each of [...PUBLIC, path, `${path}?include=quotes`, `${path}/comments`])
    statuses.push((await site('GET', each)).status)
  const after = await byReplica()
  const failed = await failedThere()
  await onReplica('select pg_wal_replay_pause()')
  const draft = await site('POST', '/v1/editorial/articles', { title: 'Draft', language: 'en', body: BODY })
  const listed = await site('GET', '/v1/editorial/articles')
  await onReplica('select pg_wal_replay_resume()')

  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(failed).toBe(0)
  // On a busy machine it may be left alone for a moment.
  expect(after - before).toBeGreaterThan(statuses.length / 2)
  const newest = listed.body.data.slice(0, 2).map((article: { id: string }) => article.id)
  expect(newest).toEqual([draft.body.id, id])
})

test('while the replica stands still, what was taken back is gone in a second and stays gone everywhere', async () => {
  const { id, path } = await publish('Harbour')
  await untilAsked(1)
  await keeping('GET', path)
  const shown = [(await site('GET', path)).status, (await keeping('GET', path)).status]
  await onReplica('select pg_wal_replay_pause()')

  await withdraw(id)
  const here = (await site('GET', path)).status
  const elsewhere = await milliseconds(keeping, path, 404)
  const stays = new Set<number>()
  for (let i = 0; i < 100; i++)
    for (const call of [site, keeping]) stays.add((await call('GET', path)).status)
  const behind = await onReplica(`select 1 from visible_edition where article_id = '${id}'`)
  await onReplica('select pg_wal_replay_resume()')
  await untilAsked(1)
  const before = await byReplica()
  const back = [(await site('GET', path)).status, (await keeping('GET', path)).status]

  expect(shown).toEqual([200, 200])
  expect(here).toBe(404)
  expect(elsewhere).toBeLessThan(PROMISED_MS)
  expect(stays).toEqual(new Set([404]))
  // All that time the replica would have shown it.
  expect(behind).toHaveLength(1)
  expect(back).toEqual([404, 404])
  expect(await byReplica()).toBeGreaterThan(before)
})

test('behind a replica that is late by seconds every edit is read at once here, and in a second elsewhere', async () => {
  await onReplica(`alter system set recovery_min_apply_delay = '3s'`)
  await onReplica('select pg_reload_conf()')
  const { id, path } = await publish('Edit 0')
  const late = []
  const here = []
  for (let i = 1; i <= 8; i++) {
    const current = await site('GET', `/v1/editorial/articles/${id}`)
    const saved = await site(
      'PATCH',
      `/v1/editorial/articles/${id}`,
      { title: `Edit ${i}` },
      { 'if-match': current.etag },
    )
    await site('POST', `/v1/editorial/articles/${id}/publications`, {}, { 'if-match': saved.etag })
    here.push((await site('GET', path)).body.title)
    const began = performance.now()
    while ((await keeping('GET', path)).body.title !== `Edit ${i}`) await sleep(5)
    late.push(performance.now() - began)
    await sleep(i % 2 === 0 ? 700 : 0)
  }
  await onReplica('alter system reset recovery_min_apply_delay')
  await onReplica('select pg_reload_conf()')

  expect(here).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((i) => `Edit ${i}`))
  expect(Math.max(...late)).toBeLessThan(PROMISED_MS)
})

test('readers do not notice that a replica dies, hangs and comes back', async () => {
  const { path } = await publish('Harbour')
  await untilAsked(1)
  const seen = new Map<number, number>()
  let isOver = false
  const client = async () => {
    while (!isOver) {
      const { status } = await site('GET', path)
      seen.set(status, (seen.get(status) ?? 0) + 1)
      await sleep(10)
    }
  }
  const clients = Array.from({ length: 4 }, client)

  await sleep(300)
  await replica.kill()
  await untilAsked(0)
  await replica.start()
  await untilAsked(1)
  const before = await byReplica()
  await sleep(300)
  const answered = (await byReplica()) - before
  replica.signal('SIGSTOP')
  await untilAsked(0)
  await sleep(300)
  replica.signal('SIGCONT')
  await untilAsked(1)
  isOver = true
  await Promise.all(clients)

  expect([...seen.keys()]).toEqual([200])
  expect(answered).toBeGreaterThan(0)
})
