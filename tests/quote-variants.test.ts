import { describe, expect, test } from '@jest/globals'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { newsroom } from './support/newsroom.ts'

const { editor, reader, statements } = await newsroom()
const desk = deskOf(editor)
const LATER = new Date(Date.now() + 3_600_000).toISOString()

async function said(text: string, speakerId: string | null, timing: object = {}) {
  const draft = await desk.draft({ title: 'Harbour', body: `“${text}” That was all.` })
  const who = speakerId ? { speakerId } : { speakerUnknown: true }
  const made = await desk.quote(draft.id, { segments: [{ exact: text }], ...who, review: 'confirmed' })
  await desk.publish(draft.id, timing)
  return made
}

const variants = (id: string) => reader('GET', `/v1/quotes/${id}/variants`)

describe('GET /v1/quotes/:id/variants', () => {
  test('groups the same words across articles by wording, nearest first, with what differs', async () => {
    const { id: mara } = await desk.speaker()
    const own = await said('We will dredge the harbour at night, and nobody will drown.', mara)
    const same = await said('We will dredge the harbour at night and nobody will drown!', mara)
    const not = await said('We will not dredge the harbour at night, and nobody will drown.', mara)
    const short = await said('We will dredge the harbour at night', mara)
    await said('The market opens on Thursday with soup and bread for everybody.', mara)
    statements.length = 0

    const { body } = await variants(own.id)

    expect(statements).toHaveLength(1)
    type Variant = { similarity: number; quotes: { id: string }[] }
    expect(
      body.data.map(({ similarity, quotes }: Variant) => [similarity, quotes.map(({ id }) => id)]),
    ).toEqual([
      [1, [same.id]],
      [0.96, [not.id]],
      [0.78, [short.id]],
    ])
    expect(body.data[1].differences).toEqual([
      { op: 'kept', text: 'We will ' },
      { op: 'inserted', text: 'not ' },
      { op: 'kept', text: 'dredge the harbour at night, and nobody will drown.' },
    ])
    expect(body.page).toEqual({ next: null })
  })

  test('only of the same speaker, one who was merged among them', async () => {
    const { id: mara } = await desk.speaker()
    const { id: again } = await desk.speaker({ name: 'M. Quint' })
    const { id: lev } = await desk.speaker({ name: 'Lev Orban' })
    const own = await said('We will dredge at night.', mara)
    const merged = await said('We will dredge at night!', again)
    await said('We will dredge at night.', lev)
    const nobody = await said('We will dredge at night.', null)
    const nobodyElse = await said('We will dredge at night…', null)
    const path = `/v1/editorial/speakers/${again}`
    const { headers } = await editor('GET', path)
    await editor('POST', `${path}/merges`, { into: mara }, { 'if-match': headers.etag ?? '' })

    const ids = async (id: string) =>
      (await variants(id)).body.data.flatMap(({ quotes }: { quotes: { id: string }[] }) =>
        quotes.map((quote) => quote.id),
      )

    expect(await ids(own.id)).toEqual([merged.id])
    expect(await ids(nobody.id)).toEqual([nobodyElse.id])
  })

  test('scripts without spaces are compared by their characters', async () => {
    const { id: mara } = await desk.speaker()
    const own = await said('選挙は延期されました。', mara)
    const other = await said('選挙は中止されました。', mara)

    expect((await variants(own.id)).body.data).toMatchObject([{ quotes: [{ id: other.id }] }])
  })

  test('what is not public has no variants and is none', async () => {
    const { id: mara } = await desk.speaker()
    const own = await said('The zyzzyva sleeps at night.', mara)
    const ahead = await said('The zyzzyva wakes at night.', mara, { embargoUntil: LATER })
    const gone = await said('The zyzzyva dreams at night.', mara)
    await desk.withdraw(gone.articleId, 'withheld')

    expect((await variants(own.id)).body.data).toEqual([])
    for (const id of [ahead.id, gone.id, UNKNOWN])
      expect(await variants(id)).toMatchObject({ status: 404, body: { code: 'not-found' } })
  })
})
