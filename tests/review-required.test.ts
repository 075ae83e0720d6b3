import { expect, test } from '@jest/globals'
import { carryOutImports } from '../src/features/imports/jobs.ts'
import { writeImported } from '../src/start/write-imported.ts'
import { diskFiles } from '../src/storage/disk.ts'
import { postsXml } from './support/article-exports.ts'
import { deskOf } from './support/desk.ts'
import { temporaryFolder } from './support/folder.ts'
import { runToTheEnd } from './support/jobs.ts'
import { newsroom } from './support/newsroom.ts'

const files = diskFiles(temporaryFolder())
const { db, editor } = await newsroom({ requireReview: true }, files)
const desk = deskOf(editor)

const codesOf = async (id: string) => {
  const { blocks } = (await editor('POST', `/v1/editorial/articles/${id}/validation`)).body
  return blocks.map(({ code }: { code: string }) => code)
}
const take = async (id: string, step: string) =>
  editor('POST', `/v1/editorial/articles/${id}/${step}`, {}, await desk.current(id))

test('with REQUIRE_REVIEW the short way is closed, also after new words', async () => {
  const { id } = await desk.draft()
  const refused = { status: 409, code: 'publication-blocked', errors: [{ code: 'review' }] }

  expect(await codesOf(id)).toEqual(['review'])
  expect((await take(id, 'publications')).body).toMatchObject(refused)
  await take(id, 'submissions')
  expect((await take(id, 'publications')).body).toMatchObject(refused)
  await take(id, 'approvals')
  await desk.change(id, { title: 'Other words' })
  expect((await take(id, 'publications')).body).toMatchObject(refused)
  await take(id, 'approvals')

  expect(await codesOf(id)).toEqual([])
  expect((await take(id, 'publications')).status).toBe(201)
})

test('with REQUIRE_REVIEW what is imported to be published waits for its review', async () => {
  const { headers } = await editor(
    'POST',
    '/v1/editorial/imports?kind=wxr_articles&publish=true',
    postsXml([{ key: '1', html: '<p>See</p><img src="/a.jpg">' }]),
    { 'content-type': 'application/xml' },
  )

  await runToTheEnd(carryOutImports(writeImported), db, { files })

  const { findings } = (await editor('GET', String(headers.location))).body
  expect(findings).toMatchObject([
    { code: 'images-elsewhere', examples: [{ key: '1', slug: 'story-1' }] },
    {
      code: 'publication-blocked',
      examples: [{ key: '1', slug: 'story-1', detail: '/state must be approved first' }],
    },
  ])
  // What stands in the way of a publication says nothing of images.
  expect(findings[0].examples[0]).not.toHaveProperty('detail')
  expect((await editor('GET', '/v1/editorial/articles/by-slug/story-1')).body.state).toBe('draft')
})
