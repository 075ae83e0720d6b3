import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectEmbedded, connectPostgres } from '../../src/db/client.ts'
import { onEmbedded, onPostgres } from '../../src/db/direct.ts'
import type { OpeningDatabase } from '../../src/start/database.ts'
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
export async function openTestDatabase(onStatement?: (sql: string) => void): Promise<OpeningDatabase> {
  const prepare = (afterwards: () => Promise<void>) => afterwards()
  if (isPostgres) {
    const url = databaseUrl(workerDatabase())
    const direct: OpeningDatabase['direct'] = (work) => onPostgres(url, work)
    return { ...connectPostgres({ url, poolMax: 30, onStatement }), prepare, direct, jobs: [] }
  }
  const engine = await openSharedEngine(dumpPath)
  const { db, reads } = connectEmbedded(engine, { onStatement })
  const direct: OpeningDatabase['direct'] = (work) => onEmbedded(engine, work)
  return { db, reads, prepare, direct, jobs: [], close: () => db.$disconnect() }
}
