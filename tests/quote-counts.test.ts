import { setTimeout as sleep } from 'node:timers/promises'
import { expect, jest, test } from '@jest/globals'
import { recordDueMoments } from '../src/features/publications/jobs.ts'
import { addUpQuoteCounts } from '../src/features/published-speakers/jobs.ts'
import { deskOf } from './support/desk.ts'
import { happenings } from './support/happenings.ts'
import { runToTheEnd } from './support/jobs.ts'
import { type Answer, newsroom } from './support/newsroom.ts'
import { quoteCountsOf } from './support/quote-counts.ts'

jest.setTimeout(60_000)

const room = await newsroom()
const { db, editor, reader } = room
const desk = deskOf(editor)
const { aNewsroom, CHANGES } = happenings(room)

const { counted, kept } = quoteCountsOf(db)
const countOf = async (id: string) => (await reader('GET', `/v1/speakers/${id}`)).body.quoteCount

/** An article in which a speaker says one thing. */
async function aStory() {
  const speaker = await desk.speaker()
  const { id } = await desk.draft()
  const segments = [{ exact: 'We will dredge at night,' }]
  await desk.quote(id, { segments, speakerId: speaker.id, review: 'confirmed' })
  return { id, speaker }
}

/** An instant, and what waits for it to have passed on the database's clock. */
function soon() {
  const at = new Date(Date.now() + 1000)
  return { at: at.toISOString(), passed: () => sleep(at.getTime() - Date.now() + 200) }
}

const TOUCHING = Object.keys(CHANGES).filter((name) => !/comment|renamed|added|text/.test(name))

test.each(TOUCHING)('what is kept is what would be counted when %s', async (name) => {
  const world = await aNewsroom()
  const before = await kept()

  const answer = (await CHANGES[name]?.(world)) as Answer | undefined

  expect(answer?.status ?? 200).toBeLessThan(300)
  expect(before.size).toBeGreaterThan(0)
  expect(await kept()).toEqual(await counted())
})

test('an embargo that ends counts at once, recorded or not', async () => {
  const { id, speaker } = await aStory()
  const { at, passed } = soon()
  await desk.publish(id, { embargoUntil: at })
  const before = await counted()
  await passed()

  const unrecorded = [await countOf(speaker.id), (await kept()).get(speaker.id)]
  await runToTheEnd(recordDueMoments, db)

  expect(before.get(speaker.id)).toBeUndefined()
  expect(unrecorded).toEqual([1, undefined])
  expect([await countOf(speaker.id), (await kept()).get(speaker.id)]).toEqual([1, 1])
})

test('an expiry counts no more at once, recorded or not', async () => {
  const [{ id, speaker }, other] = [await aStory(), await desk.draft()]
  // Somebody whom no article names is not public: this one goes on naming them.
  const segments = [{ exact: 'Nobody will sleep, and nobody will drown.' }]
  await desk.quote(other.id, { segments, speakerId: speaker.id, review: 'confirmed' })
  await desk.publish(other.id)
  const { at, passed } = soon()
  await desk.publish(id, { expiresAt: at })
  const before = await countOf(speaker.id)
  await passed()

  const unrecorded = [await countOf(speaker.id), (await kept()).get(speaker.id)]
  await runToTheEnd(recordDueMoments, db)

  expect(before).toBe(2)
  expect(unrecorded).toEqual([1, 2])
  expect([await countOf(speaker.id), (await kept()).get(speaker.id)]).toEqual([1, 1])
})

test('what began and ended unrecorded, or while it was withheld, counts nowhere', async () => {
  const [brief, withheld] = [await aStory(), await aStory()]
  const { at, passed } = soon()
  await desk.publish(brief.id, { embargoUntil: new Date(Date.now() + 500).toISOString(), expiresAt: at })
  await desk.publish(withheld.id, { expiresAt: at })
  await desk.withdraw(withheld.id, 'withheld')
  await passed()
  const path = `/v1/editorial/articles/${withheld.id}/withdrawals/current`
  await editor('DELETE', path, undefined, await desk.current(withheld.id))

  await runToTheEnd(recordDueMoments, db)

  expect(await kept()).toEqual(await counted())
  const ids = [brief.speaker.id, withheld.speaker.id]
  expect(await Promise.all(ids.map(async (id) => (await kept()).get(id)))).toEqual([undefined, undefined])
})

test('quotes and editions that are removed take their counts along', async () => {
  const stories = [await aStory(), await aStory()]
  for (const { id } of stories) await desk.publish(id)
  const [first, second] = stories.map(({ speaker }) => speaker.id)
  const before = await kept()

  await db.editionQuote.deleteMany({ where: { speakerId: first ?? '' } })
  await db.edition.deleteMany({ where: { articleId: stories[1]?.id ?? '' } })

  expect([before.get(first ?? ''), before.get(second ?? '')]).toEqual([1, 1])
  expect(await kept()).toEqual(await counted())
})

test('many rows of a speaker become one, of the same sum, and none where it is nothing', async () => {
  const [{ id, speaker }, gone] = [await aStory(), await aStory()]
  for (let times = 0; times < 3; times++) await desk.publish(id)
  await desk.publish(gone.id)
  await desk.withdraw(gone.id, 'canceled')
  const rowsOf = (speakerId: string) => db.speakerTally.count({ where: { speakerId } })
  const before = [await rowsOf(speaker.id), await rowsOf(gone.speaker.id), await kept()]

  await runToTheEnd(addUpQuoteCounts, db)

  expect(before.slice(0, 2)).toEqual([5, 2])
  expect([await rowsOf(speaker.id), await rowsOf(gone.speaker.id), await kept()]).toEqual([1, 0, before[2]])
})
