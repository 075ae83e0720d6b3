import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { openPGlite } from '../../src/db/embedded.ts'
import { embeddedStatements } from '../../src/db/embedded-statements.ts'

let pglite: Awaited<ReturnType<typeof openPGlite>>
let statements: ReturnType<typeof embeddedStatements>

beforeAll(async () => {
  pglite = await openPGlite()
  await pglite.exec(`create type mood as enum ('calm', 'rough'); create table tide (at int unique)`)
  await pglite.refreshArrayTypes()
})
beforeEach(async () => {
  await pglite.exec('delete from tide; deallocate all')
  statements = embeddedStatements(pglite)
})
afterAll(() => pglite.close())

const ask = (text: string, ...values: unknown[]) => statements.outside({ name: 'x', text, values })
const kept = async () =>
  (
    await pglite.query<{ statement: string; custom: number; generic: number }>(
      `select statement, custom_plans::int as custom, generic_plans::int as generic
       from pg_prepared_statements where statement like '%tide%' order by prepare_time`,
    )
  ).rows

test.each([
  ['text', "l'été ☀ 🚢", 'text'],
  ['nothing', null, 'text'],
  ['a number', 7, 'int'],
  ['a large number', 9_007_199_254_740_993n, 'int8'],
  ['a fraction', 0.1, 'float8'],
  ['a boolean', false, 'boolean'],
  ['a time', new Date('2026-11-01T12:00:00.123Z'), 'timestamptz'],
  ['a list', ['a', 'b,"c"', '{}'], 'text[]'],
  ['no list', [], 'text[]'],
  ['a list of kinds', ['rough', 'calm'], 'mood[]'],
  ['JSON', { a: [1, null, 'x'] }, 'jsonb'],
  ['bytes', new Uint8Array([0, 1, 255]), 'bytea'],
])('%s goes in and comes out as by an unnamed query', async (_what, value, type) => {
  const text = `select $1::${type} as value, '2026-11-01'::timestamptz as at, null as nothing, 'calm'::mood as mood`
  const { rows } = await pglite.query(text, [value])

  expect(await ask(text, value)).toEqual(rows)
  expect(await ask(text, value)).toEqual(rows)
})

test('a text is prepared once, and planned for all values once it has been planned for a few', async () => {
  for (let at = 0; at < 8; at++) await ask('select at from tide where at = $1', at)
  await ask('select at from tide where at > $1', 1)

  expect(await kept()).toEqual([
    { statement: 'select at from tide where at = $1', custom: 5, generic: 3 },
    { statement: 'select at from tide where at > $1', custom: 1, generic: 0 },
  ])
})

test('what another has prepared before on the same engine is prepared again', async () => {
  await ask('select at from tide where at = $1', 1)
  statements = embeddedStatements(pglite)

  expect(await ask('select at from tide where at = $1', 1)).toEqual([])
  expect(await kept()).toHaveLength(1)
})

test('of many texts the ones that were asked last are kept', async () => {
  for (let at = 0; at < 300; at++) await ask(`select at from tide where at = ${at}`)

  const left = await kept()
  // What is dropped is closed along with the next that is prepared.
  expect(left.length).toBeLessThanOrEqual(251)
  expect(left.at(-1)?.statement).toBe('select at from tide where at = 299')
})

test('a statement that fails, when it is parsed or run, leaves the next one alone', async () => {
  const insert = 'insert into tide (at) values ($1)'
  await expect(ask('select from nowhere')).rejects.toMatchObject({ code: '42P01' })
  await expect(ask('select $1::int', 'high')).rejects.toMatchObject({ code: '22P02' })
  await ask(insert, 1)
  await expect(ask(insert, 1)).rejects.toMatchObject({ code: '23505' })

  expect(await ask('select at from tide')).toEqual([{ at: 1 }])
})

test('a statement outside waits for the transaction that is open, and one inside belongs to it', async () => {
  let outside: Promise<unknown[]> | undefined
  const failed = pglite.transaction(async (tx) => {
    await statements.inside(tx, { name: 'x', text: 'insert into tide (at) values (1)', values: [] })
    outside = ask('select at from tide')
    await sleep(50)
    throw new Error('The tide turned.')
  })

  await expect(failed).rejects.toThrow('The tide turned.')
  expect(await outside).toEqual([])
})

test('what is asked of a transaction behind its end is refused, and not done on its own', async () => {
  const insert = (at: number) => ({ name: 'x', text: 'insert into tide (at) values ($1)', values: [at] })
  const late: Promise<unknown>[] = []
  const failed = pglite.transaction(async (tx) => {
    await statements.inside(tx, insert(1))
    late.push(sleep(20).then(() => statements.inside(tx, insert(2))))
    // Already under way when the first fails, and rolled back with it.
    await Promise.all([statements.inside(tx, insert(1)), statements.inside(tx, insert(3)).catch(() => {})])
  })

  await expect(failed).rejects.toMatchObject({ code: '23505' })
  await expect(late[0]).rejects.toThrow('The transaction has ended.')
  expect(await ask('select at from tide')).toEqual([])
})

test('a table that has changed is planned anew', async () => {
  for (let at = 0; at < 8; at++) await ask('select count(*)::int as count from tide where at > $1', at)
  await pglite.exec('alter table tide add height int; insert into tide (at) values (9)')

  expect(await ask('select count(*)::int as count from tide where at > $1', 0)).toEqual([{ count: 1 }])
})
