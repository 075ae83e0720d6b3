import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'

/** One session of the database without limits on time: for work on all of it, which takes as long as it takes. */
export interface DirectSession {
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

const NO_LIMITS =
  '-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0 -c jit=off'

/** `url` must not go through a transaction pooler. What is not committed at the end is gone. */
export async function onPostgres<T>(url: string, work: (session: DirectSession) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, options: NO_LIMITS, connectionTimeoutMillis: 5000 })
  // A connection that breaks fails the next query; without a listener it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  // Whoever gives up in the middle of a statement and ends the transaction has to wait for it.
  let turn: Promise<unknown> = Promise.resolve()
  const query = <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> => {
    const result = turn.then(() => client.query(text, [...values]))
    turn = result.catch(() => undefined)
    // The caller names the row that its own SQL text returns.
    return result.then(({ rows }) => rows as Row[])
  }
  try {
    return await work({ query })
  } finally {
    await client.end()
  }
}

/** The same on the embedded database, whose one session it is. */
export async function onEmbedded<T>(
  pglite: PGlite,
  work: (session: DirectSession) => Promise<T>,
): Promise<T> {
  return work({
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await pglite.query<Row>(text, [...values])).rows,
  })
}

/** All of it or nothing. */
export async function inTransaction<T>(
  session: DirectSession,
  begin: 'begin' | 'begin isolation level repeatable read read only',
  work: () => Promise<T>,
): Promise<T> {
  await session.query(begin)
  try {
    const result = await work()
    await session.query('commit')
    return result
  } catch (error) {
    await session.query('rollback').catch(() => undefined)
    throw error
  }
}
