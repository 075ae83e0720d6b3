import { expect, test } from '@jest/globals'
import { instances } from '../support/instances.ts'

const { startTwo, query } = instances('review')
const ARTICLES = '/v1/editorial/articles'
const SPEAKERS = '/v1/editorial/speakers'
const BODY = Array.from(
  { length: 8 },
  (_, i) => `“The river rose by ${i} metres,” harbour master Mara Quint said on Monday.`,
).join('\n\n')

test('proposed twice at once a text is proposed once; of reviews at once one is made, during a merge', async () => {
  const [{ call: first }, { call: second }] = await startTwo()
  const add = async (name: string) =>
    (await first('POST', SPEAKERS, { name, kind: 'person' })).body.id as string
  const survivor = await add('Mara Quint')

  for (let round = 0; round < 4; round++) {
    const merged = await add('M. Quint')
    const { id } = (await first('POST', ARTICLES, { title: 'River', language: 'en', body: BODY })).body
    const path = `${ARTICLES}/${id}/quotes`

    const proposed = await Promise.all(
      [first, second, first, second].map((call) => call('POST', `${path}/proposals`)),
    )
    const [one] = proposed
    const confirm = one?.body.data.map((each: { id: string }) => ({ id: each.id, speakerId: merged }))
    const ifMatch = { 'if-match': one?.etag ?? '' }
    const [merging, ...reviews] = await Promise.all([
      second('POST', `${SPEAKERS}/${merged}/merges`, { into: survivor }, { 'if-match': '"1"' }),
      first('POST', `${path}/review`, { confirm }, ifMatch),
      second('POST', `${path}/review`, { confirm }, ifMatch),
    ])

    expect(proposed.map(({ body }) => body.data)).toEqual(Array(4).fill(one?.body.data))
    expect(one?.body.data).toHaveLength(8)
    expect(merging?.status).toBe(201)
    expect(reviews.map(({ status }) => status).sort()).toEqual([200, 412])
  }
  const said = await query<{ speaker_id: string; review: string; count: number }>(
    'select speaker_id, review::text, count(*)::int from quote group by 1, 2',
  )
  expect(said).toEqual([{ speaker_id: survivor, review: 'confirmed', count: 32 }])
})
