import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Connection, connectEmbedded } from '../../src/db/client.ts'
import { openPGlite } from '../../src/db/embedded.ts'
import { plainTransactionsOf } from '../../src/db/plain-transaction.ts'

let database: Awaited<ReturnType<typeof openPGlite>>
let connection: Connection

beforeAll(async () => {
  database = await openPGlite()
  connection = connectEmbedded(database)
  await database.exec('create table kept (id int primary key, words text)')
})
afterAll(() => connection.close())

/** The texts that the database has prepared, each once. */
const prepared = async () =>
  (await database.query<{ statement: string }>('select statement from pg_prepared_statements')).rows
    .map(({ statement }) => statement)
    .sort()

const EVERY_TYPE = `select $1::int as number, $2::text as words, $3::timestamptz as at, $4::text[] as list,
  $5::boolean as yes, $6::text as nothing, json_build_object('a', $1) as json`

test('values of every type go in and come out, the first time and every other', async () => {
  const at = new Date('2026-03-01T10:00:00.000Z')
  const values = [7, 'Grüße, "Quill"', at, ['a', 'b,c', 'd"e'], true, null]
  const statement = { name: 'types', text: EVERY_TYPE, values }
  const answers = [await connection.reads.query(statement), await connection.reads.query(statement)]

  const [, words, , list] = values
  expect(answers[0]).toEqual([{ number: 7, words, at, list, yes: true, nothing: null, json: { a: 7 } }])
  expect(answers[1]).toEqual(answers[0])
})

test('a statement is prepared once, one without a name never', async () => {
  const named = { name: 'one', text: 'select $1::int + 1 as one', values: [1] }
  for (const value of [1, 2, 3]) await connection.reads.query({ ...named, values: [value] })
  await connection.reads.query({ ...named, name: '', text: 'select $1::int + 2 as two' })
  const texts = await prepared()

  expect(texts.filter((text) => text === named.text)).toHaveLength(1)
  expect(texts).not.toContain('select $1::int + 2 as two')
})

test('what fails, in its text or with its values, fails alone', async () => {
  const wrong = { name: 'wrong', text: 'select nothing from nowhere', values: [] }
  const divided = { name: 'divided', text: 'select 10 / $1::int as part', values: [0] }
  await expect(connection.reads.query(wrong)).rejects.toMatchObject({ code: '42P01' })
  await expect(connection.reads.query(wrong)).rejects.toMatchObject({ code: '42P01' })
  await expect(connection.reads.query(divided)).rejects.toMatchObject({ code: '22012' })

  expect(await connection.reads.query({ ...divided, values: [5] })).toEqual([{ part: 2 }])
})

test('a transaction is seen by nobody else while it is open, and by nobody when it is rolled back', async () => {
  const insert = { name: 'insert', text: 'insert into kept values ($1, $2)', values: [1, 'first'] }
  const count = { name: 'count', text: 'select count(*)::int as count from kept', values: [] }
  const inTransaction = plainTransactionsOf(connection.db)
  const seen: unknown[] = []
  let outside: Promise<unknown[]> | undefined
  const failing = inTransaction(async (sql) => {
    expect(await sql.query(insert)).toEqual([])
    seen.push(...(await sql.query(count)))
    outside = connection.reads.query(count)
    await sql.query(insert)
    return { result: undefined, last: [] }
  })

  await expect(failing).rejects.toMatchObject({ code: '23505' })
  expect(seen).toEqual([{ count: 1 }])
  expect(await outside).toEqual([{ count: 0 }])
  await inTransaction(async (sql) => ({ result: await sql.query(insert), last: [] }))
  expect(await connection.reads.query(count)).toEqual([{ count: 1 }])
})
