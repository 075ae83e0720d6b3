import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { CHANGE_TYPES, isTombstone } from '../src/features/changes/rules.ts'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { post, solved } from './support/discussion.ts'
import { happen, happenTimes } from './support/events.ts'
import { newsroom } from './support/newsroom.ts'
import { argumentsOf, withoutComments } from './support/source.ts'

const { app, db, editor, reader, statements, moderator } = await newsroom()
const desk = deskOf(editor)

interface Item {
  id: string
  type: string
  tombstone: boolean
  subject: { type: string; id: string; slug: string | null; aliases: string[] }
  data: { edition?: number }
}

const read = async (query = '') => (await reader('GET', `/v1/changes${query}`)).body
const editions = (data: Item[]) => data.map((item) => item.data.edition)
const typesOf = (data: Item[]) => data.map(({ type }) => type)

describe('GET /v1/changes', () => {
  test('tells what happened in public, oldest first', async () => {
    await happenTimes(db, 3)

    const page = await read()

    expect(editions(page.data)).toEqual([1, 2, 3])
    expect(page.data[0]).toEqual({
      id: expect.any(String),
      type: 'article.updated',
      subject: { type: 'article', id: UNKNOWN, slug: null, aliases: [] },
      tombstone: false,
      occurredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*\.\d{3}Z$/),
      data: { edition: 1 },
    })
  })

  test('pages with a cursor that is there on the last and on an empty page, too', async () => {
    const empty = await read()
    await happenTimes(db, 3)

    const first = await read(`?limit=2&cursor=${empty.page.next}`)
    const second = await read(`?limit=2&cursor=${first.page.next}`)
    const third = await read(`?limit=2&cursor=${second.page.next}`)
    await happenTimes(db, 1, 4)
    const fourth = await read(`?limit=50&cursor=${third.page.next}`)

    expect(empty).toEqual({ data: [], page: { next: expect.any(String) } })
    expect([first, second, third, fourth].map(({ data }) => editions(data))).toEqual([[1, 2], [3], [], [4]])
  })

  test('leads on by Link, keeps nothing in caches, and asks the database once', async () => {
    await happenTimes(db, 1)
    statements.length = 0

    const answer = await reader('GET', '/v1/changes?limit=1')

    expect(answer.headers.link).toBe(`</v1/changes?limit=1&cursor=${answer.body.page.next}>; rel="next"`)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers.vary).toBe('Accept')
    expect(answer.headers['content-type']).toContain('application/json')
    expect(statements).toHaveLength(1)
  })

  test('has no private event, no actor, no version and nothing of what changed', async () => {
    await happen(
      db,
      { isPublic: false, data: { edition: 1 } },
      {
        version: 77_177,
        changes: { title: { before: 'Secret', after: 'Known' } },
        data: { edition: 2, quotes: ['Secret'] },
      },
    )

    const { data } = await read()

    expect(editions(data)).toEqual([2])
    expect(JSON.stringify(data)).not.toMatch(/Secret|system|77177|title/)
  })

  test('of one type or several', async () => {
    await happen(db, { type: 'article.published' })
    await happen(db, { type: 'comment.spam' }, { type: 'article.corrected' })
    await happen(db, { type: 'article.published' })

    const published = await read('?types=article.published&limit=1')
    const rest = await read(`?types=article.published&cursor=${published.page.next}`)
    const several = await read('?types=article.corrected,comment.spam,comment.spam')
    const reversed = await read(`?types=comment.spam,article.corrected&cursor=${several.page.next}`)

    expect([typesOf(published.data), typesOf(rest.data)]).toEqual([
      ['article.published'],
      ['article.published'],
    ])
    expect(typesOf(several.data)).toEqual(['comment.spam', 'article.corrected'])
    expect(reversed.data).toEqual([])
  })

  test.each([
    'types=article.publishd',
    'types=',
    'types=article.saved',
    'wait=-1',
    'wait=31',
    'wait=1.5',
    'limit=0',
    'limit=101',
    'count=exact',
    'cursor=',
    'since=1',
  ])('400 for ?%s', async (query) => {
    const refused = await reader('GET', `/v1/changes?${query}`)

    expect(refused).toMatchObject({ status: 400, body: { code: 'validation' } })
    expect(refused.body.errors[0].parameter).toContain(query.split('=')[0])
  })

  test('a cursor that was changed, or is of other types or of another list, is 400', async () => {
    await happenTimes(db, 2)
    for (const name of ['One', 'Two']) await desk.section(name)
    const { next } = (await read()).page
    const ofTypes = (await read('?types=article.updated')).page.next
    const ofSections = (await reader('GET', '/v1/sections?limit=1')).body.page.next
    const foreign = [`${next}x`, `x${next}`, ofTypes, ofSections, 'x', '.', '%F0%9F%90%9F', 'a'.repeat(1900)]

    const refused = await Promise.all(foreign.map((cursor) => reader('GET', `/v1/changes?cursor=${cursor}`)))
    const used = await reader('GET', `/v1/changes?types=comment.spam&cursor=${ofTypes}`)

    expect(ofSections).toEqual(expect.any(String))
    expect([...refused, used].map(({ status, body }) => [status, body.code])).toEqual(
      [...refused, used].map(() => [400, 'invalid-cursor']),
    )
  })

  test('HEAD answers at once, without a body', async () => {
    const began = Date.now()
    const json = await reader('HEAD', '/v1/changes?wait=30')
    const stream = await reader('HEAD', '/v1/changes', undefined, { accept: 'text/event-stream' })

    expect([json.status, json.text, stream.status, stream.text]).toEqual([200, '', 200, ''])
    expect(stream.headers['content-type']).toContain('text/event-stream')
    expect(Date.now() - began).toBeLessThan(5000)
  })

  test('a wrong key is refused, and other methods are', async () => {
    const wrong = await reader('GET', '/v1/changes', undefined, { authorization: 'Bearer x' })
    const posted = await reader('POST', '/v1/changes', {})

    expect([wrong.status, posted.status]).toEqual([401, 405])
  })
})

describe('a cursor of a log that is not the same any more', () => {
  const expired = (next: string) => reader('GET', `/v1/changes?cursor=${next}`)

  test('is 410 beyond the end, as after restoring a backup', async () => {
    await happenTimes(db, 3)
    const { next } = (await read()).page
    await db.event.deleteMany({ where: { position: 3 } })

    expect(await expired(next)).toMatchObject({ status: 410, body: { code: 'cursor-expired' } })
  })

  test('is 410 when other events have taken the positions since', async () => {
    await happenTimes(db, 3)
    const { next } = (await read()).page
    await db.event.deleteMany({ where: { position: { gte: 2 } } })
    await happenTimes(db, 5, 10)

    expect(await expired(next)).toMatchObject({ status: 410, body: { code: 'cursor-expired' } })
  })

  test('is 410 before the oldest event that is kept; without a cursor it begins there', async () => {
    const { next: ofNothing } = (await read()).page
    await happenTimes(db, 2)
    const { next: ofTwo } = (await read()).page
    await happenTimes(db, 2, 3)
    await db.event.deleteMany({ where: { position: { lte: 3 } } })

    expect((await expired(ofNothing)).status).toBe(410)
    expect((await expired(ofTwo)).status).toBe(410)
    expect(editions((await read()).data)).toEqual([4])
  })

  test('is told before a stream begins', async () => {
    await happenTimes(db, 2)
    const { next } = (await read()).page
    await db.event.deleteMany()

    const refused = await reader('GET', '/v1/changes', undefined, {
      accept: 'text/event-stream',
      'last-event-id': next,
    })

    expect(refused).toMatchObject({ status: 410, body: { code: 'cursor-expired' } })
  })
})

describe('?wait', () => {
  test('answers at once when there is something', async () => {
    await happenTimes(db, 1)
    const began = Date.now()

    expect(editions((await read('?wait=30')).data)).toEqual([1])
    expect(Date.now() - began).toBeLessThan(3000)
  })

  test('answers when something comes, each event to everybody who waits', async () => {
    const { next } = (await read()).page
    const waiting = Array.from({ length: 20 }, () => read(`?wait=30&cursor=${next}`))
    await new Promise((resolve) => setTimeout(resolve, 300))

    await happenTimes(db, 1)
    const pages = await Promise.all(waiting)

    expect(pages.map(({ data }) => editions(data))).toEqual(pages.map(() => [1]))
  })

  test('asks once for all who wait, and holds no transaction', async () => {
    const { next } = (await read()).page
    statements.length = 0

    const waiting = Array.from({ length: 20 }, () => read(`?wait=1&cursor=${next}`))
    await new Promise((resolve) => setTimeout(resolve, 500))
    const asked = statements.filter((sql) => sql.includes('as last from event'))
    const began = statements.filter((sql) => /^begin/i.test(sql))
    await happenTimes(db, 1)

    expect((await Promise.all(waiting)).every(({ data }) => data.length === 1)).toBe(true)
    expect(asked.length).toBeLessThanOrEqual(3)
    expect(began).toEqual([])
  })

  test('is empty when the time is over, and goes on behind what was not wanted', async () => {
    const { next } = (await read('?types=comment.spam')).page
    const began = Date.now()
    const waiting = read(`?types=comment.spam&wait=1&cursor=${next}`)
    await happenTimes(db, 3)

    const page = await waiting
    await happen(db, { type: 'comment.spam' })
    const later = await read(`?types=comment.spam&cursor=${page.page.next}`)

    expect(page.data).toEqual([])
    expect(Date.now() - began).toBeGreaterThan(990)
    expect(typesOf(later.data)).toEqual(['comment.spam'])
  })

  test('neither wait nor limit bind the cursor', async () => {
    await happenTimes(db, 3)

    const first = await read('?limit=1&wait=5')
    const second = await read(`?limit=2&wait=0&cursor=${first.page.next}`)

    expect(editions(second.data)).toEqual([2, 3])
  })
})

describe('what the newsroom does', () => {
  test('a life in public, with a tombstone at its end; drafts stay out', async () => {
    const { id, slug } = await desk.draft()
    await desk.change(id, { title: 'Harbour at night' })
    const { next } = (await read()).page
    await desk.publish(id)
    await desk.change(id, { title: 'Harbour by day' })
    await desk.publish(id)
    await desk.withdraw(id, 'withheld')
    await editor(
      'DELETE',
      `/v1/editorial/articles/${id}/withdrawals/current`,
      undefined,
      await desk.current(id),
    )
    await desk.withdraw(id, 'canceled', 'Withdrawn.')

    const { data } = await read(`?cursor=${next}`)

    expect(data.map(({ type, tombstone }: Item) => [type, tombstone])).toEqual([
      ['article.published', false],
      ['article.updated', false],
      ['article.withheld', true],
      ['article.reinstated', false],
      ['article.canceled', true],
    ])
    expect(data[0].subject).toEqual({ type: 'article', id, slug, aliases: [] })
    expect(editions(data.slice(0, 2))).toEqual([1, 2])
    expect(JSON.stringify(data)).not.toMatch(/Test editor|Harbour|Withdrawn/)
  })

  test('what never was in public leaves no trace', async () => {
    const { id } = await desk.draft()
    await desk.publish(id, { publishAt: new Date(Date.now() + 3_600_000).toISOString() })
    const other = await desk.draft()
    await editor('DELETE', `/v1/editorial/articles/${other.id}`, undefined, await desk.current(other.id))
    await desk.speaker()

    expect((await read()).data).toEqual([])
  })

  test('a comment appears when it is approved, and goes with a tombstone', async () => {
    const { id: articleId } = await desk.draft()
    await desk.publish(articleId)
    const posted = await post(reader, articleId, { captcha: await solved(reader, { articleId }) })
    const { id } = posted.body.comment
    const url = `/v1/moderation/comments/${id}`
    const { next } = (await read()).page
    for (const action of ['approve', 'spam']) {
      const { body } = await moderator('GET', url)
      const decision = { action, revisionId: body.headRevisionId }
      await moderator('POST', `${url}/decisions`, decision, { 'if-match': `"${body.version}"` })
    }

    const { data } = await read(`?cursor=${next}`)

    expect(data).toMatchObject([
      { type: 'comment.approved', tombstone: false, subject: { id }, data: { articleId, parentId: null } },
      { type: 'comment.spam', tombstone: true, subject: { id }, data: { articleId, parentId: null } },
    ])
    expect(JSON.stringify(data)).not.toMatch(/Mara|timetable/)
  })

  test('a former slug is told as an alias', async () => {
    await happen(db, {
      subject: { type: 'speaker', id: UNKNOWN, slug: 'mara-quint', aliases: ['m-quint'] },
      type: 'speaker.changed',
    })

    expect((await read()).data[0].subject).toMatchObject({ slug: 'mara-quint', aliases: ['m-quint'] })
  })
})

describe('the types', () => {
  test.each([
    ['article.withheld', true],
    ['quote.retracted', true],
    ['comment.erased', true],
    ['speaker.merged', true],
    ['section.deleted', true],
    ['article.reinstated', false],
    ['comment.approved', false],
  ])('%s is a tombstone: %s', (type, expected) => {
    expect(isTombstone(type)).toBe(expected)
  })

  test('are all that verbs name where they may be public', () => {
    const src = fileURLToPath(new URL('../src/features/', import.meta.url))
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    )
    const calls = files
      .flatMap((file) => argumentsOf(withoutComments(readFileSync(src + file, 'utf8')), /\brecord\(/g))
      .filter((call) => /isPublic|\.\.\.(facts|told)/.test(call))
    const named = calls.flatMap((call) => call.match(/'[a-z-]+\.[a-z-]+'/g) ?? [])

    expect(named.length).toBeGreaterThan(2)
    expect(named.filter((type) => !CHANGE_TYPES.some((known) => `'${known}'` === type))).toEqual([])
  })
})

test('the document tells of both forms', () => {
  const operation = JSON.parse(JSON.stringify(app.swagger())).paths['/v1/changes'].get

  expect(Object.keys(operation.responses[200].content)).toEqual(['application/json', 'text/event-stream'])
  expect(operation.parameters).toContainEqual(
    expect.objectContaining({ name: 'last-event-id', in: 'header' }),
  )
})
