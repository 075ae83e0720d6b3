import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from '@jest/globals'
import { buildApp } from '../src/app.ts'
import { diskFiles } from '../src/storage/disk.ts'
import { compile } from './support/compiled.ts'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { temporaryFolder } from './support/folder.ts'
import { newsroom, SECRETS, SETTINGS } from './support/newsroom.ts'

const room = await newsroom({ compiles: true })
const { app, db, reads, editor, reader, statements } = room
const desk = deskOf(editor)

/** The same newsroom, put together for every answer. */
const live = await buildApp({
  ...{ db, reads, secrets: SECRETS, files: diskFiles(temporaryFolder()), settings: SETTINGS },
})
afterAll(() => live.close())

describe('A compiled article', () => {
  const aStory = async () => {
    const { id, slug } = await desk.draft()
    const said = { speakerId: (await desk.speaker()).id, review: 'confirmed' }
    await desk.quote(id, { segments: [{ exact: 'We will dredge at night,' }], ...said })
    await desk.publish(id)
    await compile(room, [id])
    statements.length = 0
    return { id: id as string, slug: slug as string }
  }

  test('costs one statement by id, by slug and in a list, and no wider one', async () => {
    const { id, slug } = await aStory()
    const paths = [
      ...[`/v1/articles/${id}?include=quotes,speakers,corrections`, `/v1/articles/${id}?body=text`],
      ...[`/v1/articles/by-slug/${slug}?body=markdown`, '/v1/articles'],
    ]

    for (const path of paths) {
      statements.length = 0
      const { status } = await reader('GET', path)

      expect([path, status, statements.length]).toEqual([path, 200, 1])
      expect(statements[0]).not.toContain('edition_quote')
    }
  })

  test('is found with all who ask at the same moment by one statement', async () => {
    const { id } = await aStory()
    const [other] = [await desk.draft({ title: 'Another' })]
    await desk.publish(other.id)
    await compile(room, [id, other.id])
    statements.length = 0

    const answers = await Promise.all([
      ...Array.from({ length: 20 }, () => reader('GET', `/v1/articles/${id}`)),
      ...Array.from({ length: 20 }, () => reader('GET', `/v1/articles/${other.id}`)),
    ])

    expect(answers.map(({ body }) => body.id)).toEqual([
      ...Array.from({ length: 20 }, () => id),
      ...Array.from({ length: 20 }, () => other.id),
    ])
    expect(statements.length).toBeLessThanOrEqual(4)
  })

  test('answers in the very bytes, with the same entity tag and headers', async () => {
    const { id, slug } = await aStory()
    const paths = [
      ...[`/v1/articles/${id}`, `/v1/articles/${id}?include=corrections,speakers,quotes&body=text`],
      ...[`/v1/articles/by-slug/${slug}`, '/v1/articles?limit=1'],
    ]

    for (const path of paths) {
      const [ready, made] = [await app.inject(path), await live.inject(path)]
      expect(ready.body).toBe(made.body)
      expect({ ...ready.headers, 'x-request-id': '', date: '', 'cache-tag': '' }).toEqual({
        ...{ ...made.headers, 'x-request-id': '', date: '', 'cache-tag': '' },
      })
      const tags = String(ready.headers['cache-tag']).split(',')
      expect(tags).toEqual(expect.arrayContaining(String(made.headers['cache-tag']).split(',')))
    }
  })

  test('a hidden one and an unknown one cost the same statements', async () => {
    const { id } = await aStory()
    const draft = await desk.draft()
    await desk.withdraw(id, 'withheld')
    // What was compiled after the publication, and what was not after the withdrawal, is done with.
    await sleep(200)
    const costs = []
    for (const each of [id, draft.id, UNKNOWN]) {
      statements.length = 0
      const { status } = await reader('GET', `/v1/articles/${each}`)
      costs.push([status, [...statements]])
    }

    expect(costs[1]).toEqual(costs[0])
    expect(costs[2]).toEqual(costs[0])
    expect(costs[0]?.[0]).toBe(404)
  })

  test('of another release or another configuration counts as not there, and is written anew', async () => {
    const { id } = await aStory()
    await db.compiledArticle.updateMany({ data: { form: 'another', summary: '{"title":"Old"' } })

    const { body } = await reader('GET', `/v1/articles/${id}`)

    expect(body.title).toBe('Harbour')
    for (let tries = 0; tries < 100; tries++) {
      if ((await db.compiledArticle.findFirst())?.form !== 'another') break
      await sleep(20)
    }
    expect((await db.compiledArticle.findFirst())?.summary).toContain('"Harbour"')
  })

  test('of a name that stands in very many begins a new epoch instead of being removed', async () => {
    const { id } = await aStory()
    const [{ id: tag }] = [await desk.tag('Everywhere')]
    const row = await db.compiledArticle.findFirstOrThrow()
    const others = await db.article.findMany({ where: { id: { not: id } } })
    expect(others).toEqual([])
    const copies = Array.from(
      { length: 1001 },
      (_, i) => `0190b000-0000-7000-8000-${String(i).padStart(12, '0')}`,
    )
    await db.article.createMany({
      data: copies.map((each) => ({ id: each, translationGroupId: each, updatedBy: 'x' })),
    })
    await db.compiledArticle.createMany({
      data: copies.map((articleId) => ({ ...row, articleId, tags: [`tag:${tag}`] })),
    })
    const { headers } = await editor('GET', `/v1/editorial/tags/${tag}`)

    await editor(
      'PATCH',
      `/v1/editorial/tags/${tag}`,
      { name: 'Nowhere' },
      { 'if-match': headers.etag ?? '' },
    )

    expect(await db.compiledArticle.count()).toBe(1002)
    expect(await db.compiledEpoch.findFirst()).toMatchObject({ epoch: 1 })
    expect((await reader('GET', `/v1/articles/${id}`)).body.title).toBe('Harbour')
  })
})
