import { describe, expect, test } from '@jest/globals'
import { recordDueMoments } from '../src/features/publications/jobs.ts'
import { deskOf } from './support/desk.ts'
import { runToTheEnd } from './support/jobs.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, reader } = await newsroom()
const desk = deskOf(editor)

const soon = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString()
/** Until an instant has certainly passed. */
const hasPassed = (at: string) => pause(Date.parse(at) - Date.now() + 30)
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))
const runner = () => runToTheEnd(recordDueMoments, db)

const log = async () =>
  (await db.event.findMany({ where: { position: { not: null } }, orderBy: { position: 'asc' } })).map(
    ({ type, actorLabel, data }) => [type, actorLabel, (data as { edition?: number }).edition],
  )

describe('a moment that comes by the clock', () => {
  test('is recorded when it has come, once, at its own instant, by the system', async () => {
    const { id } = await desk.draft()
    const at = soon(2000)
    await desk.publish(id, { publishAt: at })

    await runner()
    expect(await log()).toEqual([])
    await hasPassed(at)
    await runner()
    await runner()

    expect(await log()).toEqual([['article.published', 'system', 1]])
    const [event] = await db.event.findMany({ where: { type: 'article.published' } })
    expect(event).toMatchObject({ subjectId: id, subjectSlug: 'harbour', occurredAt: new Date(at) })
    expect((await desk.read(id)).body.version).toBe(event?.version)
  })

  test('an embargo, an update and an expiry are told in their order', async () => {
    const { id } = await desk.draft()
    const embargoUntil = soon(1500)
    await desk.publish(id, { publishAt: soon(-1000), embargoUntil })
    await hasPassed(embargoUntil)
    const [publishAt, expiresAt] = [soon(1500), soon(1700)]
    await desk.publish(id, { publishAt, expiresAt })
    await hasPassed(expiresAt)

    await runner()

    expect(await log()).toEqual([
      ['article.published', 'system', 1],
      ['article.updated', 'system', 2],
      ['article.expired', 'system', 2],
    ])
  })

  test('an edition that gives way to the next has not expired', async () => {
    const { id } = await desk.draft()
    await desk.publish(id)
    await desk.publish(id)

    await runner()

    expect((await log()).map(([type]) => type)).toEqual(['article.published', 'article.updated'])
    expect(await db.edition.count({ where: { endRecordedAt: null, validTo: { not: null } } })).toBe(0)
  })

  test('whoever changes the article first writes what came before: never withheld, then published', async () => {
    const { id } = await desk.draft()
    const publishAt = soon(1500)
    await desk.publish(id, { publishAt })
    await hasPassed(publishAt)

    await desk.withdraw(id, 'withheld')
    await runner()

    expect(await log()).toEqual([
      ['article.published', 'system', 1],
      ['article.withheld', 'Test editor', undefined],
    ])
  })

  test('what is withdrawn in the last moment before it begins may have been seen: it was published', async () => {
    const { id } = await desk.draft()
    await desk.publish(id, { publishAt: soon(60_000) })
    const tag = await desk.current(id)
    await db.$executeRaw`update edition set valid_from = clock_timestamp() + interval '450 ms'`

    const kill = { kind: 'canceled', reason: 'A test', notice: 'We were wrong.' }
    const answer = await editor('POST', `/v1/editorial/articles/${id}/withdrawals`, kill, tag)
    const shown = await reader('GET', `/v1/articles/${id}`)

    expect(answer.status).toBe(201)
    expect([shown.status, shown.body.notice]).toEqual([410, 'We were wrong.'])
    expect((await log()).map(([type]) => type)).toEqual(['article.published', 'article.canceled'])
  })

  test('what begins while it is withheld is told by its reinstatement, as what it is: new', async () => {
    const { id } = await desk.draft()
    const publishAt = soon(1500)
    await desk.publish(id, { publishAt })
    await desk.withdraw(id, 'withheld')
    await hasPassed(publishAt)
    await runner()
    expect(await log()).toEqual([])

    const path = `/v1/editorial/articles/${id}/withdrawals/current`
    await editor('DELETE', path, undefined, await desk.current(id))
    await runner()

    expect(await log()).toEqual([['article.published', 'Test editor', 1]])
  })

  test('a reinstatement of what was known says so', async () => {
    const { id } = await desk.draft()
    await desk.publish(id)
    await desk.withdraw(id, 'withheld')
    await editor(
      'DELETE',
      `/v1/editorial/articles/${id}/withdrawals/current`,
      undefined,
      await desk.current(id),
    )

    expect((await log()).map(([type]) => type)).toEqual([
      'article.published',
      'article.withheld',
      'article.reinstated',
    ])
  })
})

describe('what an edition brings', () => {
  test('another slug, with the ones before as aliases', async () => {
    const { id } = await desk.draft({ slug: 'one' })
    await desk.publish(id)
    for (const slug of ['two', 'three']) {
      await desk.change(id, { slug })
      await desk.publish(id)
    }

    const events = await db.event.findMany({
      where: { type: 'article.slug-changed' },
      orderBy: { position: 'asc' },
    })

    expect(events).toMatchObject([
      { subjectSlug: 'two', aliases: ['one'], data: { from: 'one' } },
      { subjectSlug: 'three', aliases: ['one', 'two'], data: { from: 'two' } },
    ])
  })

  test('quotes that readers see for the first time, with other words, or no longer', async () => {
    const { id } = await desk.draft()
    const speaker = await desk.speaker()
    const confirmed = { speakerId: speaker.id, review: 'confirmed' }
    const first = await desk.quote(id, { segments: [{ exact: 'We will dredge at night,' }], ...confirmed })
    const second = await desk.quote(id, { segments: [{ exact: 'Nobody will sleep' }], ...confirmed })
    await desk.publish(id)
    const at = (quote: { id: string }) => `/v1/editorial/articles/${id}/quotes/${quote.id}`
    const longer = { segments: [{ exact: 'Nobody will sleep, and nobody will drown.' }] }
    expect((await editor('PATCH', at(second), longer, await desk.current(id))).status).toBe(200)
    expect((await editor('DELETE', at(first), undefined, await desk.current(id))).status).toBe(204)

    await desk.publish(id)
    await desk.publish(id)

    const events = await db.event.findMany({
      where: { subjectType: 'quote', position: { not: null } },
      orderBy: { position: 'asc' },
    })
    expect(events.map(({ type, subjectId, data }) => [type, subjectId, data])).toEqual([
      ['quote.confirmed', first.id, { articleId: id, edition: 1 }],
      ['quote.confirmed', second.id, { articleId: id, edition: 1 }],
      ['quote.retracted', first.id, { articleId: id, edition: 2 }],
      ['quote.corrected', second.id, { articleId: id, edition: 2 }],
    ])
  })
})

test('quotes that expired with their article are told anew when it comes back', async () => {
  const { id } = await desk.draft()
  const quote = await desk.quote(id, {
    segments: [{ exact: 'Nobody will sleep' }],
    ...{ speakerUnknown: true, review: 'confirmed' },
  })
  await desk.publish(id)
  await db.$executeRaw`update edition set expires_at = now(), valid_to = now()`

  await desk.publish(id)

  const events = await db.event.findMany({ where: { position: { not: null } }, orderBy: { position: 'asc' } })
  expect(events.map(({ type, subjectId }) => [type, subjectId])).toEqual([
    ['article.published', id],
    ['quote.confirmed', quote.id],
    ['article.expired', id],
    ['article.updated', id],
    ['quote.confirmed', quote.id],
  ])
})

describe('rescheduling', () => {
  test('another publication takes the place of one that has not begun', async () => {
    const { id } = await desk.draft()
    await desk.publish(id, { publishAt: soon(60_000) })

    const publishAt = soon(1500)
    const moved = await desk.publish(id, { publishAt })
    await hasPassed(publishAt)
    await runner()

    expect(moved.edition).toBe(1)
    expect(await db.edition.count()).toBe(1)
    expect(await log()).toEqual([['article.published', 'system', 1]])
    const canceled = await db.event.findMany({ where: { type: 'article.schedule-canceled' } })
    expect(canceled).toMatchObject([{ position: null, data: { edition: 1 } }])
  })

  test('published now instead, the planned edition never comes', async () => {
    const { id } = await desk.draft({ title: 'One' })
    await desk.publish(id)
    const publishAt = soon(2500)
    await desk.publish(id, { publishAt })
    await desk.change(id, { title: 'Three' })
    await desk.publish(id)
    await hasPassed(publishAt)
    await runner()

    expect((await log()).map(([type, , edition]) => [type, edition])).toEqual([
      ['article.published', 1],
      ['article.updated', 2],
    ])
    expect(await db.edition.findMany({ select: { title: true }, orderBy: { number: 'asc' } })).toEqual([
      { title: 'One' },
      { title: 'Three' },
    ])
  })

  test('after a 200 on cancel it never appears, however close to its instant', async () => {
    const race = async (i: number) => {
      const { id } = await desk.draft({ title: `Race ${i}` })
      // Some are canceled in time, some in the last half second, some too late.
      const at = soon(i % 3 === 0 ? 1500 : 250)
      const { version } = await desk.publish(id, { publishAt: at })
      if (i % 3) await pause(Date.parse(at) - Date.now() - 12 + i)
      const { status } = await editor(
        'DELETE',
        `/v1/editorial/articles/${id}/publications/scheduled`,
        undefined,
        {
          'if-match': `"${version}"`,
        },
      )
      return { id, status }
    }
    const outcomes: { id: string; status: number }[] = []
    for (let i = 0; i < 12; i++) outcomes.push(await race(i))
    await pause(1500)
    await runner()

    for (const { id, status } of outcomes) {
      const editions = await db.edition.count({ where: { articleId: id } })
      const told = await db.event.count({ where: { subjectId: id, type: 'article.published' } })
      expect([status, editions, told]).toEqual(status === 200 ? [200, 0, 0] : [status, 1, 1])
    }
  })
})
