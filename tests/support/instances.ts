import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, jest } from '@jest/globals'
import pg from 'pg'
import { databaseUrl, TEMPLATE } from './database.ts'
import { type ServerProcess, startServer } from './server.ts'

/** A key for tests that need one before the first instance has made any. */
export const ADMIN_KEY = `vb_testtest_${'T'.repeat(40)}`

interface Options {
  /** What a fresh database holds: the migrated schema, or nothing. */
  fresh?: 'migrated' | 'empty'
  /** How long a database and its instances last: to start them costs more than most tests. */
  per?: 'test' | 'file'
}

/** Instances of the product as processes of their own, over a PostgreSQL database that nobody else has. */
export function instances(name: string, { fresh = 'migrated', per = 'test' }: Options = {}) {
  const [begin, end] = per === 'test' ? [beforeEach, afterEach] : [beforeAll, afterAll]
  jest.setTimeout(180_000)
  const database = `verbatim_${name}_${process.env.JEST_WORKER_ID}`
  const home = mkdtempSync(join(tmpdir(), `verbatim-${name}-`))
  let running: ServerProcess[] = []

  async function query<Row>(sql: string, url = databaseUrl(database)): Promise<Row[]> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query(sql)
    await client.end()
    return rows
  }
  const administer = (sql: string) => query(sql, databaseUrl('postgres'))

  begin(async () => {
    await administer(`drop database if exists ${database} with (force)`)
    await administer(`create database ${database} template ${fresh === 'empty' ? 'template1' : TEMPLATE}`)
  })
  end(async () => {
    await Promise.all(running.map((server) => server.stop('SIGKILL')))
    running = []
  })
  afterAll(async () => {
    await administer(`drop database if exists ${database} with (force)`)
    rmSync(home, { recursive: true, force: true })
  })

  /** Starts an instance; it is killed at the end of the test, or of the file. */
  function start(environment: Record<string, string> = {}): ServerProcess {
    const server = startServer(
      { DATABASE_URL: databaseUrl(database), SECRET: 's'.repeat(32), RATE_LIMITS: 'off', ...environment },
      home,
    )
    running.push(server)
    return server
  }
  async function startReady(environment: Record<string, string> = {}) {
    const server = start({ ADMIN_KEY, ...environment })
    const address = await server.ready()
    return { server, address, call: callerOf(address) }
  }

  return {
    start,
    /** Two that are ready, and answer to `ADMIN_KEY`; the second like the first unless said otherwise. */
    startTwo: (one: Record<string, string> = {}, other = one) =>
      Promise.all([startReady(one), startReady(other)]),
    /** Asks the database itself. */
    query,
    /** What the database is called. */
    database,
  }
}

export interface Reply {
  status: number
  etag: string
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into bodies of every shape
  body: any
}

/** A caller of an instance, with `ADMIN_KEY`. */
export const callerOf =
  (address: string) =>
  async (
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      etag: response.headers.get('etag') ?? '',
      body: text === '' ? null : JSON.parse(text),
    }
  }
