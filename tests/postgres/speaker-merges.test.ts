import { expect, test } from '@jest/globals'
import { instances } from '../support/instances.ts'

const { startTwo, query } = instances('merges')
const SPEAKERS = '/v1/editorial/speakers'
const ARTICLES = '/v1/editorial/articles'

async function twoInstances() {
  const [{ call: first }, { call: second }] = await startTwo()
  return { first, second }
}

test('of merges into each other at once one is made, in a ring of three as well, and no cycle', async () => {
  const { first, second } = await twoInstances()
  const add = async (name: string) =>
    (await first('POST', SPEAKERS, { name, kind: 'person' })).body.id as string

  for (let round = 0; round < 8; round++) {
    const ring = [await add('Ada'), await add('Bo'), ...(round % 2 ? [await add('Cy')] : [])]
    const answers = await Promise.all(
      ring.map((id, i) => {
        const into = ring[(i + 1) % ring.length] ?? ''
        return (i % 2 ? second : first)('POST', `${SPEAKERS}/${id}/merges`, { into }, { 'if-match': '"1"' })
      }),
    )

    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(1)
    expect(answers.filter(({ status }) => ![201, 409, 412].includes(status))).toEqual([])
    const left = await query<{ merged_into_id: string | null }>(
      `select merged_into_id from speaker where id in (${ring.map((id) => `'${id}'`).join()})`,
    )
    expect(left.filter(({ merged_into_id }) => merged_into_id === null).length).toBeGreaterThanOrEqual(1)
  }
  const chains = await query(
    'select from speaker a join speaker b on b.id = a.merged_into_id where b.merged_into_id is not null',
  )
  expect(chains).toEqual([])
})

test('while quotes are made, confirmed and published, a merge loses no word of anybody', async () => {
  const { first, second } = await twoInstances()
  const WORDS = ['We will dredge at night', 'Nobody will sleep', 'The river is patient']
  const body = WORDS.map((words) => `“${words},” said Mara Quint.`).join('\n\n')
  const survivor = (await first('POST', SPEAKERS, { name: 'Mara Quint', kind: 'person' })).body.id

  for (let round = 0; round < 4; round++) {
    const { id: merged } = (await first('POST', SPEAKERS, { name: 'M. Quint', kind: 'person' })).body
    const stories = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const { id } = (await first('POST', ARTICLES, { title: 'Harbour', language: 'en', body })).body
        const quote = { kind: 'direct', segments: [{ exact: WORDS[0] }], speakerId: merged }
        return { id, quoteId: (await first('POST', `${ARTICLES}/${id}/quotes`, quote)).body.id }
      }),
    )
    const work = stories.map(async ({ id, quoteId }, i) => {
      const call = i % 2 ? second : first
      const path = `${ARTICLES}/${id}/quotes`
      const confirmed = { review: 'confirmed' }
      const patched = await call('PATCH', `${path}/${quoteId}`, confirmed, { 'if-match': '"2"' })
      const made = await call('POST', path, {
        ...{ kind: 'direct', segments: [{ exact: WORDS[1] }], ...confirmed },
        ...{ speakerId: merged, onBehalfOfId: merged },
      })
      const { etag } = await call('GET', `${ARTICLES}/${id}`)
      const published = await call('POST', `${ARTICLES}/${id}/publications`, {}, { 'if-match': etag })
      return [patched.status, made.status, published.status]
    })
    const merging = second('POST', `${SPEAKERS}/${merged}/merges`, { into: survivor }, { 'if-match': '"1"' })

    expect(await Promise.all(work)).toEqual(Array(6).fill([200, 201, 201]))
    expect((await merging).status).toBe(201)
  }
  for (const table of ['quote', 'edition_quote']) {
    const rows = await query<{ speaker_id: string; on_behalf_of_id: string | null }>(
      `select speaker_id, on_behalf_of_id from ${table}`,
    )
    expect(rows).toHaveLength(48)
    expect(new Set(rows.map(({ speaker_id }) => speaker_id))).toEqual(new Set([survivor]))
    expect(new Set(rows.map((row) => row.on_behalf_of_id))).toEqual(new Set([survivor, null]))
  }
})
