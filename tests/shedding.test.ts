import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, jest, test } from '@jest/globals'
import type { Statement } from '../src/db/statement.ts'
import { Load } from '../src/http/load.ts'
import { newsroom } from './support/newsroom.ts'
import { offlineApp } from './support/offline.ts'

jest.setTimeout(30_000)

/** A database that answers when it is told to. */
let waiting: (() => void)[] = []
const reads = {
  query: <Row>({ name }: Statement) =>
    name === 'ping' ? Promise.resolve([]) : new Promise<Row[]>((resolve) => waiting.push(() => resolve([]))),
}
const app = await offlineApp({ reads })
const { reader } = await newsroom()
const answerAll = async () => {
  while (waiting.length > 0) {
    const due = waiting
    waiting = []
    for (const answer of due) answer()
    await sleep(20)
  }
}
const ask = (count: number) => Array.from({ length: count }, () => app.inject('/v1/sections'))

describe('a server that is asked more than it can answer', () => {
  test('takes 256 whatever happens, refuses the rest at once, and serves again when it is over', async () => {
    const first = ask(256)
    await sleep(300)
    const more = ask(1500)
    await sleep(200)
    const began = performance.now()
    const refused = await app.inject({ url: '/v1/sections', headers: { origin: 'https://reader.example' } })
    const took = performance.now() - began
    const health = await app.inject('/healthz')
    const ready = await app.inject('/readyz')
    const desk = await app.inject('/v1/editorial/me')
    await answerAll()
    const answered = await Promise.all(first)
    const statuses = (await Promise.all(more)).map(({ statusCode }) => statusCode)
    const afterwards = app.inject('/v1/sections')
    await sleep(50)
    await answerAll()

    expect(answered.filter(({ statusCode }) => statusCode === 503)).toEqual([])
    expect(statuses).toContain(503)
    expect(refused.statusCode).toBe(503)
    expect(refused.headers['retry-after']).toBe('2')
    expect(refused.headers['access-control-allow-origin']).toBe('*')
    expect(refused.json()).toMatchObject({ code: 'unavailable' })
    expect(took).toBeLessThan(1000)
    expect([health.statusCode, ready.statusCode]).toEqual([200, 200])
    // What needs a key is heard, and here lacks it.
    expect(desk.statusCode).toBe(401)
    expect((await afterwards).statusCode).toBe(answered[0]?.statusCode)
  })
})

test('those who wait for changes are not in the way of others', async () => {
  const waits = []
  for (let turn = 0; turn < 4; turn++) {
    waits.push(...Array.from({ length: 100 }, () => reader('GET', '/v1/changes?wait=3')))
    await sleep(300)
  }

  const sections = await Promise.all(Array.from({ length: 200 }, () => reader('GET', '/v1/sections')))

  const answers = [...sections, ...(await Promise.all(waits))]
  expect(answers.filter(({ status }) => status !== 200).map(({ status }) => status)).toEqual([])
})

describe('the load', () => {
  /** Asks five times as often as answers leave; how long each that was taken waited, and how many were not. */
  const overload = (perSecond: number, seconds: number) => {
    const load = new Load()
    const queue: number[] = []
    const waits: number[] = []
    let refusals = 0
    const askAt = (now: number) => {
      if (load.isTooMuch(now)) return refusals++
      load.enter()
      return queue.push(now)
    }
    const answerAt = (now: number) => {
      const came = queue.shift()
      if (came === undefined) return
      load.leave()
      waits.push(now - came)
    }
    for (let turn = 0; turn < perSecond * seconds; turn++) {
      const now = (turn * 1000) / perSecond
      for (let i = 0; i < 5; i++) askAt(now)
      answerAt(now)
    }
    return { waits: waits.sort((a, b) => a - b), refusals }
  }

  test.each([400, 1000, 3000])(
    'of five times what can be answered (%i a second) all that is possible is answered within a second',
    (perSecond) => {
      const { waits, refusals } = overload(perSecond, 30)

      expect(waits[Math.floor(waits.length * 0.99)]).toBeLessThanOrEqual(1000)
      expect(waits.length).toBeGreaterThan(0.9 * 30 * perSecond)
      expect(refusals).toBeGreaterThan(3.5 * 30 * perSecond)
    },
  )

  test('is never too much while fewer than 256 wait, however long', () => {
    const load = new Load()
    for (let i = 0; i < 255; i++) load.enter()

    const told = [0, 1000, 60_000].map((now) => load.isTooMuch(now))

    expect(told).toEqual([false, false, false])
  })
})
