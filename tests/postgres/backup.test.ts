import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, expect, jest, test } from '@jest/globals'
import pg from 'pg'
import { findBinaries } from '../../scripts/postgres/programs.ts'
import { runCommand } from '../support/command.ts'
import { databaseUrl } from '../support/database.ts'
import { temporaryFolder } from '../support/folder.ts'
import { completeDemo, linesOf, readAll, rowsOf, SAME } from '../support/newsroom-file.ts'
import { startServer } from '../support/server.ts'
import { neverAnswered } from '../support/walk.ts'

jest.setTimeout(300_000)

const home = temporaryFolder()
const file = join(home, 'newsroom.ndjson.gz')
const nameOf = (copy: string) => `verbatim_test_${copy}_${process.env.JEST_WORKER_ID}`
const made: string[] = []

async function administer(...statements: string[]) {
  const client = new pg.Client({ connectionString: databaseUrl('postgres') })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}
const drop = (name: string) => `drop database if exists ${name} with (force)`
afterAll(() => administer(...made.map(drop)))

/** A new database on the server, and the settings to work on it. */
async function aDatabase(copy: string) {
  const name = nameOf(copy)
  made.push(name)
  await administer(drop(name), `create database ${name}`)
  return { ...SAME, DATABASE_URL: databaseUrl(name), DATA_DIR: join(home, copy) }
}

/** PostgreSQL's own programs, in the version of the server. */
const program = (name: string, ...args: string[]) =>
  execFileSync(join(findBinaries() ?? '', name), args, { encoding: 'utf8' })

test('a newsroom answers every public address as before, moved from the embedded database and restored from a dump', async () => {
  const embedded = { ...SAME, DATA_DIR: join(home, 'embedded') }
  const first = startServer({ ...embedded, DEMO: '1' }, home)
  await completeDemo(await first.ready())
  await first.stop('SIGINT')
  expect((await runCommand(home, embedded, 'export', '--out', file)).code).toBe(0)
  const rows = rowsOf(file)
  const before = await readAll(startServer(embedded, home), rows)
  expect(neverAnswered(before)).toEqual([])
  expect(Object.keys(before).length).toBeGreaterThan(400)

  const moved = await aDatabase('moved')
  expect((await runCommand(home, moved, 'import', file)).code).toBe(0)
  expect(await readAll(startServer(moved, home), rows)).toEqual(before)

  const dump = join(home, 'verbatim.dump')
  const restored = { ...(await aDatabase('restored')), MEDIA_DIR: join(home, 'moved', 'media') }
  program('pg_dump', '--format=custom', '--no-owner', `--file=${dump}`, moved.DATABASE_URL)
  program('pg_restore', '--no-owner', '--exit-on-error', `--dbname=${restored.DATABASE_URL}`, dump)
  expect(await readAll(startServer(restored, home), rows)).toEqual(before)

  const again = join(home, 'again.ndjson.gz')
  const exported = await runCommand(home, restored, 'export', '--out', again)
  expect(exported.code).toBe(0)
  expect(carried(again)).toEqual(carried(file))
})

/** What an import brings, but for the marks of jobs and the keys that each database has for itself. */
const carried = (path: string) =>
  linesOf(path).filter((line) => !/^\{"(verbatim|end)"|"table":"job_mark"|"subject_type":"key"/.test(line))
