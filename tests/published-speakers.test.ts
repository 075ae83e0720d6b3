import { describe, expect, test } from '@jest/globals'
import { anEdition } from './support/editions.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, reader, statements } = await newsroom()

const add = async (body: object): Promise<{ id: string; slug: string }> =>
  (await editor('POST', '/v1/editorial/speakers', { kind: 'person', ...body })).body
const names = (answer: { body: { data: { name: string }[] } }) => answer.body.data.map(({ name }) => name)
const get = (path: string) => reader('GET', `/v1/speakers${path}`)

/** A speaker with one quote in a visible article. */
async function aPublicSpeaker(body: object) {
  const speaker = await add(body)
  await anEdition(db, { quotes: [{ speaker: speaker.id }] })
  return speaker
}

describe('GET /v1/speakers/{id}', () => {
  test('shows a speaker whom a visible article quotes', async () => {
    const city = await aPublicSpeaker({ name: 'City of Marsana', kind: 'organization' })
    const words = {
      name: 'Leonor Achterberg',
      sortName: 'Achterberg, Leonor',
      description: 'Mayor.',
      aliases: [
        { name: 'Achterberg', type: 'surname' },
        { name: '@leonor', type: 'handle' },
      ],
      identifiers: [{ scheme: 'wikidata', value: 'Q42' }],
    }
    const roles = [{ title: 'Mayor', from: '2022-06' }]
    const { id } = await aPublicSpeaker({ ...words, roles, parentOrganization: city.id })
    await anEdition(db, { quotes: [{ speaker: id }, { speaker: id }, { speaker: city.id, onBehalfOf: id }] })
    await anEdition(db, { quotes: [{ speaker: id }], from: 60 })

    statements.length = 0
    const shown = await get(`/${id}`)

    expect(statements).toHaveLength(1)
    expect(shown.body).toEqual({
      ...words,
      id,
      slug: 'leonor-achterberg',
      kind: 'person',
      roles: [{ title: 'Mayor', organization: null, from: '2022-06', to: null }],
      parentOrganization: { id: city.id, slug: 'city-of-marsana', name: 'City of Marsana' },
      quoteCount: 3,
    })
    expect((await get('/by-slug/leonor-achterberg')).body).toEqual(shown.body)
    expect((await get(`/${id.toUpperCase()}`)).body).toEqual(shown.body)
    expect(shown.headers['cache-tag']).toBe(`speaker:${id},speakers`)
    const headers = { 'if-none-match': String(shown.headers.etag) }
    expect((await reader('GET', `/v1/speakers/${id}`, undefined, headers)).status).toBe(304)
  })

  test('an organization that no visible article names stays unnamed', async () => {
    const city = await add({ name: 'City', kind: 'organization' })
    const { id } = await aPublicSpeaker({ name: 'Leonor', parentOrganization: city.id })

    expect((await get(`/${id}`)).body).toMatchObject({ parentOrganization: null, quoteCount: 1 })
  })

  test('one for whom somebody spoke is public without a quote of their own', async () => {
    const { id: speaker } = await add({ name: 'Spokeswoman' })
    const { id } = await add({ name: 'Ministry', kind: 'organization' })
    await anEdition(db, { quotes: [{ speaker, onBehalfOf: id }] })

    expect((await get(`/${id}`)).body).toMatchObject({ name: 'Ministry', quoteCount: 0 })
  })

  test.each<[string, object]>([
    ['not yet begun', { from: 60 }],
    ['expired', { from: -60, to: -1 }],
    ['withheld', { pubStatus: 'withheld' }],
  ])('404 while the only article is %s, in the words of an unknown one', async (_case, published) => {
    const { id, slug } = await add({ name: 'Leonor' })
    await anEdition(db, { ...published, quotes: [{ speaker: id }] })

    const hidden = await get(`/${id}`)
    const unknown = await get(`/${id.replace(/.{4}$/, 'ffff')}`)

    expect([hidden.status, unknown.status]).toEqual([404, 404])
    expect(hidden.headers['cache-control']).toBe('no-store')
    expect(hidden.body.detail.replace(id, '')).toBe(unknown.body.detail.replace(/[0-9a-f-]{36}/, ''))
    expect((await get(`/by-slug/${slug}`)).status).toBe(404)
  })

  test.each(['/nonsense', '/019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20?fields=secret', '?fields=', '?q='])(
    '400 for %s',
    async (path) => {
      expect((await get(path)).status).toBe(400)
    },
  )
})

describe('GET /v1/speakers', () => {
  test('pages through the public ones once, by name, with one statement and one for the count', async () => {
    for (const name of ['C', 'A', 'B', 'B']) await aPublicSpeaker({ name })
    await add({ name: 'AA' })

    const first = await get('?limit=3')
    statements.length = 0
    const second = await get(`?limit=3&count=exact&cursor=${first.body.page.next}`)

    expect(statements).toHaveLength(2)
    expect([...names(first), ...names(second)]).toEqual(['A', 'B', 'B', 'C'])
    expect(second.body.page).toEqual({ next: null, count: 4 })
    expect(first.headers.link).toContain('rel="next"')
    expect((await get(`?q=A&cursor=${first.body.page.next}`)).body.code).toBe('invalid-cursor')
  })

  test.each([
    ['q=BRASK', ['Teodor Brask']],
    ['q=jose', ['Teodor Brask']],
    ['q=%25', []],
    ['q=_', []],
    ['kind=organization', ['Port']],
    ['kind=organization,person', ['Port', 'Teodor Brask']],
    ['slug=port', ['Port']],
    ['slug=hidden', []],
  ])('?%s', async (query, found) => {
    await aPublicSpeaker({ name: 'Teodor Brask', aliases: [{ name: 'José', type: 'full' }] })
    await aPublicSpeaker({ name: 'Port', kind: 'organization' })
    await add({ name: 'Hidden' })

    const list = await get(`?count=exact&${query}`)

    expect(names(list)).toEqual(found)
    expect(list.body.page.count).toBe(found.length)
  })

  test('?fields= leaves only what was chosen, and the id', async () => {
    const { id } = await aPublicSpeaker({ name: 'Leonor' })

    expect((await get('?fields=name,kind')).body.data).toEqual([{ id, name: 'Leonor', kind: 'person' }])
    expect((await get(`/${id}?fields=quoteCount`)).body).toEqual({ id, quoteCount: 1 })
  })

  test('an empty page is cacheable no longer than the next transition', async () => {
    const { id } = await add({ name: 'Leonor' })
    await anEdition(db, { from: 1 / 12, quotes: [{ speaker: id }] })

    const list = await get('')

    expect(list.body.data).toEqual([])
    expect(list.headers['cache-control']).toMatch(/^public, max-age=[0-4], stale-while-revalidate=0$/)
    expect((await get('?kind=robot')).status).toBe(400)
  })
})
