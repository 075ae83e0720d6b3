import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { removeDeletedFiles } from '../../src/features/media/jobs.ts'
import { diskFiles } from '../../src/storage/disk.ts'
import { UNKNOWN } from '../support/desk.ts'
import { anEdition } from '../support/editions.ts'
import { temporaryFolder } from '../support/folder.ts'
import { pathOf, upload } from '../support/images.ts'
import { newsroom, SECRETS } from '../support/newsroom.ts'

const directory = temporaryFolder()
const files = diskFiles(directory)
const { db, editor, moderator, reader, writer } = await newsroom({}, files)
const URL = '/v1/editorial/media'
const at = (version: number) => ({ 'if-match': `"${version}"` })
const words = (alt: string): { fields: [string, string][] } => ({ fields: [['alt', alt]] })

/** An article whose first save shows the image. */
async function use(mediaId: string, published: Parameters<typeof anEdition>[1] = {}) {
  const { id } = await anEdition(db, published)
  await db.revisionMedia.create({ data: { articleId: id, number: 1, mediaId } })
  return id
}
const ids = (answer: { body: { data: { id: string }[] } }) => answer.body.data.map(({ id }) => id)

describe('GET /v1/editorial/media', () => {
  test('pages through every image once, newest first, while others are added', async () => {
    const [a, b, c] = [await upload(writer), await upload(writer), await upload(writer)]

    const first = await writer('GET', `${URL}?limit=2&count=exact`)
    await upload(writer)
    const second = await writer('GET', `${URL}?limit=2&cursor=${first.body.page.next}`)

    expect([ids(first), ids(second)]).toEqual([[c.id, b.id], [a.id]])
    expect(first.body.page.count).toBe(3)
    expect(second.body.page.next).toBeNull()
    const { usedBy: _uses, ...summary } = c
    expect(first.body.data[0]).toEqual(summary)
  })

  test('finds words in the name, the alternative text, the caption and the credit, as they are written', async () => {
    const quay = await upload(writer, { filename: 'Old quay.jpg' })
    const ferry = await upload(writer, {
      fields: [
        ['alt', 'A FERRY at 50% speed'],
        ['caption', 'Seen from a_b'],
      ],
    })
    const mine = await upload(writer, { fields: [['credit', 'Ines Marlow']] })

    const found = async (q: string) => ids(await writer('GET', `${URL}?q=${encodeURIComponent(q)}`))

    expect(await found('quay')).toEqual([quay.id])
    expect(await found('ferry')).toEqual([ferry.id])
    expect(await found('50%')).toEqual([ferry.id])
    expect(await found('a_b')).toEqual([ferry.id])
    expect(await found('5_%')).toEqual([])
    expect(await found('marlow')).toEqual([mine.id])
  })

  test('tells the used from the unused', async () => {
    const [lead, shown, idle] = [await upload(writer), await upload(writer), await upload(writer)]
    await use(shown.id)
    const article = await anEdition(db)
    await db.articleRevision.updateMany({ where: { articleId: article.id }, data: { imageId: lead.id } })

    expect(ids(await writer('GET', `${URL}?unused=true`))).toEqual([idle.id])
    expect(ids(await writer('GET', `${URL}?unused=false`))).toEqual([shown.id, lead.id])
  })

  test.each(['unused=1', 'q=', 'q=a&q=b', 'sort=name', 'cursor=x'])('400 for ?%s', async (query) => {
    expect((await writer('GET', `${URL}?${query}`)).status).toBe(400)
  })
})

describe('GET /v1/editorial/media/{id}', () => {
  test('tells where the image is used, and whether readers see it there', async () => {
    const { id } = await upload(writer)
    const seen = await use(id)
    const later = await use(id, { from: 60 })

    const { body } = await writer('GET', `${URL}/${id}`)

    const story = { title: 'A story' }
    expect(body.usedBy).toEqual({
      count: 2,
      data: [
        { id: later, slug: `story-${later}`, isPublic: false, ...story },
        { id: seen, slug: `story-${seen}`, isPublic: true, ...story },
      ],
    })
  })

  test('names twenty articles and counts all', async () => {
    const { id } = await upload(writer)
    for (let i = 0; i < 21; i++) await use(id)

    const { usedBy } = (await writer('GET', `${URL}/${id}`)).body

    expect([usedBy.count, usedBy.data.length]).toEqual([21, 20])
  })

  test('404 for an unknown one, 400 for no id', async () => {
    expect((await writer('GET', `${URL}/${UNKNOWN}`)).status).toBe(404)
    expect((await writer('GET', `${URL}/x`)).status).toBe(400)
  })
})

describe('PATCH /v1/editorial/media/{id}', () => {
  test('changes what is sent and removes what is null, never the file', async () => {
    const before = await upload(writer, words('A quay'))

    const rights = { copyrightHolder: 'Ines Marlow' }
    const patch = { credit: 'Ines Marlow', rights, focalPoint: { x: 0.1, y: 0.9 }, name: 'quay.jpg' }
    const changed = await writer('PATCH', `${URL}/${before.id}`, patch, at(1))
    const bare = await writer(
      'PATCH',
      `${URL}/${before.id}`,
      { alt: null, focalPoint: { x: 0 }, rights: null },
      at(2),
    )

    expect(changed).toMatchObject({ status: 200, headers: { etag: '"2"' } })
    expect(changed.body).toMatchObject({ ...patch, alt: 'A quay', version: 2, sha256: before.sha256 })
    expect(changed.body.url).toMatch(/\/quay\.jpg$/)
    expect(bare.body).toMatchObject({
      alt: null,
      rights: null,
      focalPoint: { x: 0, y: 0.9 },
      credit: 'Ines Marlow',
    })
    const events = await db.event.findMany({ where: { type: 'media.changed' }, orderBy: { sequence: 'asc' } })
    expect(events.map(({ changes }) => Object.keys(changes ?? {}).sort())).toEqual([
      ['credit', 'focalPoint', 'name', 'rights'],
      ['alt', 'focalPoint', 'rights'],
    ])
  })

  test('nothing is no change', async () => {
    const before = await upload(writer, words('A quay'))

    const same = await writer('PATCH', `${URL}/${before.id}`, { alt: 'A quay', credit: null }, at(1))

    expect(same).toMatchObject({ status: 200, body: before, headers: { etag: '"1"' } })
  })

  test('412 tells what changed since, 428 asks for If-Match, 404 for an unknown one', async () => {
    const { id } = await upload(writer)
    await writer('PATCH', `${URL}/${id}`, { alt: 'A quay' }, at(1))

    const stale = await writer('PATCH', `${URL}/${id}`, { alt: 'x' }, at(1))

    expect(stale.body).toMatchObject({ status: 412, current: { version: 2, changedFields: ['alt'] } })
    expect((await writer('PATCH', `${URL}/${id}`, { alt: 'x' })).status).toBe(428)
    expect((await writer('PATCH', `${URL}/${UNKNOWN}`, { alt: 'x' }, at(1))).status).toBe(404)
  })

  test.each<[string, unknown]>([
    ['null for the name', { name: null }],
    ['a name with another extension', { name: 'quay.png' }],
    ['a name with a slash', { name: '../quay.jpg' }],
    ['a name in capitals', { name: 'Quay.jpg' }],
    ['an empty text', { alt: '' }],
    ['half a focal point', { focalPoint: { x: 0.5 } }],
    ['a focal point outside', { focalPoint: { x: 0, y: 2 } }],
    ['unknown rights', { rights: { owner: 'x' } }],
    ['what never changes', { width: 7 }],
    ['a NUL', { caption: 'a\u0000' }],
    ['no object', ['x']],
  ])('400 for %s', async (_case, patch) => {
    const { id } = await upload(writer)

    expect((await writer('PATCH', `${URL}/${id}`, patch, at(1))).status).toBe(400)
    expect((await writer('GET', `${URL}/${id}`)).body.version).toBe(1)
  })

  test('409 for the name of an image that a save uses: its address stands there', async () => {
    const { id } = await upload(writer)
    await use(id, { from: -60, to: -1 })

    const refused = await writer('PATCH', `${URL}/${id}`, { name: 'quay.jpg' }, at(1))

    expect(refused.body).toMatchObject({ status: 409, detail: expect.stringContaining('1 article') })
    expect((await writer('PATCH', `${URL}/${id}`, { alt: 'A quay' }, at(1))).status).toBe(200)
  })

  test.each([
    ['published', {}],
    ['scheduled', { from: 60 }],
  ])('409 for taking the alternative text from an image that is %s', async (_when, published) => {
    const { id } = await upload(writer, words('A quay'))
    await use(id, published)

    expect((await editor('PATCH', `${URL}/${id}`, { alt: null }, at(1))).status).toBe(409)
    expect((await editor('PATCH', `${URL}/${id}`, { alt: 'The quay' }, at(1))).status).toBe(200)
  })

  test('of two changes at once from the same version one is made', async () => {
    const { id } = await upload(writer)

    const both = await Promise.all(['a', 'b'].map((alt) => writer('PATCH', `${URL}/${id}`, { alt }, at(1))))

    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
  })
})

describe('who may change what', () => {
  test('a writer changes an image only while no reader sees it', async () => {
    const { id } = await upload(writer)
    const before = await writer('PATCH', `${URL}/${id}`, { alt: 'A quay' }, at(1))
    await use(id)

    const after = await writer('PATCH', `${URL}/${id}`, { alt: 'x' }, at(2))
    const deletion = await writer('DELETE', `${URL}/${id}`, undefined, at(2))
    const byEditor = await editor('PATCH', `${URL}/${id}`, { alt: 'x' }, at(2))

    expect([before.status, after.status, deletion.status, byEditor.status]).toEqual([200, 403, 403, 200])
  })

  test.each([
    ['nobody', () => reader, 401],
    ['a moderator', () => moderator, 403],
  ])('%s sees and changes nothing', async (_who, who, status) => {
    const { id } = await upload(writer)

    const answers = [
      await who()('GET', URL),
      await who()('GET', `${URL}/${id}`),
      await who()('PATCH', `${URL}/${id}`, { alt: 'x' }, at(1)),
      await who()('DELETE', `${URL}/${id}`, undefined, at(1)),
    ]

    expect(answers.map((answer) => answer.status)).toEqual(Array(4).fill(status))
  })
})

describe('DELETE /v1/editorial/media/{id}', () => {
  const gone = async (id: string) => {
    for (let i = 0; i < 100 && existsSync(join(directory, id)); i++) await sleep(10)
    return !existsSync(join(directory, id))
  }

  test('removes what no save uses, with its files', async () => {
    const { id, url, sizes } = await upload(writer)
    await reader('GET', pathOf(sizes[0].url))

    const removed = await writer('DELETE', `${URL}/${id}`, undefined, at(1))

    expect(removed.status).toBe(204)
    expect((await writer('GET', `${URL}/${id}`)).status).toBe(404)
    expect((await reader('GET', pathOf(url))).status).toBe(404)
    expect(await gone(id)).toBe(true)
    expect(await db.event.count({ where: { type: 'media.deleted', subjectId: id } })).toBe(1)
  })

  test('409 while any save uses it, as its lead or in its text, and it stays', async () => {
    const [shown, lead] = [await upload(writer), await upload(writer)]
    await use(shown.id, { from: -60, to: -1 })
    const article = await anEdition(db, { from: -60, to: -1 })
    await db.articleRevision.updateMany({ where: { articleId: article.id }, data: { imageId: lead.id } })

    for (const { id, url } of [shown, lead]) {
      const refused = await writer('DELETE', `${URL}/${id}`, undefined, at(1))
      expect(refused.body).toMatchObject({
        status: 409,
        detail: expect.stringContaining('in use by 1 article'),
      })
      expect((await reader('GET', pathOf(url))).status).toBe(200)
    }
  })

  test('an image that is removed while an article takes it is either gone or taken', async () => {
    for (let i = 0; i < 5; i++) {
      const { id } = await upload(writer)
      const article = { title: 'Harbour', language: 'en', body: 'Words.', image: { media: id } }

      const [removed, saved] = await Promise.all([
        writer('DELETE', `${URL}/${id}`, undefined, at(1)),
        writer('POST', '/v1/editorial/articles', article),
      ])

      expect([
        [204, 422],
        [409, 201],
      ]).toContainEqual([removed.status, saved.status])
    }
  })

  test('412, 428 and 404 as everywhere', async () => {
    const { id } = await upload(writer)

    expect((await writer('DELETE', `${URL}/${id}`, undefined, at(7))).status).toBe(412)
    expect((await writer('DELETE', `${URL}/${id}`)).status).toBe(428)
    expect((await writer('DELETE', `${URL}/${UNKNOWN}`, undefined, at(1))).status).toBe(404)
  })

  test('the job removes what a deleted image left, and nothing else', async () => {
    const [kept, deleted] = [await upload(writer), await upload(writer)]
    await writer('DELETE', `${URL}/${deleted.id}`, undefined, at(1))
    await gone(deleted.id)
    await files.put(`${deleted.id}/w160.webp`, Buffer.from('late'), 'image/webp')

    await removeDeletedFiles.run(
      { db, files, secrets: SECRETS, outgoingAllow: [], mail: undefined, checks: undefined },
      new AbortController().signal,
    )

    expect(existsSync(join(directory, deleted.id))).toBe(false)
    expect(existsSync(join(directory, kept.id))).toBe(true)
  })
})
