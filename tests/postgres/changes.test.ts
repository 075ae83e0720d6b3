import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, jest, test } from '@jest/globals'
import { v7 as uuidv7 } from 'uuid'
import { act } from '../../src/db/act.ts'
import type { Database } from '../../src/db/client.ts'
import type { NewEvent } from '../../src/db/events.ts'
import { SYSTEM } from '../../src/lib/actor.ts'
import { happenTimes } from '../support/events.ts'
import { newsroom } from '../support/newsroom.ts'
import { addressOf, openStream, type Stream } from '../support/stream.ts'

jest.setTimeout(90_000)

// Two instances over one database.
const instances = [await newsroom(), await newsroom()]
for (const { app } of instances) await app.listen({ port: 0 })
const [first, second] = instances.map(({ app }) => `${addressOf(app)}/v1/changes`) as [string, string]
const databases = instances.map(({ db }) => db)
const db = databases[0] as Database

const WRITERS = 12
const WRITES = 40

const streams: Stream[] = []
afterEach(() => {
  for (const { request } of streams.splice(0)) request.destroy()
})

const subjectOf = (id = uuidv7()) => ({ type: 'article' as const, id })
const between = (most: number) => sleep(Math.random() * most)

/** Some transactions with one event, some with three, private ones among them, and some that come to nothing. */
async function write(writer: number, committed: Set<string>): Promise<void> {
  for (let turn = 0; turn < WRITES; turn++) {
    const events: NewEvent[] = Array.from({ length: 1 + (turn % 3) }, (_, i) => ({
      type: turn % 5 === 0 ? 'comment.spam' : 'article.updated',
      subject: subjectOf(),
      isPublic: i !== 1,
    }))
    const database = databases[(writer + turn) % 2] as Database
    const work = act(database, { actor: SYSTEM, requestId: null }, async ({ tx, record }) => {
      await tx.$queryRaw`select 1`
      await between(15)
      for (const event of events) record(event)
      await between(15)
      if (turn % 7 === 3) throw new Error('Thought better of it.')
    })
    const isDone = await work.then(
      () => true,
      () => false,
    )
    if (isDone) for (const { subject, isPublic } of events) if (isPublic) committed.add(subject.id)
    await between(5)
  }
}

interface Page {
  data: { id: string; subject: { id: string } }[]
  page: { next: string }
}

/** Follows from the beginning, page by page from one instance or the other, until `isOver` and nothing is left. */
async function follow(isOver: () => boolean, query: () => string): Promise<string[]> {
  const seen: string[] = []
  let cursor = ''
  for (let turn = 0; ; turn++) {
    const wasOver = isOver()
    const address = turn % 2 ? first : second
    const answer = await fetch(`${address}?${query()}${cursor && `&cursor=${cursor}`}`)
    if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`)
    const { data, page } = (await answer.json()) as Page
    seen.push(...data.map(({ subject }) => subject.id))
    cursor = page.next
    if (wasOver && data.length === 0) return seen
  }
}

/** Follows as a stream that breaks off now and then and goes on elsewhere with the id that it saw last. */
async function followStream(isOver: () => boolean, count: () => number): Promise<string[]> {
  const seen: string[] = []
  let last: string | undefined
  for (let turn = 0; !isOver() || seen.length < count(); turn++) {
    const stream = await openStream(turn % 2 ? first : second, last ? { 'last-event-id': last } : {})
    streams.push(stream)
    await sleep(200 + Math.random() * 300)
    stream.request.destroy()
    // What came later than this was not received.
    const received = [...stream.messages]
    seen.push(...received.map(({ data }) => data.subject.id))
    last = received.at(-1)?.id ?? last
    if (turn > 200) break
  }
  return seen
}

test('of concurrent writers on two instances every follower misses nothing, sees nothing twice, in one order', async () => {
  const committed = new Set<string>()
  let isOver = false
  const followers = [
    follow(
      () => isOver,
      () => `limit=${1 + Math.floor(Math.random() * 9)}`,
    ),
    follow(
      () => isOver,
      () => 'limit=100&wait=1',
    ),
    followStream(
      () => isOver,
      () => committed.size,
    ),
  ]
  const whole = await openStream(second)
  streams.push(whole)

  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer, committed)))
  isOver = true
  const seen = await Promise.all(followers)
  const streamed = (await whole.until(committed.size)).map(({ data }) => data.subject.id)

  const log = await db.event.findMany({ where: { position: { not: null } }, orderBy: { position: 'asc' } })
  expect(log.length).toBeGreaterThan(WRITERS * WRITES)
  expect(log.map(({ position }) => Number(position))).toEqual(log.map((_, i) => i + 1))
  expect(new Set(log.map(({ subjectId }) => subjectId))).toEqual(committed)
  for (const each of [...seen, streamed]) expect(each).toEqual(log.map(({ subjectId }) => subjectId))
  expect(await db.event.count({ where: { position: null } })).toBeGreaterThan(0)
})

test('a log without its lock is found out: positions that are taken before the end are missed', async () => {
  let isOver = false
  let last = 1
  await happenTimes(db, 1)
  const follower = follow(
    () => isOver,
    () => 'limit=100',
  )
  const careless = async () => {
    for (let turn = 0; turn < 10; turn++) {
      await db.$transaction(async (tx) => {
        const position = ++last
        const { type, id } = subjectOf()
        await tx.event.create({
          data: { position, type: 'article.updated', subjectType: type, subjectId: id, actorLabel: '' },
        })
        await between(40)
      })
    }
  }

  await Promise.all(Array.from({ length: 8 }, careless))
  isOver = true

  expect((await follower).length).toBeLessThan(81)
})

test('the order of the log is the order of what happened to one thing', async () => {
  const subject = subjectOf()
  await db.article.create({
    data: { id: subject.id, translationGroupId: subject.id, updatedBy: 'Test', version: 1 },
  })
  const bump = (database: Database) =>
    act(database, { actor: SYSTEM, requestId: null }, async ({ tx, record }) => {
      await between(5)
      const { version } = await tx.article.update({
        where: { id: subject.id },
        data: { version: { increment: 1 } },
      })
      await between(5)
      record({ type: 'article.updated', subject, isPublic: true, data: { edition: version } })
    })

  await Promise.all(Array.from({ length: 60 }, (_, i) => bump(databases[i % 2] as Database)))

  const { data } = (await (await fetch(`${first}?limit=100`)).json()) as {
    data: { data: { edition: number } }[]
  }
  expect(data.map((each) => each.data.edition)).toEqual(Array.from({ length: 60 }, (_, i) => i + 2))
})
