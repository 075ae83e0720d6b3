import { describe, expect, test } from '@jest/globals'
import { foldNamesAnew } from '../src/features/speaker-names/jobs.ts'
import { runToTheEnd } from './support/jobs.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, moderator, statements, writer } = await newsroom()

const DESK = '/v1/editorial/speakers'

const add = async (body: object) => (await editor('POST', DESK, { kind: 'person', ...body })).body
const list = (query = '') => editor('GET', `${DESK}/duplicates${query}`)
interface Pair {
  score: number
  why: string
  speakers: { name: string }[]
}
const told = ({ body }: { body: { data: Pair[] } }) =>
  body.data.map(({ why, speakers }) => [why, ...speakers.map(({ name }) => name)])

describe('GET /v1/editorial/speakers/duplicates', () => {
  test.each<[string, object, object]>([
    ['full name', { name: 'Mara Quint' }, { name: 'MARA  QUINT' }],
    ['full name', { name: 'Дарья Вольная' }, { name: 'Darya Volnaya' }],
    [
      'alias',
      { name: 'The Old Pilot', aliases: [{ name: 'Mara Quint', type: 'full' }] },
      { name: 'Captain Salt', aliases: [{ name: 'mara quint', type: 'former_name' }] },
    ],
    [
      'handle',
      { name: 'Mara Quint', identifiers: [{ scheme: 'x', value: '@harbour' }] },
      { name: 'Harbour office', kind: 'organization', aliases: [{ name: 'Harbour', type: 'handle' }] },
    ],
    ['surname and initial', { name: 'Mara Quint' }, { name: 'M. Quint' }],
    ['surname', { name: 'Mara Quint' }, { name: 'Quint' }],
    ['similar name', { name: 'Saeed Khatibzadeh' }, { name: 'Said Khatibzadeh' }],
  ])('suggests two with the same %s', async (why, one, other) => {
    const [first, second] = [await add(one), await add(other)]

    const { body } = await list()

    expect(body.data).toMatchObject([{ why, speakers: [{ id: first.id }, { id: second.id }] }])
    expect(body.data[0].score).toBeGreaterThan(0.5)
    expect(body.data[0].score).toBeLessThan(1)
  })

  test('suggests neither namesakes by surname, nor anonymous sources, nor whom it merged', async () => {
    await add({ name: 'Mara Quint' })
    await add({ name: 'Teodor Quint' })
    await add({ name: 'A clerk', kind: 'anonymous' })
    await add({ name: 'A clerk', kind: 'anonymous' })
    const [one, other] = [await add({ name: 'Lena Ostrova' }), await add({ name: 'Lena Ostrova' })]
    expect(told(await list())).toEqual([['full name', 'Lena Ostrova', 'Lena Ostrova']])

    await editor('POST', `${DESK}/${one.id}/merges`, { into: other.id }, { 'if-match': '"1"' })

    expect(told(await list())).toEqual([])
  })

  test('follows a changed name, and six of one name who are added at once', async () => {
    const one = await add({ name: 'Mara Quint' })
    await add({ name: 'Lena Ostrova' })
    await editor('PATCH', `${DESK}/${one.id}`, { name: 'Lena Ostrova' }, { 'if-match': '"1"' })
    expect(told(await list())).toHaveLength(1)

    await Promise.all(
      Array.from({ length: 6 }, () => writer('POST', DESK, { name: 'Ana Silva', kind: 'person' })),
    )

    expect((await list('?count=exact')).body.page.count).toBe(1 + 15)
  })

  test('pages through every pair once, the likeliest first, in one statement each', async () => {
    for (const name of ['Ana Silva', 'Ana Silva', 'A. Silva', 'Silva']) await add({ name })

    const first = await list('?limit=3')
    statements.length = 0
    const second = await list(`?limit=3&cursor=${first.body.page.next}`)

    const all = [...first.body.data, ...second.body.data] as Pair[]
    expect(new Set(all.map((pair) => JSON.stringify(pair.speakers))).size).toBe(all.length)
    expect(all).toHaveLength(6)
    expect(all.map(({ score }) => score)).toEqual(all.map(({ score }) => score).sort((a, b) => b - a))
    expect((await moderator('GET', `${DESK}/duplicates`)).status).toBe(403)
  })
})

test('names that an older rule folded are folded anew by a job', async () => {
  const [one] = [await add({ name: 'José Muñoz' }), await add({ name: 'Jose Munoz' })]
  await db.speakerKey.deleteMany({})
  await db.speakerPair.deleteMany({})
  await db.speaker.updateMany({ data: { foldVersion: 0 } })

  await runToTheEnd(foldNamesAnew, db)

  expect((await editor('GET', `${DESK}?q=munoz`)).body.data).toHaveLength(2)
  expect(told(await list())).toHaveLength(1)
  expect((await editor('GET', `${DESK}/${one?.id}`)).body.version).toBe(1)
})
