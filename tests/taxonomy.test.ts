import { describe, expect, test } from '@jest/globals'
import { anEdition } from './support/editions.ts'
import { newsroom } from './support/newsroom.ts'

const { admin, as, db, editor, moderator, reader, statements, writer } = await newsroom()

const UNKNOWN = '0190a000-0000-7000-8000-000000000000'
type Noun = 'section' | 'tag' | 'author'
const NOUNS: Noun[] = ['section', 'tag', 'author']

const desk = (noun: Noun) => `/v1/editorial/${noun}s`
const add = async (noun: Noun, body: object) => (await editor('POST', desk(noun), body)).body
const publish = (noun: Noun, id: string) =>
  anEdition(db, noun === 'section' ? { section: id } : { [`${noun}s`]: [id] })
const names = (answer: { body: { data: { name: string }[] } }) => answer.body.data.map(({ name }) => name)

describe.each(NOUNS)('POST /v1/editorial/%ss', (noun) => {
  test('adds one, says where it lives, and notes it in the log', async () => {
    const added = await writer('POST', desk(noun), { name: 'Région & Monde', description: 'Abroad.' })

    expect(added.status).toBe(201)
    expect(added.body).toMatchObject({ name: 'Région & Monde', slug: 'region-monde', description: 'Abroad.' })
    expect(added.body).toMatchObject({ version: 1, updatedBy: 'Test writer' })
    expect(added.headers).toMatchObject({ etag: '"1"', location: `${desk(noun)}/${added.body.id}` })
    expect((await writer('GET', String(added.headers.location))).body).toEqual(added.body)
    const events = await db.event.findMany({ where: { subjectId: added.body.id } })
    expect(events).toMatchObject([{ type: `${noun}.created`, position: null, actorLabel: 'Test writer' }])
  })

  test('gives twenty that ask for no slug at once one each', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, () => writer('POST', desk(noun), { name: 'Sport' })),
    )

    expect(all.map(({ status }) => status)).toEqual(Array(20).fill(201))
    const slugs = new Set(all.map(({ body }) => body.slug))
    const numbered = Array.from({ length: 19 }, (_, i) => `sport-${i + 2}`)
    expect(slugs).toEqual(new Set(['sport', ...numbered]))
  })

  test('gives a slug that twenty ask for at once to one of them', async () => {
    const body = { name: 'Sport', slug: 'sport' }
    const all = await Promise.all(Array.from({ length: 20 }, () => writer('POST', desk(noun), body)))

    expect(all.filter(({ status }) => status === 201)).toHaveLength(1)
    const refused = all.filter(({ status }) => status === 409)
    expect(refused).toHaveLength(19)
    expect(refused[0]?.body).toMatchObject({ code: 'slug-taken', errors: [{ pointer: '/slug' }] })
  })

  test('the same Idempotency-Key adds one', async () => {
    const headers = { 'idempotency-key': 'k1' }
    const first = await writer('POST', desk(noun), { name: 'Sport' }, headers)
    const again = await writer('POST', desk(noun), { name: 'Sport' }, headers)

    expect(again.body).toEqual(first.body)
    expect((await writer('GET', desk(noun))).body.data).toHaveLength(1)
  })
})

test.each<[string, unknown, string]>([
  ['no name', {}, '/name'],
  ['an empty name', { name: '' }, '/name'],
  ['a name that is too long', { name: 'x'.repeat(161) }, '/name'],
  ['a name of two lines', { name: 'a\nb' }, '/name'],
  ['a name that is a number', { name: 7 }, '/name'],
  ['a NUL', { name: 'a\u0000b' }, '/name'],
  ['a lone surrogate', { name: 'x', description: '\ud800' }, '/description'],
  ['null for what may be absent', { name: 'x', description: null }, '/description'],
  ['a slug in capitals', { name: 'x', slug: 'Sport' }, '/slug'],
  ['a slug with two hyphens', { name: 'x', slug: 'a--b' }, '/slug'],
  ['a slug like a UUID', { name: 'x', slug: UNKNOWN }, '/slug'],
  ['an unknown member', { name: 'x', id: UNKNOWN }, '/id'],
  ['no object', [], ''],
])('POST 400 for %s', async (_case, body, pointer) => {
  const refused = await editor('POST', desk('tag'), body)

  expect(refused.body).toMatchObject({ status: 400, code: 'validation' })
  expect(refused.body.errors[0].pointer).toBe(pointer)
  expect(await db.tag.count()).toBe(0)
})

describe.each(NOUNS)('PATCH /v1/editorial/%ss/{key}', (noun) => {
  test('changes what is sent, by id or slug, and removes what is null', async () => {
    const { id } = await add(noun, { name: 'Sport', description: 'Games.' })

    const renamed = await editor('PATCH', `${desk(noun)}/sport`, { name: 'Sports' }, { 'if-match': '"1"' })
    const bare = await editor(
      'PATCH',
      `${desk(noun)}/${id}`,
      { description: null, slug: 'games' },
      { 'if-match': 'W/"2"' },
    )

    expect(renamed.body).toMatchObject({
      id,
      name: 'Sports',
      slug: 'sport',
      description: 'Games.',
      version: 2,
    })
    expect(bare).toMatchObject({ status: 200, headers: { etag: '"3"' } })
    expect(bare.body).toMatchObject({ name: 'Sports', slug: 'games', description: null, version: 3 })
    const events = await db.event.findMany({
      where: { type: `${noun}.changed` },
      orderBy: { sequence: 'asc' },
    })
    expect(events).toMatchObject([
      { version: 2, position: null, changes: { name: { before: 'Sport', after: 'Sports' } } },
      {
        version: 3,
        subjectSlug: 'games',
        aliases: ['sport'],
        changes: {
          description: { before: 'Games.', after: null },
          slug: { before: 'sport', after: 'games' },
        },
      },
    ])
  })

  test.each<[string, object]>([
    ['nothing', {}],
    ['what it already says', { name: 'Sport', description: null }],
  ])('%s is no change', async (_case, patch) => {
    const before = await add(noun, { name: 'Sport' })

    const same = await editor('PATCH', `${desk(noun)}/sport`, patch, {
      'if-match': '"1"',
      'content-type': 'application/merge-patch+json',
    })

    expect(same).toMatchObject({ status: 200, body: before, headers: { etag: '"1"' } })
    expect(await db.event.count({ where: { type: `${noun}.changed` } })).toBe(0)
  })

  test('412 tells what changed since, 428 asks for If-Match', async () => {
    const { id } = await add(noun, { name: 'Sport' })
    await editor('PATCH', `${desk(noun)}/${id}`, { name: 'Sports' }, { 'if-match': '"1"' })
    await editor('PATCH', `${desk(noun)}/${id}`, { description: 'Games.' }, { 'if-match': '"2"' })

    const stale = await editor('PATCH', `${desk(noun)}/${id}`, { name: 'x' }, { 'if-match': '"1"' })
    const any = await editor('PATCH', `${desk(noun)}/${id}`, { name: 'x' }, { 'if-match': '*' })
    const none = await editor('DELETE', `${desk(noun)}/${id}`)

    const current = { version: 3, changedBy: 'Test editor', changedFields: ['description', 'name'] }
    expect(stale.body).toMatchObject({ status: 412, code: 'stale', current })
    expect([any.body.code, none.body.code]).toEqual(['precondition-required', 'precondition-required'])
  })

  test('409 for the slug of another', async () => {
    await add(noun, { name: 'Sport' })
    await add(noun, { name: 'Games' })

    const refused = await editor('PATCH', `${desk(noun)}/games`, { slug: 'sport' }, { 'if-match': '"1"' })

    expect(refused.body).toMatchObject({ status: 409, code: 'slug-taken' })
  })

  test('404 for an unknown one', async () => {
    const unknown = [UNKNOWN, 'nowhere'].map((key) =>
      editor('PATCH', `${desk(noun)}/${key}`, { name: 'x' }, { 'if-match': '"1"' }),
    )
    for (const answer of await Promise.all(unknown)) expect(answer.status).toBe(404)
  })
})

test.each<[string, unknown]>([
  ['null for the name', { name: null }],
  ['null for the slug', { slug: null }],
  ['an unknown member', { version: 7 }],
  ['no object', ['x']],
])('PATCH 400 for %s', async (_case, patch) => {
  await add('tag', { name: 'Sport' })

  expect((await editor('PATCH', `${desk('tag')}/sport`, patch, { 'if-match': '"1"' })).status).toBe(400)
})

describe.each(NOUNS)('DELETE /v1/editorial/%ss/{key}', (noun) => {
  test('removes what nothing names', async () => {
    const { id } = await add(noun, { name: 'Sport' })

    const removed = await editor('DELETE', `${desk(noun)}/sport`, undefined, { 'if-match': '"1"' })

    expect(removed.status).toBe(204)
    expect((await editor('GET', `${desk(noun)}/${id}`)).status).toBe(404)
    expect(await db.event.count({ where: { type: `${noun}.deleted`, subjectId: id } })).toBe(1)
  })

  test('409 while an article was saved under it, and it stays', async () => {
    const { id } = await add(noun, { name: 'Sport' })
    await publish(noun, id)

    const refused = await editor('DELETE', `${desk(noun)}/sport`, undefined, { 'if-match': '"1"' })

    expect(refused.body).toMatchObject({ status: 409, detail: `The ${noun} sport is in use by 1 article.` })
    expect((await editor('GET', `${desk(noun)}/${id}`)).status).toBe(200)
  })
})

describe('who may change what', () => {
  const change = (noun: Noun) => writer('PATCH', `${desk(noun)}/sport`, { name: 'x' }, { 'if-match': '"1"' })

  test('a writer changes a tag or author only while no reader sees it, a section never', async () => {
    const before: number[] = []
    for (const noun of NOUNS) {
      const { id } = await add(noun, { name: 'Sport' })
      before.push((await change(noun)).status)
      await publish(noun, id)
    }

    const after = await Promise.all(NOUNS.map(change))
    const deletion = await writer('DELETE', `${desk('tag')}/sport`, undefined, { 'if-match': '"2"' })

    expect(before).toEqual([403, 200, 200])
    expect(after.map(({ status }) => status)).toEqual([403, 403, 403])
    expect(deletion.status).toBe(403)
  })

  test.each([
    ['nobody', () => reader, 401, 401],
    ['a moderator', () => moderator, 403, 403],
    ['a wrong key', () => as({ authorization: 'Bearer vb_aaaaaaaa_x' }), 401, 401],
    ['an administrator', () => admin, 200, 201],
  ])('%s', async (_who, who, reading, writing) => {
    expect((await who()('GET', desk('section'))).status).toBe(reading)
    expect((await who()('POST', desk('section'), { name: 'Sport' })).status).toBe(writing)
  })
})

describe.each(NOUNS)('GET /v1/%ss', (noun) => {
  test('shows sections always, tags and authors while a visible edition names them', async () => {
    const ids: Record<string, string> = {}
    for (const name of ['Old', 'Later', 'Withheld', 'Seen', 'Unused'])
      ids[name] = (await add(noun, { name })).id
    const naming = (name: string) =>
      noun === 'section' ? { section: ids[name] ?? '' } : { [`${noun}s`]: [ids[name] ?? ''] }
    await anEdition(db, { ...naming('Old'), from: -60, to: -1 })
    await anEdition(db, { ...naming('Later'), from: 60 })
    await anEdition(db, { ...naming('Withheld'), pubStatus: 'withheld' })
    await anEdition(db, naming('Seen'))

    const list = await reader('GET', `/v1/${noun}s?count=exact`)
    const old = await reader('GET', `/v1/${noun}s/old`)

    const isSection = noun === 'section'
    expect(names(list)).toEqual(isSection ? ['Later', 'Old', 'Seen', 'Unused', 'Withheld'] : ['Seen'])
    expect(list.body.page).toEqual({ next: null, count: isSection ? 5 : 1 })
    expect(old.status).toBe(isSection ? 200 : 404)
    const seen = await reader('GET', `/v1/${noun}s/seen`)
    expect(seen.body).toEqual({ id: ids.Seen, slug: 'seen', name: 'Seen', description: null })
    expect((await reader('GET', `/v1/${noun}s/${ids.Seen?.toUpperCase()}`)).body).toEqual(seen.body)
  })

  test('pages through every one once, by name, while others are added', async () => {
    const ids = []
    for (const name of ['C', 'A', 'B', 'B', 'D']) ids.push((await add(noun, { name })).id)
    if (noun !== 'section') await anEdition(db, { [`${noun}s`]: ids })

    const first = await reader('GET', `/v1/${noun}s?limit=2`)
    await add(noun, { name: 'AA' })
    const second = await reader('GET', `/v1/${noun}s?limit=2&cursor=${first.body.page.next}`)
    const third = await reader('GET', `/v1/${noun}s?limit=2&cursor=${second.body.page.next}`)

    expect([first, second, third].map(names)).toEqual([['A', 'B'], ['B', 'C'], ['D']])
    expect(third.body.page.next).toBeNull()
    expect(first.headers.link).toContain('rel="next"')
    expect((await reader('GET', `/v1/tags?cursor=${first.body.page.next}x`)).body.code).toBe('invalid-cursor')
    const onDesk = await writer('GET', `${desk(noun)}?limit=3`)
    const rest = await writer('GET', `${desk(noun)}?limit=3&count=exact&cursor=${onDesk.body.page.next}`)
    expect([...names(onDesk), ...names(rest)]).toEqual(['A', 'AA', 'B', 'B', 'C', 'D'])
    expect(rest.body.page.count).toBe(6)
  })

  test('costs one statement, is cacheable until the next transition, and is 304 unchanged', async () => {
    const { id } = await add(noun, { name: 'Sport' })
    await publish(noun, id)
    await anEdition(db, { from: 1 / 2 })

    statements.length = 0
    const list = await reader('GET', `/v1/${noun}s`)
    const one = await reader('GET', `/v1/${noun}s/sport`)

    expect(statements).toHaveLength(2)
    expect(list.headers['cache-control']).toMatch(/^public, max-age=10, stale-while-revalidate=1?\d$/)
    expect(one.headers['cache-control']).toMatch(/^public, max-age=10, stale-while-revalidate=1?\d$/)
    expect(list.headers['cache-tag']).toBe(`${noun}s,${noun}:${id}`)
    const headers = { 'if-none-match': String(one.headers.etag), 'cache-control': 'no-cache' }
    expect((await reader('GET', `/v1/${noun}s/sport`, undefined, headers)).status).toBe(304)
    expect((await reader('HEAD', `/v1/${noun}s/sport`)).status).toBe(200)
  })
})

test('an empty list of tags is cacheable no longer than the next transition either', async () => {
  const { id } = await add('tag', { name: 'Later' })
  await anEdition(db, { tags: [id], from: 1 / 12 })

  const list = await reader('GET', '/v1/tags')

  expect(list.body.data).toEqual([])
  expect(list.headers['cache-control']).toMatch(/^public, max-age=[0-4], stale-while-revalidate=0$/)
})

test.each(['limit=0', 'limit=101', 'limit=0x10', 'unknown=1', 'count=all', 'cursor='])(
  'GET 400 for ?%s',
  async (query) => {
    expect((await reader('GET', `/v1/tags?${query}`)).status).toBe(400)
  },
)
