import type { Transaction as EmbeddedTransaction } from '@electric-sql/pglite'
import type pg from 'pg'
import type { Database, Transaction } from './client.ts'
import type { MaybeOpening } from './embedded.ts'
import type { Reads, Statement } from './statement.ts'

/**
 * One open transaction, asked by plain statements. Several that do not wait for one another are sent together, and
 * the database takes them in the order in which they were asked.
 */
export interface PlainTransaction extends Reads {
  isTransaction: true
}

type Query = Reads['query']

/** What was done in a transaction, and the statements that come last in it. */
export interface Done<T> {
  result: T
  last: readonly Statement[]
}

/** Opens a transaction, commits it with what `work` did, or rolls it back and throws what `work` threw. */
type OpenPlainly = <T>(work: (sql: PlainTransaction) => Promise<Done<T>>) => Promise<T>

const ways = new WeakMap<Database, OpenPlainly>()

export const setPlainTransactions = (db: Database, open: OpenPlainly) => ways.set(db, open)

export function plainTransactionsOf(db: Database): OpenPlainly {
  const open = ways.get(db)
  if (!open) throw new Error('The database was opened without plain transactions.')
  return open
}

/** A transaction of Prisma's, asked the same way. */
export const plainly = (tx: Transaction): PlainTransaction => ({
  query: ({ text, values }) => tx.$queryRawUnsafe(text, ...values),
  isTransaction: true,
})

/** Runs what comes last, one after the other. */
export async function ended<T>(sql: PlainTransaction, { result, last }: Done<T>): Promise<T> {
  for (const statement of last) await sql.query(statement)
  return result
}

/** On a connection of the pool. One that cannot say that it rolled back does not return to it. */
export const onPool =
  (pool: pg.Pool, over: (client: pg.PoolClient) => Query): OpenPlainly =>
  async (work) => {
    const client = await pool.connect()
    const { sql, end } = until(client, over(client))
    let lost: Error | undefined
    try {
      gather(client)
      // Where this fails, what follows it fails as well.
      client.query('begin').catch(() => undefined)
      const { result, last } = await work(sql)
      gather(client)
      // Behind one that fails, the commit rolls back.
      const sent = last.map((statement) => sql.query(statement))
      end()
      const [{ command }] = await Promise.all([client.query('commit'), ...sent])
      if (command !== 'COMMIT') throw new Error('The transaction had failed and was rolled back.')
      return result
    } catch (error) {
      end()
      await client.query('rollback').catch((failure: Error) => {
        lost = failure
      })
      throw error
    } finally {
      client.release(lost)
    }
  }

/** What is asked from here to the next turn leaves in one piece: writing costs more than what is written. */
function gather({ connection: { stream } }: pg.PoolClient): void {
  if (stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}

/** What was still to be asked when another statement had failed is not asked on what is somebody else's by then. */
function until(client: pg.PoolClient, query: Query): { sql: PlainTransaction; end: () => void } {
  let hasEnded = false
  return {
    sql: {
      query: async (statement) => {
        if (hasEnded) throw new Error('The transaction has ended.')
        gather(client)
        return query(statement)
      },
      isTransaction: true,
    },
    end: () => {
      hasEnded = true
    },
  }
}

/** On the embedded database, which lets nothing else in meanwhile. */
export const onEmbedded =
  (opening: MaybeOpening, over: (tx: EmbeddedTransaction) => Query): OpenPlainly =>
  async (work) =>
    (await opening).transaction(async (tx) => {
      const sql: PlainTransaction = { query: over(tx), isTransaction: true }
      return ended(sql, await work(sql))
    })
