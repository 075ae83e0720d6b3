import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, connectEmbedded, connectPostgres } from '../../src/db/client.ts'
import { openSharedEngine } from './engine.ts'

/** A PostgreSQL server to run the suite on; without it, the embedded database. */
const server = process.env.TEST_DATABASE_URL

export const isPostgres = server !== undefined

export const TEMPLATE = 'verbatim_test_template'

export function databaseUrl(name: string): string {
  const url = new URL(server ?? 'postgresql://localhost')
  url.pathname = `/${name}`
  return url.href
}

/** The migrated embedded database, dumped once per run by the global setup. */
export const dumpPath = join(tmpdir(), `verbatim-test-${process.env.VERBATIM_TEST_RUN ?? process.pid}.tar`)

const workerDatabase = () => `verbatim_test_${process.env.JEST_WORKER_ID}`

/** This worker's own migrated database. */
export async function openTestDatabase(onStatement?: (sql: string) => void): Promise<Connection> {
  if (isPostgres) return connectPostgres({ url: databaseUrl(workerDatabase()), poolMax: 30, onStatement })
  const { db, reads } = connectEmbedded(await openSharedEngine(dumpPath), { onStatement })
  return { db, reads, close: () => db.$disconnect() }
}
