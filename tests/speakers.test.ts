import { describe, expect, test } from '@jest/globals'
import { anEdition, aQuote } from './support/editions.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, moderator, reader, writer } = await newsroom()

const DESK = '/v1/editorial/speakers'
const UNKNOWN = '0190a000-0000-7000-8000-000000000000'

const add = async (body: object) => (await editor('POST', DESK, { kind: 'person', ...body })).body
const change = (id: string, patch: unknown, version = 1, who = editor) =>
  who('PATCH', `${DESK}/${id}`, patch, { 'if-match': `"${version}"` })
const remove = (id: string, version = 1, who = editor) =>
  who('DELETE', `${DESK}/${id}`, undefined, { 'if-match': `"${version}"` })
const names = (answer: { body: { data: { name: string }[] } }) => answer.body.data.map(({ name }) => name)

const WHOLE = {
  name: 'Leonor Achterberg',
  kind: 'person',
  slug: 'mayor-achterberg',
  sortName: 'Achterberg, Leonor',
  description: 'Mayor of Marsana.',
  aliases: [
    { name: 'Achterberg', type: 'surname' },
    { name: 'ليونور أختربرغ', type: 'transliteration' },
  ],
  identifiers: [
    { scheme: 'wikidata', value: 'Q42' },
    { scheme: 'orcid', value: '0000-0002-1694-233X' },
  ],
  roles: [
    { title: 'Mayor', organization: 'City of Marsana', from: '2022-06' },
    { title: 'Deputy Mayor', from: '2019-05', to: '2022-06' },
  ],
}

describe('POST /v1/editorial/speakers', () => {
  test('a name and a kind are enough', async () => {
    const added = await writer('POST', DESK, { name: 'سعيد خطيب‌زاده', kind: 'person' })

    expect(added.status).toBe(201)
    expect(added.headers).toMatchObject({ etag: '"1"', location: `${DESK}/${added.body.id}` })
    expect(added.body).toMatchObject({ name: 'سعيد خطيب‌زاده', kind: 'person', version: 1, mergedInto: null })
    expect(added.body).toMatchObject({ sortName: null, aliases: [], identifiers: [], roles: [] })
    expect(added.body.slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    const events = await db.event.findMany({ where: { subjectId: added.body.id } })
    expect(events).toMatchObject([{ type: 'speaker.created', position: null, actorLabel: 'Test writer' }])
  })

  test('keeps everything that was sent', async () => {
    const { id: organization } = await add({ name: 'City of Marsana', kind: 'organization' })

    const added = await writer('POST', DESK, { ...WHOLE, parentOrganization: 'city-of-marsana' })

    const roles = [
      { title: 'Mayor', organization: 'City of Marsana', from: '2022-06', to: null },
      { title: 'Deputy Mayor', organization: null, from: '2019-05', to: '2022-06' },
    ]
    expect(added.body).toMatchObject({ ...WHOLE, roles, parentOrganization: organization })
    expect((await writer('GET', `${DESK}/${added.body.id}`)).body).toEqual(added.body)
  })

  test('gives twenty of one name a slug each', async () => {
    const one = { name: 'Ana Silva', kind: 'person' }
    const all = await Promise.all(Array.from({ length: 20 }, () => writer('POST', DESK, one)))

    expect(all.map(({ status }) => status)).toEqual(Array(20).fill(201))
    const numbered = Array.from({ length: 19 }, (_, i) => `ana-silva-${i + 2}`)
    expect(new Set(all.map(({ body }) => body.slug))).toEqual(new Set(['ana-silva', ...numbered]))
  })

  test('gives a slug, and an identifier, that many ask for at once to one of them', async () => {
    const one = { name: 'Ana Silva', kind: 'person' }
    const slugs = Array.from({ length: 20 }, () => writer('POST', DESK, { ...one, slug: 'ana' }))
    const ids = Array.from({ length: 20 }, () =>
      writer('POST', DESK, { ...one, identifiers: [{ scheme: 'wikidata', value: 'Q1' }] }),
    )

    for (const [answers, code] of [
      [await Promise.all(slugs), 'slug-taken'],
      [await Promise.all(ids), 'conflict'],
    ] as const) {
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
      expect(answers.filter(({ body }) => body.code === code)).toHaveLength(19)
    }
    expect(await db.speaker.count()).toBe(2)
  })

  test('422 for an organization that does not exist', async () => {
    const refused = await writer('POST', DESK, { name: 'x', kind: 'person', parentOrganization: 'nowhere' })

    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/parentOrganization' }] })
    expect(await db.speaker.count()).toBe(0)
  })

  const identified = (scheme: string, value: string) => ({ identifiers: [{ scheme, value }] })

  test.each<[string, unknown, string]>([
    ['no kind', { kind: undefined }, '/kind'],
    ['an unknown kind', { kind: 'robot' }, '/kind'],
    ['a name that is too long', { name: 'x'.repeat(161) }, '/name'],
    ['a NUL', { description: 'a\u0000' }, '/description'],
    ['a lone surrogate', { aliases: [{ name: '\udc00', type: 'full' }] }, '/aliases/0/name'],
    ['null for what may be absent', { sortName: null }, '/sortName'],
    ['an unknown member', { mergedInto: UNKNOWN }, '/mergedInto'],
    [
      'an unknown member of an alias',
      { aliases: [{ name: 'x', type: 'full', folded: 'x' }] },
      '/aliases/0/folded',
    ],
    ['a role that begins on no date', { roles: [{ title: 'x', from: '2022-13' }] }, '/roles/0/from'],
    [
      'a role that ends before it begins',
      { roles: [{ title: 'x', from: '2022', to: '2021' }] },
      '/roles/0/to',
    ],
    ['an unknown scheme', identified('imdb', 'nm1'), '/identifiers/0/scheme'],
    ['no Wikidata item', identified('wikidata', '42'), '/identifiers/0/value'],
    ['no VIAF number', identified('viaf', '12a'), '/identifiers/0/value'],
    ['an ORCID with a wrong check digit', identified('orcid', '0000-0002-1825-0098'), '/identifiers/0/value'],
    ['an ISNI with a wrong check digit', identified('isni', '0000000122819551'), '/identifiers/0/value'],
    ['a handle with a space', identified('x', 'a b'), '/identifiers/0/value'],
    ['an address without a server', identified('mastodon', '@user'), '/identifiers/0/value'],
    ['no http address', identified('url', 'javascript:alert(1)'), '/identifiers/0/value'],
    ['an identifier twice', { identifiers: Array(2).fill({ scheme: 'viaf', value: '7' }) }, '/identifiers/1'],
  ])('400 for %s', async (_case, members, pointer) => {
    const refused = await writer('POST', DESK, { name: 'x', kind: 'person', ...(members as object) })

    expect(refused.body).toMatchObject({ status: 400, code: 'validation' })
    expect(refused.body.errors[0].pointer).toBe(pointer)
    expect(await db.speaker.count()).toBe(0)
  })

  test.each([
    ['wikidata', 'Q42'],
    ['viaf', '75121530'],
    ['orcid', '0000-0002-1825-0097'],
    ['isni', '000000012281955X'],
    ['x', '@SKhatibzadeh'],
    ['mastodon', '@newsroom@social.example'],
    ['url', 'https://example.org/people/1?x=y'],
  ])('takes %s %s', async (scheme, value) => {
    const added = await add({ name: 'x', identifiers: [{ scheme, value }] })

    expect(added.identifiers).toEqual([{ scheme, value }])
  })

  test.each([
    ['nobody', () => reader, 401],
    ['a moderator', () => moderator, 403],
  ])('%s is refused', async (_who, who, status) => {
    expect((await who()('POST', DESK, { nonsense: true })).status).toBe(status)
    expect((await who()('GET', DESK)).status).toBe(status)
  })
})

describe('GET /v1/editorial/speakers', () => {
  test.each([
    ['q=achter', ['Leonor Achterberg']],
    ['q=ACHTER', ['Leonor Achterberg']],
    ['q=%D8%A3%D8%AE%D8%AA', ['Leonor Achterberg']],
    ['q=jose', ['Teodor Brask']],
    ['q=JOS%C3%89', ['Teodor Brask']],
    ['q=100%25', ['100% Marsana']],
    ['q=_', []],
    ['q=%5C', []],
    ['kind=group,document', ['100% Marsana']],
    ['slug=teodor-brask,unknown', ['Teodor Brask']],
    ['q=e&kind=group', []],
    ['', ['100% Marsana', 'Leonor Achterberg', 'Teodor Brask']],
  ])('?%s', async (query, found) => {
    await add(WHOLE)
    await add({ name: 'Teodor Brask', aliases: [{ name: 'José  Brask', type: 'full' }] })
    await add({ name: '100% Marsana', kind: 'group' })

    const list = await writer('GET', `${DESK}?count=exact&${query}`)

    expect(names(list)).toEqual(found)
    expect(list.body.page.count).toBe(found.length)
  })

  test('pages through every speaker once, by name', async () => {
    for (const name of ['C', 'A', 'B', 'B']) await add({ name })

    const first = await writer('GET', `${DESK}?limit=3&kind=person`)
    const second = await writer('GET', `${DESK}?limit=3&kind=person&cursor=${first.body.page.next}`)
    const elsewhere = await writer('GET', `${DESK}?limit=3&cursor=${first.body.page.next}`)

    expect([...names(first), ...names(second)]).toEqual(['A', 'B', 'B', 'C'])
    expect(elsewhere.body.code).toBe('invalid-cursor')
  })

  test.each(['kind=robot', 'q=', 'sort=name', 'limit=0', 'kind='])('400 for ?%s', async (query) => {
    expect((await writer('GET', `${DESK}?${query}`)).status).toBe(400)
  })
})

describe('PATCH /v1/editorial/speakers/{id}', () => {
  test('changes what is sent, replaces lists whole, and removes what is null', async () => {
    const { id } = await add(WHOLE)

    const changed = await change(
      id,
      { sortName: null, roles: [{ title: 'Citizen' }], slug: 'leonor' },
      1,
      writer,
    )

    expect(changed).toMatchObject({ status: 200, headers: { etag: '"2"' } })
    expect(changed.body).toMatchObject({
      name: 'Leonor Achterberg',
      slug: 'leonor',
      sortName: null,
      version: 2,
    })
    expect(changed.body.roles).toEqual([{ title: 'Citizen', organization: null, from: null, to: null }])
    expect(changed.body.aliases).toEqual(WHOLE.aliases)
    const [event] = await db.event.findMany({ where: { type: 'speaker.changed' } })
    expect(event).toMatchObject({ version: 2, position: null, aliases: ['mayor-achterberg'] })
    expect(Object.keys(event?.changes as object).sort()).toEqual(['roles', 'slug', 'sortName'])
    expect(event?.changes).toMatchObject({ slug: { before: 'mayor-achterberg', after: 'leonor' } })
  })

  test.each<[string, object]>([
    ['nothing', {}],
    ['what it already says', { name: WHOLE.name, identifiers: [...WHOLE.identifiers].reverse() }],
    ['null for what is not there', { parentOrganization: null }],
  ])('%s is no change', async (_case, patch) => {
    const before = await add(WHOLE)

    const same = await change(before.id, patch)

    expect(same).toMatchObject({ status: 200, body: before, headers: { etag: '"1"' } })
    expect(await db.event.count({ where: { type: 'speaker.changed' } })).toBe(0)
  })

  test('a speaker may keep their identifiers, and not take those of another', async () => {
    const { id } = await add(WHOLE)
    const other = await add({ name: 'Other', identifiers: [{ scheme: 'viaf', value: '7' }] })

    const kept = await change(id, { identifiers: [WHOLE.identifiers[0], { scheme: 'viaf', value: '8' }] })
    const refused = await change(other.id, { identifiers: [WHOLE.identifiers[0]] })

    expect(kept.status).toBe(200)
    expect(refused.body).toMatchObject({ status: 409, code: 'conflict' })
    expect(refused.body.detail).toBe('wikidata Q42 identifies mayor-achterberg already.')
    expect((await writer('GET', `${DESK}/${other.id}`)).body).toEqual(other)
  })

  test.each<[string, unknown, number]>([
    ['null for the name', { name: null }, 400],
    ['null for the slug', { slug: null }, 400],
    ['a version', { version: 2 }, 400],
    ['a list', [], 400],
    ['a wrong identifier', { identifiers: [{ scheme: 'viaf', value: 'x' }] }, 400],
    ['the slug of another', { slug: 'other' }, 409],
    ['an unknown organization', { parentOrganization: UNKNOWN }, 422],
    ['itself as organization', { parentOrganization: 'mayor-achterberg' }, 422],
  ])('%s is refused', async (_case, patch, status) => {
    const { id } = await add(WHOLE)
    await add({ name: 'Other' })

    expect((await change(id, patch)).status).toBe(status)
  })

  test('412 tells what changed since, 428 asks for If-Match, 404 for an unknown one', async () => {
    const { id } = await add(WHOLE)
    await change(id, { name: 'Leonor' })

    const stale = await change(id, { name: 'x' })
    const none = await editor('PATCH', `${DESK}/${id}`, { name: 'x' })

    const current = { version: 2, changedBy: 'Test editor', changedFields: ['name'] }
    expect(stale.body).toMatchObject({ status: 412, code: 'stale', current })
    expect(none.body.code).toBe('precondition-required')
    expect((await change(UNKNOWN, {})).status).toBe(404)
  })

  test.each(['speaker', 'onBehalfOf'])(
    'of a public %s needs an editor, and is a public event',
    async (as) => {
      const { id } = await add({ name: 'Leonor Achterberg', kind: 'organization' })
      await anEdition(db, { quotes: [{ [as]: id }] })

      const refused = await change(id, { name: 'x' }, 1, writer)
      const changed = await change(id, { description: 'Mayor.' })

      expect(refused.body).toMatchObject({ status: 403, code: 'forbidden' })
      expect(changed.status).toBe(200)
      const events = await db.event.findMany({ where: { type: 'speaker.changed' } })
      expect(events).toMatchObject([{ subjectId: id, position: 1n, data: {} }])
      expect(events[0]?.changes).toEqual({ description: { before: null, after: 'Mayor.' } })
    },
  )

  test('of one quoted only in a draft stays private, and a writer may', async () => {
    const { id } = await add({ name: 'Leonor' })
    await anEdition(db, { from: 60, quotes: [{ speaker: id }] })

    expect((await change(id, { name: 'x' }, 1, writer)).status).toBe(200)
    expect(await db.event.count({ where: { position: { not: null } } })).toBe(0)
  })
})

describe('DELETE /v1/editorial/speakers/{id}', () => {
  test('removes a speaker whom nothing names', async () => {
    const { id } = await add(WHOLE)

    expect((await remove(id, 1, writer)).status).toBe(204)
    expect((await writer('GET', `${DESK}/${id}`)).status).toBe(404)
    expect(await db.event.count({ where: { type: 'speaker.deleted', subjectId: id, position: null } })).toBe(
      1,
    )
  })

  test.each(['speaker', 'onBehalfOf'])('409 while a quote names them as %s, and they stay', async (as) => {
    const { id } = await add({ name: 'Leonor' })
    const article = await anEdition(db)
    await aQuote(db, article.id, { [as]: id })

    const refused = await remove(id)

    expect(refused.body).toMatchObject({ status: 409, detail: 'The speaker is named by a quote.' })
    expect((await writer('GET', `${DESK}/${id}`)).status).toBe(200)
  })

  test('409 while others belong to them; 403 for a writer while they are public; 412; 428', async () => {
    const { id } = await add({ name: 'City', kind: 'organization' })
    await add({ name: 'Mayor', parentOrganization: id })
    const published = await add({ name: 'Leonor' })
    await anEdition(db, { quotes: [{ speaker: published.id }] })

    expect((await remove(id)).body.code).toBe('conflict')
    expect((await remove(published.id, 1, writer)).body.code).toBe('forbidden')
    expect((await remove(id, 7)).body.code).toBe('stale')
    expect((await editor('DELETE', `${DESK}/${id}`)).body.code).toBe('precondition-required')
  })
})

test.each([
  ['sortName', 'Doe, John'],
  ['aliases', [{ name: 'J. D.', type: 'full' }]],
  ['roles', [{ title: 'deputy minister' }]],
])('of an anonymous source no identity is kept: 400 for %s', async (member, value) => {
  const source = { name: 'An official', kind: 'anonymous', [member]: value }

  const refused = await editor('POST', '/v1/editorial/speakers', source)

  expect(refused.body).toMatchObject({ status: 400, errors: [{ pointer: `/${member}` }] })
})
