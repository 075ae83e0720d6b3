import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { BODY } from '../support/desk.ts'
import { ADMIN_KEY, type callerOf, instances } from '../support/instances.ts'
import { hasNginx, startNginx } from '../support/nginx.ts'
import type { ServerProcess } from '../support/server.ts'

const { startTwo } = instances('proxy', { per: 'file' })
jest.setTimeout(180_000)

/** What everybody is promised. */
const PROMISED_MS = 1000

type Call = ReturnType<typeof callerOf>
let servers: ServerProcess[] = []
let addresses: string[] = []
let proxy = ''
let desk: Call
let stop = async () => {}

async function setUp() {
  const two = await startTwo()
  servers = two.map(({ server }) => server)
  addresses = two.map(({ address }) => address)
  const nginx = await startNginx(addresses)
  proxy = nginx.address
  stop = nginx.stop
  desk = two[0].call
}

interface Seen {
  sentAt: number
  answeredAt: number
  what: string
}

/** Reads through the proxy without a key, again and again. */
function watch(path: string) {
  const seen: Seen[] = []
  let isOver = false
  const reader = async () => {
    while (!isOver) {
      const sentAt = Date.now()
      const response = await fetch(`${proxy}${path}`)
      const text = await response.text()
      const what = response.ok ? JSON.parse(text).title : String(response.status)
      seen.push({ sentAt, answeredAt: Date.now(), what })
      await sleep(5)
    }
  }
  const readers = [reader(), reader(), reader()]
  return {
    seen,
    stop: async () => {
      isOver = true
      await Promise.all(readers)
    },
  }
}

const sentLaterThan = (seen: Seen[], at: number) => [
  ...new Set(seen.filter(({ sentAt }) => sentAt > at).map(({ what }) => what)),
]

async function draft(title: string) {
  const made = await desk('POST', '/v1/editorial/articles', { title, language: 'en', body: BODY })
  return `/articles/${made.body.id}`
}

async function act(article: string, verb: string, body: object): Promise<void> {
  const { etag } = await desk('GET', `/v1/editorial${article}`)
  const { status } = await desk('POST', `/v1/editorial${article}/${verb}`, body, { 'if-match': etag })
  if (status !== 201) throw new Error(`${verb} was answered ${status}`)
}

/** How many requests of articles the instances have had. */
async function askedOf(): Promise<number> {
  const texts = await Promise.all(addresses.map(async (each) => (await fetch(`${each}/metrics`)).text()))
  const counts = texts.flatMap((text) =>
    [
      ...text.matchAll(/^verbatim_http_requests_total\{method="GET",route="\/v1\/articles\/:id".*? (\d+)$/gm),
    ].map(([, count]) => Number(count)),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

const where = hasNginx ? describe : describe.skip
where('behind nginx with a cache, before two instances', () => {
  beforeAll(setUp)
  afterAll(() => stop())

  test('an edit and a withdrawal are seen within a second, while most readers are answered by the cache', async () => {
    const article = await draft('Edit 0')
    await act(article, 'publications', {})
    const before = await askedOf()
    const { seen, stop: end } = watch(`/v1${article}`)

    const marks: [title: string, at: number][] = []
    for (let i = 1; i <= 5; i++) {
      await sleep(900 + i * 130)
      const { etag } = await desk('GET', `/v1/editorial${article}`)
      await desk('PATCH', `/v1/editorial${article}`, { title: `Edit ${i}` }, { 'if-match': etag })
      await act(article, 'publications', {})
      marks.push([`Edit ${i}`, Date.now()])
    }
    await sleep(PROMISED_MS + 500)
    await act(article, 'withdrawals', { kind: 'canceled', reason: 'A test' })
    const goneAt = Date.now()
    await sleep(PROMISED_MS + 1000)
    await end()
    const asked = (await askedOf()) - before

    for (const [i, [title, at]] of marks.entries()) {
      const older = marks.slice(0, i).map(([each]) => each)
      expect(
        sentLaterThan(seen, at + PROMISED_MS).filter((what) => ['Edit 0', ...older].includes(what)),
      ).toEqual([])
      expect(seen.map(({ what }) => what)).toContain(title)
    }
    expect(sentLaterThan(seen, goneAt + PROMISED_MS)).toEqual(['410'])
    expect(seen.length).toBeGreaterThan(200)
    expect(asked).toBeLessThan(seen.length / 2)
  })

  test('an embargo ends on the instant and not before, and so does what expires', async () => {
    const article = await draft('Embargoed')
    const from = Date.now() + 4000
    const to = from + 4000
    const timing = { publishAt: new Date(from).toISOString(), expiresAt: new Date(to).toISOString() }
    await act(article, 'publications', timing)

    const { seen, stop: end } = watch(`/v1${article}`)
    await sleep(to + PROMISED_MS + 700 - Date.now())
    await end()

    const early = seen.filter(({ answeredAt, what }) => answeredAt < from && what !== '404')
    const during = seen.filter(({ sentAt, answeredAt }) => sentAt > from + PROMISED_MS && answeredAt < to)
    expect(early).toEqual([])
    expect(new Set(during.map(({ what }) => what))).toEqual(new Set(['Embargoed']))
    expect(sentLaterThan(seen, to + PROMISED_MS)).toEqual(['404'])
  })

  test('what a key is answered is given to nobody else, and an instance that dies is passed over', async () => {
    const article = await draft('Harbour')
    await act(article, 'publications', {})
    const path = `/v1/editorial${article}`
    const withKey = await fetch(`${proxy}${path}`, { headers: { authorization: `Bearer ${ADMIN_KEY}` } })
    const without = await Promise.all([1, 2, 3].map(async () => (await fetch(`${proxy}${path}`)).status))

    const { seen, stop: end } = watch(`/v1${article}`)
    await sleep(500)
    servers[1]?.child.kill('SIGKILL')
    await sleep(1500)
    await end()

    expect(withKey.status).toBe(200)
    expect(without).toEqual([401, 401, 401])
    expect([...new Set(seen.map(({ what }) => what))]).toEqual(['Harbour'])
  })
})
