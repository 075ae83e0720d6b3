import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, jest, test } from '@jest/globals'
import { buildApp } from '../../src/app.ts'
import { recordDueMoments } from '../../src/features/publications/jobs.ts'
import { diskFiles } from '../../src/storage/disk.ts'
import { keepingNewsroom } from '../support/answers.ts'
import { compile } from '../support/compiled.ts'
import { BODY, deskOf } from '../support/desk.ts'
import { aComment } from '../support/discussion.ts'
import { temporaryFolder } from '../support/folder.ts'
import { happenings } from '../support/happenings.ts'
import { runToTheEnd } from '../support/jobs.ts'
import { type Answer, SECRETS, SETTINGS } from '../support/newsroom.ts'

jest.setTimeout(90_000)

const room = await keepingNewsroom()
const { db, reads, editor, reader, statements, deafen } = room
const desk = deskOf(editor)
const { aNewsroom, pagesOf, readAll, decide, CHANGES, THERE_AND_BACK } = happenings(room)

/** The same newsroom, whose articles are compiled and whose answers are not kept. */
const compiling = await buildApp({
  ...{ db, reads, secrets: SECRETS, files: diskFiles(temporaryFolder()) },
  settings: { ...SETTINGS, compiles: true },
})
afterAll(() => compiling.close())

/** Some of what is done answers with nothing. */
const statusOf = (answer: unknown) => (answer as Answer | undefined)?.status ?? 200

test.each(Object.keys(CHANGES))('every page says what is so at once when %s', async (name) => {
  const world = await aNewsroom()
  const pages = pagesOf(world)
  const withArticles = pages.filter((page) => /^\/v1\/articles|\/articles$/.test(page))
  await compile({ app: compiling, db, statements }, [world.english.id, world.french.id])
  const before = await readAll(pages)
  const compiledBefore = await readAll(withArticles, compiling)

  const status = statusOf(await CHANGES[name]?.(world))
  const kept = await readAll(pages)
  const compiled = await readAll(withArticles, compiling)
  deafen(true)
  const made = await readAll(pages)
  const compiledAgain = await readAll(withArticles, compiling)

  const among = (answers: typeof made) => new Map(withArticles.map((page) => [page, answers.get(page)]))
  expect(status).toBeLessThan(300)
  expect(kept).toEqual(made)
  expect(compiledBefore).toEqual(among(before))
  expect([compiled, compiledAgain]).toEqual([among(made), among(made)])
  if (!THERE_AND_BACK.has(name)) expect(kept).not.toEqual(before)
})

test('a page that nothing has changed costs no statement', async () => {
  const world = await aNewsroom()
  const pages = pagesOf(world)
  const before = await readAll(pages)
  const kept = pages.filter((page) => (before.get(page) as { status: number }).status === 200)
  statements.length = 0

  const again = await readAll(kept)

  expect(statements).toEqual([])
  expect(again).toEqual(new Map(kept.map((page) => [page, before.get(page)])))
})

test('what only the desk sees leaves what is kept alone', async () => {
  const world = await aNewsroom()
  const path = `/v1/articles/${world.english.id}`
  await reader('GET', path)

  await desk.change(world.english.id, { body: `${BODY} Not yet.` })
  await desk.draft({ title: 'Nobody knows' })
  await aComment(db, { articleId: world.english.id, status: 'pending', reachable: false })
  await decide(world.pending.id, 'reject')
  statements.length = 0
  await reader('GET', path)

  expect(statements).toEqual([])
})

test('a planned publication, taken back or not, shortens what is kept', async () => {
  const { english } = await aNewsroom()
  const freshness = async () => (await reader('GET', `/v1/articles/${english.id}`)).headers['cache-control']
  await freshness()

  await desk.change(english.id, { title: 'Harbour tomorrow' })
  await desk.publish(english.id, { publishAt: new Date(Date.now() + 8000).toISOString() })
  const planned = await freshness()
  const path = `/v1/editorial/articles/${english.id}/publications/scheduled`
  await editor('DELETE', path, undefined, await desk.current(english.id))
  const canceled = await freshness()

  expect(planned).toMatch(/max-age=[4-7], stale-while-revalidate=0/)
  expect(canceled).toBe('public, max-age=10, stale-while-revalidate=20')
})

test('an embargo, an expiry and a closing time come on the instant, without anything happening', async () => {
  const at = new Date(Date.now() + 8000).toISOString()
  const [ending, beginning, closing] = [await desk.draft(), await desk.draft(), await desk.draft()]
  await desk.publish(ending.id, { expiresAt: at })
  await desk.publish(beginning.id, { embargoUntil: at })
  await desk.change(closing.id, { commentPolicy: { mode: 'post', closesAt: at } })
  await desk.publish(closing.id)
  const look = async () => {
    const { body } = await reader('GET', '/v1/articles')
    const ids = body.data.map(({ id }: { id: string }) => id)
    const { comments } = (await reader('GET', `/v1/articles/${closing.id}`)).body
    return [ids.includes(ending.id), ids.includes(beginning.id), comments.open]
  }

  const seen: unknown[] = []
  await sleep(Math.max(0, new Date(at).getTime() - Date.now() - 2000))
  while (Date.now() < new Date(at).getTime() + 1000)
    seen.push([Date.now() - new Date(at).getTime(), await look()])
  await runToTheEnd(recordDueMoments, db)

  const told = seen as [number, boolean[]][]
  // The clock of the database may be a little off this one's.
  const before = told.filter(([ms]) => ms < -200)
  const after = told.filter(([ms]) => ms > 50)
  expect(before.length).toBeGreaterThan(0)
  expect(after.length).toBeGreaterThan(0)
  expect(new Set(before.map(([, state]) => String(state)))).toEqual(new Set(['true,false,true']))
  expect(new Set(after.map(([, state]) => String(state)))).toEqual(new Set(['false,true,false']))
})
