import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openPGlite } from '../../src/db/embedded.ts'
import { vacuumGrown } from '../../src/db/embedded-upkeep.ts'

let database: Awaited<ReturnType<typeof openPGlite>>

beforeAll(async () => {
  database = await openPGlite()
})
afterAll(() => database.close())

/** How many rows the planner takes `Words` for; -1 while nobody has looked. */
const estimate = async () => {
  const text = `select reltuples::int as rows from pg_class where relname = 'Words'`
  return (await database.query<{ rows: number }>(text)).rows[0]?.rows
}
const add = async (count: number) =>
  database.exec(`insert into "Words" select repeat('word ', 100) from generate_series(1, ${count})`)

test('a table is looked through when there is something in it, and again when it has grown', async () => {
  await database.exec('create table "Words" (text text not null); create table empty (text text)')
  const whenEmpty = await vacuumGrown(database)
  await add(1000)
  const first = [await vacuumGrown(database), await vacuumGrown(database), await estimate()]
  await add(20)
  const little = [await vacuumGrown(database), await estimate()]
  await add(1000)
  const much = [await vacuumGrown(database), await vacuumGrown(database), await estimate()]

  expect(whenEmpty).toBe(false)
  expect(first).toEqual([true, false, 1000])
  expect(little).toEqual([false, 1000])
  expect(much).toEqual([true, false, 2020])
})

test('the room of what was deleted is used again', async () => {
  const pages = async () =>
    (await database.query<{ size: number }>(`select pg_relation_size('"Words"')::int as size`)).rows[0]?.size
  const before = await pages()
  await database.exec(`update "Words" set text = text || '.'`)
  const vacuumed = [await vacuumGrown(database), await vacuumGrown(database)]
  const after = await pages()
  await database.exec(`update "Words" set text = text || '.'`)

  expect(vacuumed).toEqual([true, false])
  expect(after).toBeGreaterThan(before ?? 0)
  expect(await pages()).toBe(after)
})
