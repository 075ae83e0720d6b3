import { expect, test } from '@jest/globals'
import { deskOf } from './support/desk.ts'
import { newsroom } from './support/newsroom.ts'

const { editor } = await newsroom({ requireReview: true })
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
