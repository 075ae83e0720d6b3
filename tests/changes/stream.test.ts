import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from '@jest/globals'
import { happen, happenTimes } from '../support/events.ts'
import { newsroom } from '../support/newsroom.ts'
import { addressOf, openStream, type Stream } from '../support/stream.ts'

const { app, db, reader, statements, warnings } = await newsroom()
const stopping = await newsroom()
await app.listen({ port: 0 })
const url = `${addressOf(app)}/v1/changes`

const open: Stream[] = []
async function stream(query = '', headers: Record<string, string> = {}): Promise<Stream> {
  const opened = await openStream(url + query, headers)
  open.push(opened)
  return opened
}
afterEach(() => {
  for (const { request } of open.splice(0)) request.destroy()
})

const editions = ({ messages }: Stream) => messages.map(({ data }) => data.data.edition)

/** Whether the database is still asked for somebody who waits. */
async function isFollowed(): Promise<boolean> {
  statements.length = 0
  await sleep(700)
  return statements.length > 0
}

describe('GET /v1/changes as a stream', () => {
  test('tells what is there and what comes, in order, as one line of JSON each', async () => {
    await happenTimes(db, 2)
    const followed = await stream()
    await followed.until(2)
    await happenTimes(db, 2, 3)

    await followed.until(4)

    expect(followed.status).toBe(200)
    expect(editions(followed)).toEqual([1, 2, 3, 4])
    const page = await reader('GET', '/v1/changes')
    expect(followed.messages.map(({ data }) => data)).toEqual(page.body.data)
    expect(followed.messages[0]?.event).toBe('article.updated')
    expect(followed.text()).toMatch(/^retry: \d+\n\nid: /)
  })

  test('is kept by nobody on the way', async () => {
    const { headers } = await stream()

    expect(headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
      vary: 'Accept',
    })
    expect(headers['content-encoding']).toBeUndefined()
    expect(headers['x-request-id']).toBeDefined()
  })

  test('goes on behind Last-Event-ID, which counts before the cursor', async () => {
    await happenTimes(db, 3)
    const first = await stream('?limit=1')
    const [one, two] = await first.until(3)
    first.request.destroy()

    const again = await stream(`?cursor=${one?.id}`, { 'last-event-id': two?.id ?? '' })
    const byCursor = await stream(`?cursor=${one?.id}`)
    await Promise.all([again.until(1), byCursor.until(2)])

    expect([editions(again), editions(byCursor)]).toEqual([[3], [2, 3]])
  })

  test('its ids are cursors of the list, and the list’s cursors go on as a stream', async () => {
    await happenTimes(db, 2)
    const first = await stream()
    const [one] = await first.until(2)

    const page = await reader('GET', `/v1/changes?cursor=${one?.id}`)
    const followed = await stream(`?cursor=${page.body.page.next}`)
    await happenTimes(db, 1, 3)
    await followed.until(1)

    expect([page.body.data[0].data.edition, editions(followed)]).toEqual([2, [3]])
  })

  test('of one type tells no other', async () => {
    const followed = await stream('?types=comment.spam')
    await happenTimes(db, 3)
    await happen(db, { type: 'comment.spam', isPublic: false })
    await happen(db, { type: 'comment.spam', data: { edition: 9 } })

    await followed.until(1)
    await sleep(400)

    expect(editions(followed)).toEqual([9])
  })

  test.each(['nonsense', 'x'.repeat(1900)])('a forged Last-Event-ID is 400: %.10s', async (id) => {
    const refused = await stream('', { 'last-event-id': id })

    expect(refused.status).toBe(400)
    expect(refused.headers['content-type']).toContain('application/problem+json')
  })

  test.each([
    ['text/event-stream;q=0', 'application/json'],
    ['application/json', 'application/json'],
    ['*/*', 'application/json'],
    ['Text/Event-Stream ; q=0.5, */*', 'text/event-stream'],
  ])('Accept: %s gets %s', async (accept, type) => {
    const { headers } = await stream('', { accept })

    expect(headers['content-type']).toContain(type)
  })

  test('that is left leaves nobody waiting', async () => {
    const streams = await Promise.all(Array.from({ length: 30 }, () => stream()))
    expect(await isFollowed()).toBe(true)

    for (const { request } of streams) request.destroy()
    await sleep(400)

    expect(await isFollowed()).toBe(false)
    expect(warnings).toEqual([])
  })

  test('a poll that is left leaves nobody waiting', async () => {
    const left = new AbortController()
    const polls = Array.from({ length: 10 }, () =>
      fetch(`${url}?wait=30`, { signal: left.signal }).catch(() => undefined),
    )
    await sleep(300)
    expect(await isFollowed()).toBe(true)

    left.abort()
    await Promise.all(polls)
    await sleep(400)

    expect(await isFollowed()).toBe(false)
  })

  test('twenty followers at the end of the log read each page together', async () => {
    const streams = await Promise.all(Array.from({ length: 20 }, () => stream()))
    await sleep(300)
    statements.length = 0

    await happenTimes(db, 1)
    await Promise.all(streams.map((each) => each.until(1)))

    expect(statements.filter((sql) => sql.includes('as rows')).length).toBeLessThan(5)
  })
})

test('neither a poll nor a stream is cut by the limit on time of other requests', async () => {
  const followed = await stream()
  const { page } = (await reader('GET', '/v1/changes')).body

  const poll = await fetch(`${url}?wait=11&cursor=${page.next}`)

  expect(poll.status).toBe(200)
  await happenTimes(db, 1)
  await followed.until(1)
})

test('a server that stops lets streams and polls go first, and is closed within a second', async () => {
  await stopping.app.listen({ port: 0 })
  const address = `${addressOf(stopping.app)}/v1/changes`
  const streams = await Promise.all(Array.from({ length: 5 }, () => openStream(address)))
  const polls = Array.from({ length: 5 }, () => fetch(`${address}?wait=30`))
  await sleep(500)

  const began = Date.now()
  await stopping.app.close()
  const took = Date.now() - began

  expect(took).toBeLessThan(1000)
  await Promise.all(streams.map(({ ended }) => ended))
  expect(streams.every(({ answer }) => answer.complete)).toBe(true)
  const answers = await Promise.all(polls)
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  const pages = (await Promise.all(answers.map((answer) => answer.json()))) as { data: unknown[] }[]
  expect(pages.every(({ data }) => data.length === 0)).toBe(true)
})
