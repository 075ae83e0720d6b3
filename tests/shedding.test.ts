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
// How fast answers leave a server remembers: these have none behind them.
const [listening, fresh] = [await offlineApp({ reads }), await offlineApp({ reads })]
const origin = await listening.listen({ port: 0, host: '127.0.0.1' })
const { reader } = await newsroom()
const answerAll = async () => {
  while (waiting.length > 0) {
    const due = waiting
    waiting = []
    for (const answer of due) answer()
    await sleep(20)
  }
}
const askOf = (server: typeof app, count: number) =>
  Array.from({ length: count }, () => server.inject('/v1/sections'))
const ask = (count: number) => askOf(app, count)
/** Until so many wait for the database. */
const untilWaiting = async (count: number) => {
  while (waiting.length < count) await sleep(20)
}
/** What a server that knows nothing yet lets wait. */
const TAKEN_UNKNOWN = 512
/** Asks until no more are taken: a few at a time, or the loop of events itself would be late. */
const fill = async (server: typeof app) => {
  const asked = []
  while (waiting.length < TAKEN_UNKNOWN) {
    asked.push(...askOf(server, 32))
    await sleep(20)
  }
  return asked
}

describe('a server that is asked more than it can answer', () => {
  test('takes 256 whatever happens, refuses the rest at once, and serves again when it is over', async () => {
    const first = ask(256)
    await untilWaiting(256)
    const more = [...(await fill(app)), ...ask(100)]
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

describe('a refusal in front of the framework', () => {
  const withoutIds = ({ 'x-request-id': _id, date: _date, ...headers }: Record<string, unknown>) => headers
  const over = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${origin}${path}`, { ...init, signal: AbortSignal.timeout(20_000) })
    return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() }
  }

  test('is the same that the framework gives; probes, keys and the desk never get it', async () => {
    const waitingOnes = await fill(listening)
    const inside = await listening.inject('/v1/sections')
    const [refused, head] = [await over('/v1/sections'), await over('/v1/sections', { method: 'HEAD' })]
    const free = [await over('/healthz'), await over('/v1/editorial/me')]
    const keyed = await over('/v1/editorial/me', { headers: { authorization: 'Bearer nonsense' } })
    await answerAll()
    await Promise.all(waitingOnes)

    expect(inside.statusCode).toBe(503)
    const { connection: _, ...headers } = inside.headers
    expect(withoutIds(refused.headers)).toMatchObject(withoutIds(headers))
    const { requestId, ...problem } = JSON.parse(refused.text)
    expect(refused.headers['x-request-id']).toBe(requestId)
    expect({ ...problem, requestId: expect.any(String) }).toEqual({
      ...(inside.json() as object),
      requestId: expect.any(String),
    })
    expect([head.status, head.text]).toEqual([503, ''])
    expect(free.map(({ status }) => status)).toEqual([200, 401])
    expect(keyed.status).toBe(401)
  })
})

test('a loop of events that is late refuses, too, and takes again when it is in time', async () => {
  const held = askOf(fresh, 256)
  await untilWaiting(256)
  // With so many waiting somebody looks, from now on.
  held.push(...askOf(fresh, 2))
  await sleep(20)
  for (let turn = 0; turn < 5; turn++) {
    const until = performance.now() + 600
    while (performance.now() < until);
    await sleep(1)
  }
  const late = await fresh.inject('/v1/sections')
  await answerAll()
  await Promise.all(held)
  await sleep(1200)
  const again = askOf(fresh, 200)
  await untilWaiting(200)
  await answerAll()
  const taken = await Promise.all(again)

  expect(late.statusCode).toBe(503)
  // Who waits too long is told something else.
  expect(late.json()).toMatchObject({ detail: 'The server has more to do than it can answer in time.' })
  expect(taken.filter(({ statusCode }) => statusCode === 503)).toEqual([])
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

  test('is not known before the first answer: a burst at the start is taken, up to 512', () => {
    const load = new Load()
    const tellings = []
    for (let now = 0; now <= 1000; now += 10) {
      for (let i = 0; i < 8; i++) load.enter()
      tellings.push(load.isTooMuch(now))
    }
    const whileFew = tellings.slice(0, 63)

    expect(whileFew.filter(Boolean)).toEqual([])
    for (let i = 0; i < 300; i++) load.enter()
    expect(load.isTooMuch(1010)).toBe(true)
  })

  test('is known from a server that is busy and not yet overloaded, so that a flood is judged from its start', () => {
    const load = new Load()
    const isTooMuchAfter = (waiting: number, now: number) => {
      while (load.waiting < waiting) load.enter()
      return load.isTooMuch(now)
    }
    // Half an answer leaves in a millisecond, while 64 wait.
    for (let now = 0; now <= 2000; now += 2) {
      isTooMuchAfter(64, now)
      load.leave()
    }

    const told = [256, 290, 310].map((waiting) => isTooMuchAfter(waiting, 2000))

    expect(told).toEqual([false, false, true])
  })

  test('is never too much while fewer than 256 wait, however long', () => {
    const load = new Load()
    for (let i = 0; i < 255; i++) load.enter()

    const told = [0, 1000, 60_000].map((now) => load.isTooMuch(now))

    expect(told).toEqual([false, false, false])
  })
})
