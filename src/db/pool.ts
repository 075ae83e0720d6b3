import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Statement } from './statement.ts'

export interface PoolOptions {
  url: string
  poolMax: number
  /** False behind a pooler that lends another connection to each statement and knows no names. */
  namesStatements?: boolean
}

/** A statement that waits longer than this is answered 503: a stuck database must not hold every request. */
const TIMEOUTS = {
  connectionTimeoutMillis: 1000,
  statement_timeout: 5000,
  lock_timeout: 2000,
  idle_in_transaction_session_timeout: 5000,
}

/** Compiling a query takes longer than running any of ours. */
const NO_JIT = '-c jit=off'

interface Lossy {
  /** A connection that the server ended while nobody was using it. */
  onLost: (error: Error) => void
}

/** Connects at the first query. */
export function openPool({ url, poolMax, onLost }: PoolOptions & Lossy): pg.Pool {
  const pool = new pg.Pool({
    ...{ connectionString: url, max: poolMax, options: NO_JIT, ...TIMEOUTS },
    // What a transaction asks at once is sent at once.
    pipeline: true,
  })
  pool.on('error', onLost)
  // A client that is checked out reports its loss by itself; without a listener that ends the process.
  pool.on('connect', (client) => client.on('error', onLost))
  return pool
}

/** Statements on any connection of a pool, or on one of them, prepared once for each under their names. */
export const queryOf =
  (pool: pg.Pool | pg.PoolClient, { namesStatements = true }: Pick<PoolOptions, 'namesStatements'>) =>
  async ({ name, text, values }: Statement): Promise<unknown[]> =>
    (await pool.query({ ...(namesStatements && { name: keptName(name) }), text, values: [...values] })).rows

/** PostgreSQL cuts names after 63 bytes: two long ones that begin alike would be one statement. */
const NAME_MAX = 63
const keptName = (name: string) =>
  name.length <= NAME_MAX
    ? name
    : `${name.slice(0, 20)}.${createHash('sha256').update(name).digest('hex').slice(0, 40)}`
