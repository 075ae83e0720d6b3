import { expect, jest, test } from '@jest/globals'
import { addUpQuoteCounts } from '../../src/features/published-speakers/jobs.ts'
import { deskOf } from '../support/desk.ts'
import { runToTheEnd } from '../support/jobs.ts'
import { newsroom } from '../support/newsroom.ts'
import { quoteCountsOf } from '../support/quote-counts.ts'

jest.setTimeout(120_000)

const { db, editor } = await newsroom()
const desk = deskOf(editor)
const { counted, kept } = quoteCountsOf(db)
const SPEAKERS = '/v1/editorial/speakers'
const STORIES = 12

const WORDS = ['We will dredge at night', 'Nobody will sleep', 'The river is patient']
const body = WORDS.map((words) => `“${words},” said Mara Quint.`).join('\n\n')

/** An article that quotes all of them, one after the other. */
async function aStory(speakers: readonly string[]) {
  const { id } = await desk.draft({ body })
  for (const [at, exact] of WORDS.entries()) {
    const speakerId = speakers[at % speakers.length]
    await desk.quote(id, { segments: [{ exact }], speakerId, review: 'confirmed' })
  }
  return id as string
}

test('no count is lost while articles come, go and come anew, speakers are merged and counts are added up', async () => {
  const survivor = (await desk.speaker()).id as string
  const other = (await desk.speaker({ name: 'Olaf Brandt' })).id as string

  for (let round = 0; round < 3; round++) {
    const merged = (await desk.speaker({ name: 'M. Quint' })).id as string
    // In another order in each second one: whoever waited for one speaker while holding another would show.
    const order = (at: number) => (at % 2 ? [merged, other, survivor] : [survivor, other, merged])
    const ids = await Promise.all(Array.from({ length: STORIES }, (_, at) => aStory(order(at))))
    for (const id of ids.slice(0, 8)) await desk.publish(id)
    expect(await kept()).toEqual(await counted())

    const work: Promise<unknown>[] = ids.map((id, at) =>
      at % 4 === 3 && at < 8 ? desk.withdraw(id, 'withheld') : desk.publish(id),
    )
    const merging = editor('POST', `${SPEAKERS}/${merged}/merges`, { into: survivor }, { 'if-match': '"1"' })
    const adding = [runToTheEnd(addUpQuoteCounts, db), runToTheEnd(addUpQuoteCounts, db)]
    await Promise.all([...work, ...adding])

    expect((await merging).status).toBe(201)
    expect(await kept()).toEqual(await counted())
    expect((await kept()).has(merged)).toBe(false)
  }
  await runToTheEnd(addUpQuoteCounts, db)
  // Of twelve articles in each round two were withheld, with a quote of each of three, two of whom are one now.
  expect(await kept()).toEqual(
    new Map(
      [
        [survivor, 60],
        [other, 30],
      ].map(([id, count]) => [id, count]),
    ),
  )
  expect(await db.speakerTally.count()).toBe(2)
})
