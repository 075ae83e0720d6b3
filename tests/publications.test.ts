import { describe, expect, test } from '@jest/globals'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, reader, writer, statements } = await newsroom()
const desk = deskOf(editor)
const LATER = '2099-01-01T00:00:00.000Z'
const url = (id: string) => `/v1/editorial/articles/${id}`
const seen = (id: string, query = '') => reader('GET', `/v1/articles/${id}${query}`)

describe('POST /v1/editorial/articles/:id/publications', () => {
  test('publishes now: edition 1, visible at once, and its number counts on', async () => {
    const { id } = await desk.draft()

    const first = await editor('POST', `${url(id)}/publications`, undefined, { 'if-match': '"1"' })
    await desk.change(id, { title: 'Second' })

    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({ edition: 1, revision: 1, version: 2 })
    expect(first.headers.etag).toBe('"2"')
    expect((await seen(id)).body).toMatchObject({
      title: 'Harbour',
      edition: 1,
      publishedAt: first.body.publishedAt,
    })
    const second = await desk.publish(id)
    expect(second).toMatchObject({ edition: 2, publishedAt: first.body.publishedAt })
    expect((await seen(id)).body).toMatchObject({
      title: 'Second',
      edition: 2,
      publishedAt: first.body.publishedAt,
    })
    expect((await desk.read(id)).body).toMatchObject({ state: 'published', edition: 2 })
  })

  test('at a time: scheduled until then, and today’s edition stays', async () => {
    const { id } = await desk.draft()
    await desk.publish(id)
    await desk.change(id, { title: 'Tomorrow' })

    const ahead = await desk.publish(id, { publishAt: LATER })

    expect(ahead).toMatchObject({ edition: 2, publishAt: LATER })
    expect((await seen(id)).body).toMatchObject({ title: 'Harbour', edition: 1 })
    expect((await desk.read(id)).body).toMatchObject({
      state: 'published',
      edition: 1,
      scheduled: { edition: 2, publishAt: LATER },
    })
  })

  test('a first publication ahead is scheduled, and shows by itself when its time has come', async () => {
    const { id } = await desk.draft()
    const publishAt = new Date(Date.now() + 1500).toISOString()

    await desk.publish(id, { publishAt })

    expect((await desk.read(id)).body).toMatchObject({ state: 'scheduled', edition: null })
    expect((await seen(id)).status).toBe(404)
    const list = await reader('GET', '/v1/articles')
    expect(list.headers['cache-control']).toMatch(/^public, max-age=[01], stale-while-revalidate=0$/)
    await new Promise((done) => setTimeout(done, 1700))
    expect((await seen(id)).body).toMatchObject({ edition: 1, publishedAt: publishAt })
    expect((await desk.read(id)).body.state).toBe('published')
  })

  test('an embargo holds back, an expiry ends', async () => {
    const { id } = await desk.draft()
    await desk.publish(id, { publishAt: '2020-01-01T00:00:00Z', embargoUntil: LATER })
    expect((await seen(id)).status).toBe(404)

    const other = (await desk.draft()).id
    const backwards = { publishAt: LATER, expiresAt: '2098-01-01T00:00:00Z' }
    const refused = await editor('POST', `${url(other)}/publications`, backwards, await desk.current(other))
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/expiresAt' }] })
    await desk.publish(other, { expiresAt: new Date(Date.now() + 1200).toISOString() })
    expect((await seen(other)).status).toBe(200)
    await new Promise((done) => setTimeout(done, 1400))
    expect((await seen(other)).status).toBe(404)
  })

  test('firstPublishedAt is when it was published', async () => {
    const { id } = await desk.draft({ firstPublishedAt: '2020-12-22T16:42:00+03:30' })

    await desk.publish(id)

    expect((await seen(id)).body.publishedAt).toBe('2020-12-22T13:12:00.000Z')
    const refused = await editor('PATCH', url(id), { firstPublishedAt: null }, await desk.current(id))
    expect(refused.status).toBe(409)
  })

  test('a long article is published', async () => {
    const { id } = await desk.draft({ body: 'Twenty words of no weight at all. '.repeat(5500) })

    expect((await desk.publish(id)).edition).toBe(1)
    expect((await seen(id)).body.wordCount).toBe(38_500)
  })

  test('null is not an empty body', async () => {
    const { id } = await desk.draft()

    expect((await editor('POST', `${url(id)}/publications`, 'null', { 'if-match': '"1"' })).status).toBe(400)
  })

  test('refused: without If-Match, by a writer, unknown, with nothing to read', async () => {
    const { id } = await desk.draft()
    const empty = await desk.draft({ body: '<script>1</script>' })

    expect((await editor('POST', `${url(id)}/publications`, {})).status).toBe(428)
    expect((await writer('POST', `${url(id)}/publications`, {}, { 'if-match': '"1"' })).status).toBe(403)
    expect((await editor('POST', `${url(UNKNOWN)}/publications`, {}, { 'if-match': '"1"' })).status).toBe(404)
    const blocked = await editor('POST', `${url(empty.id)}/publications`, {}, { 'if-match': '"1"' })
    expect(blocked.body).toMatchObject({
      status: 409,
      code: 'publication-blocked',
      errors: [{ pointer: '/body' }],
    })
  })

  test('twenty at once from one version make one edition', async () => {
    const { id } = await desk.draft()

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => editor('POST', `${url(id)}/publications`, {}, { 'if-match': '"1"' })),
    )

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(19)
    expect(await db.edition.count()).toBe(1)
  })

  test('editions of one article cannot overlap, whoever writes them', async () => {
    const { id } = await desk.draft()
    await desk.publish(id)

    const copy = db.$executeRaw`
      insert into edition select gen_random_uuid(), article_id, 2, revision, publish_at, embargo_until, expires_at,
        valid_from + interval '1 hour', valid_to, published_at, slug, title, subtitle, slugline, kind, language,
        section_id, summary, dateline_place, dateline_date, byline, markdown, html, text, word_count, time_zone,
        urgency, source, rights, search, created_at, created_by from edition`

    await expect(copy).rejects.toThrow(/edition_no_overlap|23P01|exclusion/)
  })

  test('events of what is public take gapless positions; the rest stay private', async () => {
    const [one, two] = [await desk.draft(), await desk.draft()]
    await Promise.all([desk.publish(one.id), desk.publish(two.id), desk.draft()])
    await desk.publish((await desk.draft()).id, { publishAt: LATER })

    const events = await db.event.findMany({
      orderBy: { position: 'asc' },
      where: { position: { not: null } },
    })

    expect(events.map(({ type, position }) => [type, Number(position)])).toEqual([
      ['article.published', 1],
      ['article.published', 2],
    ])
  })
})

describe('DELETE /v1/editorial/articles/:id/publications/scheduled', () => {
  test('takes it back, and what was there goes on', async () => {
    const { id } = await desk.draft()
    await desk.publish(id)
    await desk.publish(id, { publishAt: LATER })

    const canceled = await editor(
      'DELETE',
      `${url(id)}/publications/scheduled`,
      undefined,
      await desk.current(id),
    )

    expect(canceled.body).toMatchObject({ state: 'published', edition: 1, scheduled: null })
    const [edition] = await db.edition.findMany()
    expect(edition?.validTo).toBeNull()
    const nothing = await editor(
      'DELETE',
      `${url(id)}/publications/scheduled`,
      undefined,
      await desk.current(id),
    )
    expect(nothing.status).toBe(404)
  })

  test('a slug that only the canceled edition bore is free again', async () => {
    const { id } = await desk.draft()
    await desk.publish(id)
    await desk.change(id, { slug: 'night-harbour' })
    await desk.publish(id, { publishAt: LATER })
    await desk.change(id, { slug: 'harbour' })

    await editor('DELETE', `${url(id)}/publications/scheduled`, undefined, await desk.current(id))

    expect((await desk.draft({ slug: 'night-harbour' })).slug).toBe('night-harbour')
  })

  test('leaves what the review had made of an article; an approval holds for the words that were approved', async () => {
    const step = async (id: string, name: string) =>
      editor('POST', `${url(id)}/${name}`, {}, await desk.current(id))
    const takenBack = async (id: string) =>
      editor('DELETE', `${url(id)}/publications/scheduled`, undefined, await desk.current(id))
    const approved = async () => {
      const { id } = await desk.draft()
      await step(id, 'submissions')
      await step(id, 'approvals')
      await desk.publish(id, { publishAt: LATER })
      return id as string
    }
    const [untouched, reworded] = [await approved(), await approved()]
    await desk.change(reworded, { title: 'Harbour at night' })

    expect((await takenBack(untouched)).body.state).toBe('approved')
    expect((await takenBack(reworded)).body.state).toBe('in_review')
  })

  test('whoever read before is told what changed', async () => {
    const { id } = await desk.draft()
    await desk.publish(id, { publishAt: LATER })
    const old = await desk.current(id)
    await editor('DELETE', `${url(id)}/publications/scheduled`, undefined, old)

    const { status, body } = await editor('PATCH', url(id), { title: 'Late' }, old)

    expect(status).toBe(412)
    expect(body.current.changedFields).toEqual(['scheduled', 'state'])
  })

  test('409 for what was withdrawn for good, and in the last moment before it begins', async () => {
    const [gone, close] = [(await desk.draft()).id, (await desk.draft()).id]
    for (const id of [gone, close]) await desk.publish(id, { publishAt: LATER })
    await desk.withdraw(gone, 'canceled')
    const tags = { gone: await desk.current(gone), close: await desk.current(close) }
    await db.$executeRaw`update edition set valid_from = clock_timestamp() + interval '400 ms' where article_id = ${close}::uuid`

    const last = await editor('DELETE', `${url(close)}/publications/scheduled`, undefined, tags.close)
    const late = await editor('DELETE', `${url(gone)}/publications/scheduled`, undefined, tags.gone)

    expect(last.body).toMatchObject({ status: 409, code: 'conflict' })
    expect(late.body).toMatchObject({ status: 409, code: 'conflict' })
    expect(await db.edition.count()).toBe(2)
  })

  test('a first publication that is taken back leaves a draft', async () => {
    const { id } = await desk.draft()
    await desk.publish(id, { publishAt: LATER })

    await editor('DELETE', `${url(id)}/publications/scheduled`, undefined, await desk.current(id))

    expect((await desk.read(id)).body).toMatchObject({ state: 'draft', edition: null })
    expect((await desk.publish(id)).edition).toBe(1)
  })
})

describe('withdrawals', () => {
  test('withheld is 404 like an unknown article, and comes back', async () => {
    const { id } = await desk.draft()
    await desk.publish(id)
    const before = await seen(id)

    await desk.withdraw(id, 'withheld', 'Not for the public')

    expect((await seen(id)).status).toBe(404)
    expect((await desk.read(id)).body.pubStatus).toBe('withheld')
    const refused = await editor('POST', `${url(id)}/publications`, {}, await desk.current(id))
    expect(refused.status).toBe(409)
    const back = await editor('DELETE', `${url(id)}/withdrawals/current`, undefined, await desk.current(id))
    expect(back.body.pubStatus).toBe('usable')
    expect((await seen(id)).body).toEqual(before.body)
  })

  test.each([
    ['canceled', 410, 'gone'],
    ['legal', 451, 'unavailable-for-legal-reasons'],
  ])('%s is %i with its notice, by id and by slug, for good', async (kind, status, code) => {
    const { id } = await desk.draft()
    await desk.publish(id)

    await desk.withdraw(id, kind, 'We took it back.')

    for (const path of [`/v1/articles/${id}`, '/v1/articles/by-slug/harbour']) {
      expect((await reader('GET', path)).body).toMatchObject({ status, code, notice: 'We took it back.' })
    }
    expect((await reader('GET', '/v1/articles')).body.data).toEqual([])
    const back = await editor('DELETE', `${url(id)}/withdrawals/current`, undefined, await desk.current(id))
    expect(back.status).toBe(409)
    const again = await editor(
      'POST',
      `${url(id)}/withdrawals`,
      { kind: 'legal', reason: 'x' },
      await desk.current(id),
    )
    expect(again.status).toBe(409)
  })

  test('what was never public stays unknown when it is canceled', async () => {
    const { id } = await desk.draft()
    await desk.publish(id, { publishAt: LATER })

    await desk.withdraw(id, 'canceled', 'Never seen')

    expect((await seen(id)).status).toBe(404)
    expect((await reader('GET', '/v1/articles/by-slug/harbour')).status).toBe(404)
  })

  test('what began while it was withheld was seen by nobody, and is not spoken of', async () => {
    const { id } = await desk.draft()
    await desk.publish(id, { publishAt: new Date(Date.now() + 1000).toISOString() })
    await desk.withdraw(id, 'withheld')
    await new Promise((done) => setTimeout(done, 1200))

    await desk.withdraw(id, 'canceled', 'A secret notice')

    expect((await seen(id)).status).toBe(404)
  })

  test('withheld may still be canceled; a draft is deleted instead', async () => {
    const { id } = await desk.draft()
    const refused = await editor(
      'POST',
      `${url(id)}/withdrawals`,
      { kind: 'withheld', reason: 'x' },
      { 'if-match': '"1"' },
    )
    expect(refused.status).toBe(409)
    await desk.publish(id)
    await desk.withdraw(id, 'withheld')
    await desk.withdraw(id, 'canceled')

    expect((await seen(id)).status).toBe(410)
  })
})

test('draft, scheduled, withheld, deleted and unknown answer alike on every delivery path, by the same statements', async () => {
  const speaker = await desk.speaker()
  const hidden = async (members: object) => {
    const { id, slug } = await desk.draft(members)
    const segments = [{ exact: 'We will dredge at night,' }]
    const quote = await desk.quote(id, { segments, speakerId: speaker.id, review: 'confirmed' })
    return { id, slug, quote: quote.id }
  }
  const draft = await hidden({ title: 'Draft', tags: [(await desk.tag('Secret')).slug] })
  const scheduled = await hidden({ title: 'Scheduled' })
  await desk.publish(scheduled.id, { publishAt: LATER })
  const withheld = await hidden({ title: 'Withheld' })
  await desk.publish(withheld.id)
  await desk.withdraw(withheld.id, 'withheld', 'A secret notice')
  const unknown = { id: UNKNOWN, slug: 'unknown', quote: UNKNOWN }

  const paths = (a: typeof unknown) => [
    ...['', '?include=quotes,speakers', '/quotes', '/comments'].map((rest) => `/v1/articles/${a.id}${rest}`),
    `/v1/articles/by-slug/${a.slug}`,
    `/v1/quotes/${a.quote}`,
    `/v1/quotes?article=${a.id}`,
    `/v1/comments/counts?articleId=${a.id}`,
  ]
  const answers = async (a: typeof unknown) => {
    const got = []
    for (const path of paths(a)) {
      statements.length = 0
      const { status, text, headers } = await reader('GET', path)
      const body = text.replaceAll(a.id, 'ID').replaceAll(a.slug, 'SLUG').replaceAll(a.quote, 'ID')
      const plain = body.replace(/"requestId":"[^"]+"/, '')
      got.push({
        status,
        body: plain,
        sent: statements.length,
        cache: headers['cache-control'],
        type: headers['content-type'],
      })
    }
    return got
  }

  const reference = await answers(unknown)
  for (const article of [draft, scheduled, withheld]) expect(await answers(article)).toEqual(reference)
  for (const path of [`/v1/speakers/${speaker.id}`, '/v1/tags/secret']) {
    expect((await reader('GET', path)).status).toBe(404)
  }
  for (const list of ['/v1/articles', '/v1/quotes', '/v1/speakers', '/v1/tags']) {
    expect((await reader('GET', `${list}?count=exact`)).body).toMatchObject({ data: [], page: { count: 0 } })
  }
})
