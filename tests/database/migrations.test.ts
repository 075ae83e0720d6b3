import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { afterAll, expect, test } from '@jest/globals'
import { openPGlite } from '../../src/db/embedded.ts'
import { findDrift } from '../../src/db/engine.ts'
import { embeddedSession } from '../../src/db/session.ts'
import { dumpPath, isPostgres } from '../support/database.ts'

// The engine cannot describe a database through PostgreSQL's adapter ("char" is unknown to it), and need not:
// the question is about two texts.
const pglite = isPostgres
  ? await openPGlite()
  : await openPGlite({ loadDataDir: new Blob([await readFile(dumpPath)]) })
const session = embeddedSession(pglite)
afterAll(() => pglite.close())

const schema = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8')

test('prisma/schema.prisma and the migrations say the same; `npm run migration -- <what>` writes what is missing', async () => {
  expect(await findDrift(session)).toBeUndefined()
})

test('a planted difference is found', async () => {
  const planted = schema.replace('model Withdrawal {', 'model Withdrawal {\n  planted String?')

  expect(await findDrift(session, planted)).toContain('ADD COLUMN     "planted" TEXT')
})

test('the comparison leaves the database as it was', async () => {
  const { rows } = await pglite.query("select 1 from pg_tables where schemaname = 'public'")

  expect(rows.length > 0).toBe(!isPostgres)
})
