import { describe, expect, test } from '@jest/globals'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { anEdition, aQuote } from './support/editions.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, reader, writer } = await newsroom()
const desk = deskOf(editor)

const DESK = '/v1/editorial/speakers'

const add = async (body: object) => (await editor('POST', DESK, { kind: 'person', ...body })).body
const read = async (id: string) => (await editor('GET', `${DESK}/${id}`)).body
const tagOf = async (id: string) => ({ 'if-match': `"${(await read(id)).version}"` })
const merge = async (id: string, into: string, who = editor) =>
  who('POST', `${DESK}/${id}/merges`, { into }, await tagOf(id))
const undo = async (id: string, mergeId: string) =>
  editor('DELETE', `${DESK}/${id}/merges/${mergeId}`, undefined, await tagOf(id))

/** Two entries for one mayor: the second one has names, words and people of its own. */
async function twoOfOne() {
  const city = await add({ name: 'City of Marsana', kind: 'organization' })
  const survivor = await add({
    name: 'Leonor Achterberg',
    aliases: [{ name: 'Achterberg', type: 'surname' }],
    identifiers: [{ scheme: 'wikidata', value: 'Q42' }],
  })
  const other = await add({
    name: 'L. Achterberg',
    aliases: [
      { name: 'Achterberg', type: 'surname' },
      { name: 'Лаура Ахтерберг', type: 'transliteration' },
    ],
    identifiers: [{ scheme: 'x', value: '@achterberg' }],
    roles: [{ title: 'Mayor', organization: 'City of Marsana', from: '2022-06' }],
    parentOrganization: city.id,
  })
  const office = await add({ name: 'Office of the Mayor', kind: 'group', parentOrganization: other.id })
  return { city, survivor, other, office }
}

/** Who the quotes of an article in work, and of its editions, are attributed to. */
async function attributions() {
  const select = { speakerId: true, onBehalfOfId: true } as const
  const quotes = await db.quote.findMany({ select, orderBy: { id: 'asc' } })
  const frozen = await db.editionQuote.findMany({ select, orderBy: { quoteId: 'asc' } })
  return { quotes, frozen }
}

describe('POST /v1/editorial/speakers/{id}/merges', () => {
  test('makes the words, names, identifiers, roles and members of one the survivor’s', async () => {
    const { city, survivor, other, office } = await twoOfOne()
    await anEdition(db, { quotes: [{ speaker: other.id }, { speaker: survivor.id, onBehalfOf: other.id }] })

    const merged = await merge(other.id, survivor.slug)

    expect(merged).toMatchObject({ status: 201, headers: { etag: '"2"' } })
    expect(merged.headers.location).toBe(`${DESK}/${other.id}/merges/${merged.body.id}`)
    expect(merged.body).toMatchObject({
      speaker: { id: other.id },
      into: { id: survivor.id },
      moved: {
        quotes: 1,
        quotesOnBehalf: 1,
        publishedQuotes: 2,
        aliases: 2,
        identifiers: 1,
        roles: 1,
        members: 1,
      },
    })
    const { quotes, frozen } = await attributions()
    for (const rows of [quotes, frozen]) {
      expect(new Set(rows.map(({ speakerId }) => speakerId))).toEqual(new Set([survivor.id]))
      expect(rows.map(({ onBehalfOfId }) => onBehalfOfId)).toContain(survivor.id)
    }
    expect(await read(survivor.id)).toMatchObject({
      version: 2,
      aliases: [
        { name: 'Achterberg', type: 'surname' },
        { name: 'L. Achterberg', type: 'full' },
        { name: 'Лаура Ахтерберг', type: 'transliteration' },
      ],
      identifiers: [
        { scheme: 'wikidata', value: 'Q42' },
        { scheme: 'x', value: '@achterberg' },
      ],
      roles: [{ title: 'Mayor', from: '2022-06' }],
      parentOrganization: city.id,
    })
    expect(await read(other.id)).toMatchObject({ mergedInto: survivor.id, version: 2, identifiers: [] })
    expect(await read(office.id)).toMatchObject({ parentOrganization: survivor.id, version: 2 })
    expect((await editor('GET', `${DESK}?q=laura`)).body.data).toMatchObject([{ id: survivor.id }])
  })

  test('is told: a tombstone that leads to the survivor, and the survivor with the old slug', async () => {
    const { survivor, other } = await twoOfOne()
    await anEdition(db, { quotes: [{ speaker: other.id }] })

    await merge(other.id, survivor.id)

    const { data } = (await reader('GET', '/v1/changes?types=speaker.merged,speaker.changed')).body
    expect(data).toMatchObject([
      {
        type: 'speaker.merged',
        tombstone: true,
        subject: { id: other.id, slug: other.slug },
        data: { into: survivor.id },
      },
      { type: 'speaker.changed', tombstone: false, subject: { id: survivor.id, aliases: [other.slug] } },
    ])
  })

  test('leads readers to the survivor, by id, by slug, to the quotes and as a filter', async () => {
    const survivor = await add({ name: 'Leonor Achterberg' })
    // A slug like a part of the path.
    const other = await add({ name: 'L. Achterberg', slug: 'speakers' })
    await anEdition(db, { quotes: [{ speaker: other.id }] })

    await merge(other.id, survivor.id)

    const get = (path: string) => reader('GET', `/v1/speakers${path}`)
    expect(await get(`/${other.id}?fields=name`)).toMatchObject({
      status: 301,
      headers: { location: `/v1/speakers/${survivor.id}?fields=name`, 'cache-control': 'public, max-age=60' },
    })
    expect((await get('/by-slug/speakers')).headers.location).toBe('/v1/speakers/by-slug/leonor-achterberg')
    expect((await get(`/${other.id}/quotes`)).headers.location).toBe(`/v1/speakers/${survivor.id}/quotes`)
    expect((await reader('GET', '/v1/quotes?speaker=speakers')).body.data).toMatchObject([
      { speaker: { id: survivor.id, name: 'Leonor Achterberg' } },
    ])
    expect((await reader('GET', `/v1/articles?speaker=${other.id}`)).body.data).toHaveLength(1)
  })

  test('a chain leads to its end in one step', async () => {
    const [a, b, c] = [await add({ name: 'A' }), await add({ name: 'B' }), await add({ name: 'C' })]

    await merge(a.id, b.id)
    await merge(b.id, c.id)

    expect(await read(a.id)).toMatchObject({ mergedInto: c.id })
    expect((await read(c.id)).aliases.map(({ name }: { name: string }) => name).sort()).toEqual(['A', 'B'])
  })

  test('words that are attributed to the merged one afterwards are the survivor’s', async () => {
    const { survivor, other } = await twoOfOne()
    await merge(other.id, survivor.id)
    const { id } = await desk.draft()
    const segments = [{ exact: 'We will dredge at night' }]

    const quote = await desk.quote(id, { segments, speakerId: other.id })
    const article = await anEdition(db)
    await aQuote(db, article.id, { speaker: other.id })

    expect(quote.speaker.id).toBe(survivor.id)
    expect(await db.quote.count({ where: { speakerId: other.id } })).toBe(0)
    expect(await add({ name: 'Aide', parentOrganization: other.slug })).toMatchObject({
      parentOrganization: survivor.id,
    })
  })

  test('refuses itself, anonymous sources, and whoever is merged already, clearly', async () => {
    const [a, b, c] = [await add({ name: 'A' }), await add({ name: 'B' }), await add({ name: 'C' })]
    const source = await add({ name: 'An official', kind: 'anonymous' })
    await merge(a.id, b.id)

    expect((await merge(c.id, c.slug)).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/into', code: 'itself' }],
    })
    expect((await merge(c.id, source.id)).body).toMatchObject({
      status: 422,
      errors: [{ code: 'anonymous' }],
    })
    expect((await merge(source.id, c.id)).body).toMatchObject({
      status: 422,
      errors: [{ code: 'anonymous' }],
    })
    expect((await merge(c.id, UNKNOWN)).body).toMatchObject({
      status: 422,
      errors: [{ code: 'unknown-reference' }],
    })
    expect((await merge(a.id, c.id)).body).toMatchObject({
      status: 409,
      detail: `a is merged into ${b.id} already.`,
    })
    expect((await merge(c.id, a.id)).body).toMatchObject({ status: 409, code: 'conflict' })
    expect((await merge(b.id, a.id)).body).toMatchObject({
      status: 409,
      detail: 'a was merged into b: undo that first.',
    })
    expect(
      (await editor('POST', `${DESK}/${UNKNOWN}/merges`, { into: a.id }, { 'if-match': '"1"' })).status,
    ).toBe(404)
    expect((await editor('POST', `${DESK}/${c.id}/merges`, { into: b.id })).body.code).toBe(
      'precondition-required',
    )
    expect(
      (await editor('POST', `${DESK}/${c.id}/merges`, { into: b.id }, { 'if-match': '"7"' })).body.code,
    ).toBe('stale')
    expect((await merge(c.id, b.id, writer)).status).toBe(403)
    expect(await db.speakerMerge.count()).toBe(1)
  })

  test('a merged one is neither changed nor removed', async () => {
    const [a, b] = [await add({ name: 'A' }), await add({ name: 'B' })]
    await merge(a.id, b.id)

    const changed = await editor('PATCH', `${DESK}/${a.id}`, { name: 'x' }, await tagOf(a.id))
    const removed = await editor('DELETE', `${DESK}/${a.id}`, undefined, await tagOf(a.id))
    const survivor = await editor('DELETE', `${DESK}/${b.id}`, undefined, await tagOf(b.id))

    expect([changed, removed, survivor].map(({ body }) => body.code)).toEqual(Array(3).fill('conflict'))
  })
})

describe('DELETE /v1/editorial/speakers/{id}/merges/{mergeId}', () => {
  test('restores exactly what was moved', async () => {
    const { survivor, other, office } = await twoOfOne()
    await anEdition(db, { quotes: [{ speaker: other.id }, { speaker: survivor.id, onBehalfOf: other.id }] })
    await anEdition(db, { quotes: [{ speaker: survivor.id }] })
    const whole = async () => {
      const speakers = await Promise.all([survivor, other, office].map(({ id }) => read(id)))
      return {
        ...(await attributions()),
        speakers: speakers.map(({ version: _v, updatedAt: _at, ...rest }) => rest),
      }
    }
    const before = await whole()
    const merged = (await merge(other.id, survivor.id)).body

    const undone = await undo(other.id, merged.id)

    expect(undone).toMatchObject({ status: 204, headers: { etag: '"3"' } })
    expect(await whole()).toEqual(before)
    expect((await reader('GET', `/v1/speakers/${other.id}`)).status).toBe(200)
    const merges = await editor('GET', `${DESK}/${survivor.id}/merges?count=exact`)
    expect(merges.body).toMatchObject({
      data: [{ id: merged.id, undoneBy: 'Test editor' }],
      page: { count: 1 },
    })
    const feed = await reader('GET', '/v1/changes?types=speaker.changed')
    expect(feed.body.data.slice(-2)).toMatchObject([
      { subject: { id: other.id } },
      { subject: { id: survivor.id } },
    ])
  })

  test('an edition that froze the merge is put right, too; what others have moved since stays', async () => {
    const [a, b, c] = [await add({ name: 'Ada' }), await add({ name: 'Bo' }), await add({ name: 'Cy' })]
    const { id } = await desk.draft()
    const quote = (exact: string) =>
      desk.quote(id, { segments: [{ exact }], speakerId: a.id, review: 'confirmed' })
    const [kept, taken] = [await quote('We will dredge at night'), await quote('Nobody will sleep')]
    const merged = (await merge(a.id, b.id)).body
    const path = `/v1/editorial/articles/${id}/quotes/${taken.id}`
    await editor('PATCH', path, { speakerId: c.id }, await desk.current(id))
    await desk.publish(id)

    await undo(a.id, merged.id)

    const shown = (await reader('GET', `/v1/articles/${id}/quotes`)).body.data
    expect(shown.map((each: { id: string; speaker: { id: string } }) => [each.id, each.speaker.id])).toEqual([
      [kept.id, a.id],
      [taken.id, c.id],
    ])
  })

  test('409 while a later merge rests on it, for a lost identifier, and the second time', async () => {
    const [a, b, c] = [
      await add({ name: 'A', identifiers: [{ scheme: 'viaf', value: '7' }] }),
      await add({ name: 'B' }),
      await add({ name: 'C' }),
    ]
    const first = (await merge(a.id, b.id)).body
    const second = (await merge(b.id, c.id)).body

    expect((await undo(a.id, first.id)).body).toMatchObject({ status: 409, code: 'conflict' })
    expect((await undo(b.id, second.id)).status).toBe(204)
    expect(await read(a.id)).toMatchObject({ mergedInto: b.id })

    await editor('PATCH', `${DESK}/${b.id}`, { identifiers: [] }, await tagOf(b.id))
    await editor(
      'PATCH',
      `${DESK}/${c.id}`,
      { identifiers: [{ scheme: 'viaf', value: '7' }] },
      await tagOf(c.id),
    )
    expect((await undo(a.id, first.id)).body).toMatchObject({
      status: 409,
      detail: 'viaf 7 identifies c already.',
    })
    await editor('PATCH', `${DESK}/${c.id}`, { identifiers: [] }, await tagOf(c.id))
    expect((await undo(a.id, first.id)).status).toBe(204)
    expect((await undo(a.id, first.id)).body.code).toBe('conflict')
    expect((await undo(a.id, UNKNOWN)).status).toBe(404)
    expect((await undo(b.id, first.id)).status).toBe(404)
  })
})

test('the database itself refuses a chain of merges', async () => {
  const [a, b, c] = [await add({ name: 'A' }), await add({ name: 'B' }), await add({ name: 'C' })]
  const point = (id: string, mergedIntoId: string) =>
    db.speaker.update({ where: { id }, data: { mergedIntoId } })
  await point(a.id, b.id)

  await expect(point(b.id, c.id)).rejects.toThrow()
  await expect(point(c.id, a.id)).rejects.toThrow()
  await expect(point(c.id, c.id)).rejects.toThrow()
})
