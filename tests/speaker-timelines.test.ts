import { describe, expect, test } from '@jest/globals'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { newsroom } from './support/newsroom.ts'

const { editor, reader, statements } = await newsroom()
const desk = deskOf(editor)

const ROLES = [
  { title: 'harbour master', from: '2019' },
  { title: 'pilot', from: '2010', to: '2018' },
]
const WORDS = ['We will dredge at night', 'Nobody will sleep', 'nobody will drown', 'the least bad of three']

/** One public quote for each of these dates, in the order of the text. */
async function said(speakerId: string, ...dates: (string | null)[]) {
  const { id } = await desk.draft()
  for (const [i, saidAt] of dates.entries()) {
    const when = saidAt === null ? {} : { saidAt }
    await desk.quote(id, { segments: [{ exact: WORDS[i] }], speakerId, review: 'confirmed', ...when })
  }
  await desk.publish(id)
}

const timeline = (id: string, query = '') => reader('GET', `/v1/speakers/${id}/timeline${query}`)
interface Entry {
  role: { title: string } | null
  isDated: boolean
  quote: { saidAt: string | null }
}
const dates = ({ body }: { body: { data: Entry[] } }) => body.data.map(({ quote }) => quote.saidAt)

describe('GET /v1/speakers/{id}/timeline', () => {
  test('tells what was said in the order of saying, with the role held then', async () => {
    const { id } = await desk.speaker({ roles: ROLES })
    await said(id, '2021-03', null, '2005', '2015-07-01')

    const { body } = await timeline(id)

    expect(body.data.map((entry: Entry) => [entry.quote.saidAt, entry.role?.title ?? null])).toEqual([
      ['2005', null],
      ['2015-07-01', 'pilot'],
      ['2021-03', 'harbour master'],
      [null, 'harbour master'],
    ])
    expect(body.data[2]).toMatchObject({
      earliest: '2021-03-01T00:00:00.000Z',
      latest: '2021-03-31T23:59:59.999Z',
      isDated: true,
    })
    expect(body.data[3]).toMatchObject({ isDated: false })
  })

  test('pages through every quote once, either way, in two statements', async () => {
    const { id } = await desk.speaker()
    await said(id, '2021', '2019', '2020', '2019')

    const first = await timeline(id, '?limit=3&order=newest')
    statements.length = 0
    const second = await timeline(id, `?limit=3&order=newest&cursor=${first.body.page.next}`)

    expect(statements).toHaveLength(2)
    expect([...dates(first), ...dates(second)]).toEqual(['2021', '2020', '2019', '2019'])
    expect(dates(await timeline(id))).toEqual(['2019', '2019', '2020', '2021'])
    expect(first.headers['cache-tag']).toContain(`speaker:${id}`)
    expect((await timeline(id, `?cursor=${first.body.page.next}`)).body.code).toBe('invalid-cursor')
  })

  test('of a merged speaker is the survivor’s: 301', async () => {
    const [survivor, other] = [await desk.speaker(), await desk.speaker({ name: 'M. Quint' })]
    await said(other.id, '2020')

    await editor(
      'POST',
      `/v1/editorial/speakers/${other.id}/merges`,
      { into: survivor.id },
      { 'if-match': '"1"' },
    )

    const moved = await timeline(other.id, '?limit=5')
    expect(moved).toMatchObject({
      status: 301,
      headers: { location: `/v1/speakers/${survivor.id}/timeline?limit=5` },
    })
    expect(dates(await timeline(survivor.id))).toEqual(['2020'])
  })

  test('404 for whom the public does not know, 400 for what nobody declared', async () => {
    const { id } = await desk.speaker()

    expect((await timeline(id)).status).toBe(404)
    expect((await timeline(UNKNOWN)).status).toBe(404)
    expect((await timeline(id, '?order=random')).status).toBe(400)
  })
})

test('on the desk, ?at= proposes the role that belongs under words said then', async () => {
  const { id } = await desk.speaker({ roles: ROLES })
  const at = async (time: string) => (await editor('GET', `/v1/editorial/speakers/${id}?at=${time}`)).body

  expect((await at('2012')).roleAt).toEqual({ title: 'pilot', organization: null, from: '2010', to: '2018' })
  expect((await at('2001')).roleAt).toBeNull()
  expect(await at('')).toMatchObject({ status: 400 })
  expect((await editor('GET', `/v1/editorial/speakers/${id}`)).body).not.toHaveProperty('roleAt')
})
