import { CARRIED } from './carried-tables.ts'
import type { DirectSession } from './direct.ts'

/** What holds between tables. It is taken off while they fill, since some refer to each other both ways. */
interface Reference {
  table: string
  name: string
  definition: string
}

const REFERENCES = `
  select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
  from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`

/** The first table that has rows already. */
export async function findFilledTable(session: DirectSession): Promise<string | undefined> {
  for (const table of CARRIED) {
    const found = await session.query(`select 1 from "${table}" limit 1`)
    if (found.length > 0) return table
  }
  return undefined
}

/**
 * Lets `fill` insert rows in any order, as they are: no trigger counts or queues anything a second time. At the end
 * every reference is checked as a whole. Call it in a transaction.
 */
export async function filling<T>(session: DirectSession, fill: () => Promise<T>): Promise<T> {
  const references = await session.query<Reference>(REFERENCES)
  for (const { table, name } of references) {
    await session.query(`alter table ${table} drop constraint "${name}"`)
  }
  for (const table of CARRIED) await session.query(`alter table "${table}" disable trigger user`)
  const result = await fill()
  await session.query('set constraints all immediate')
  for (const table of CARRIED) await session.query(`alter table "${table}" enable trigger user`)
  for (const { table, name, definition } of references) {
    await session.query(`alter table ${table} add constraint "${name}" ${definition}`)
  }
  await goOnCounting(session)
  return result
}

/** Inserts rows, each the member `row` of a JSON text. */
export const insertRows = (
  session: DirectSession,
  table: (typeof CARRIED)[number],
  lines: readonly string[],
) =>
  session.query(
    `insert into "${table}" select filled.* from json_array_elements($1::json) line,
      json_populate_record(null::"${table}", line -> 'row') filled`,
    [`[${lines.join(',')}]`],
  )

/** Numbers that the database hands out go on behind those that came. */
async function goOnCounting(session: DirectSession): Promise<void> {
  const counted = await session.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and column_default like 'nextval(%'`,
  )
  for (const { table, column } of counted) {
    await session.query(
      `select setval(pg_get_serial_sequence('"${table}"', '${column}'), max("${column}")) from "${table}"`,
    )
  }
}

/** What the planner knows of the tables. */
export const takeStock = (session: DirectSession) => session.query('analyze')
