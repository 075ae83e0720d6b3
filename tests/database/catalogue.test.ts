import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, expect, test } from '@jest/globals'
import { openTestDatabase } from '../support/database.ts'

/**
 * What Prisma cannot say, as the database itself tells it. After a migration that changes any of it, write
 * the file anew with `WRITE_CATALOGUE=1 npm test -- catalogue`, and read the difference.
 */
const file = new URL('./catalogue.json', import.meta.url)

const { reads, close } = await openTestDatabase()
afterAll(close)

interface Entry {
  name: string
  definition: string
}

const QUERIES = {
  constraints: `
    select conrelid::regclass || '.' || conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'x')`,
  indexes: `
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index join pg_class on pg_class.oid = indexrelid
    where relnamespace = 'public'::regnamespace and (indpred is not null or indexprs is not null)`,
  views: `
    select viewname as name, definition from pg_views where schemaname = 'public'`,
  triggers: `
    select tgrelid::regclass || '.' || tgname as name, pg_get_triggerdef(oid) as definition
    from pg_trigger where not tgisinternal`,
  functions: `
    select oid::regprocedure::text as name, pg_get_functiondef(oid) as definition
    from pg_proc where pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')`,
  extensions: `
    select extname as name, '' as definition from pg_extension where extname <> 'plpgsql'`,
}

/** Versions of PostgreSQL differ in line breaks, and in naming the table where there is only one. */
function normalised(definition: string): string {
  const line = definition.replace(/\s+/g, ' ').trim()
  return / JOIN /.test(line) ? line : line.replace(/\b\w+\.(?=\w+\b(?! ?\())/g, '')
}

async function catalogueOf(text: string): Promise<Record<string, string>> {
  const rows = await reads.query<Entry>({ name: '', text, values: [] })
  const entries = rows.map(({ name, definition }) => [name, normalised(definition)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

test('checks, exclusions, partial and expression indexes, views, triggers and functions are what they were', async () => {
  const catalogue: Record<string, Record<string, string>> = {}
  for (const [kind, text] of Object.entries(QUERIES)) catalogue[kind] = await catalogueOf(text)
  if (process.env.WRITE_CATALOGUE) writeFileSync(file, `${JSON.stringify(catalogue, null, 2)}\n`)

  expect(Object.keys(catalogue.constraints ?? {}).length).toBeGreaterThan(10)
  expect(catalogue).toEqual(JSON.parse(readFileSync(file, 'utf8')))
})
