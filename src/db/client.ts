import type { Transaction as EmbeddedTransaction } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import type pg from 'pg'
import { told } from '../lib/steps.ts'
import { embeddedAdapter, type MaybeOpening } from './embedded.ts'
import { embeddedStatements } from './embedded-statements.ts'
import { setGate } from './gates.ts'
import { type Prisma, PrismaClient } from './generated/client.ts'
import { onEmbedded, onPool, setPlainTransactions } from './plain-transaction.ts'
import { openPool, type PoolOptions, queryOf } from './pool.ts'
import { setPurges } from './purges.ts'
import type { Reads, Statement } from './statement.ts'
import { toldAdapter } from './told-adapter.ts'

/** The whole database: can open transactions. Held by app.ts and handed to every feature. */
export type Database = PrismaClient

/** The database or one open transaction on it. A store takes either and cannot tell which. */
export type Db = Database | Prisma.TransactionClient

/** One open transaction. */
export type Transaction = Prisma.TransactionClient

/** A database and the two ways into it: Prisma for the desk, prepared statements for delivery. */
export interface Connection {
  db: Database
  reads: Reads
  /** How many connections there are, how many are idle, and who waits for one; nothing on the embedded one. */
  pool?: () => PoolState
  close(): Promise<void>
}

interface PoolState {
  total: number
  idle: number
  waiting: number
}

interface Options {
  /** Called with every SQL text that is sent, for tests that count them. */
  onStatement?: ((sql: string) => void) | undefined
}

interface PostgresOptions extends Options, PoolOptions {
  onLost?: (error: Error) => void
}

/** Connections that transactions leave to everybody else. */
const FOR_READING = 2

/** PostgreSQL through one pool, which Prisma and delivery share. Connects at the first query. */
export function connectPostgres({ onLost = () => {}, onStatement, ...options }: PostgresOptions): Connection {
  const pool = openPool({ ...options, onLost })
  const over = (target: pg.Pool | pg.PoolClient) => counted(queryOf(target, options), onStatement)
  const db = openPrisma(new PrismaPg(pool), onStatement)
  setGate(db, Math.max(1, options.poolMax - FOR_READING))
  setPurges(db, { isShared: true })
  setPlainTransactions(db, onPool(pool, over))
  return {
    db,
    reads: { query: over(pool) },
    pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: async () => {
      await db.$disconnect()
      await pool.end()
    },
  }
}

/** The embedded PostgreSQL: one process, one connection. It may still be opening. */
export function connectEmbedded(opening: MaybeOpening, { onStatement }: Options = {}): Connection {
  const prepared = embeddedStatements(opening)
  const query = async (statement: Statement) =>
    statement.name === '' ? plain(await opening, statement) : prepared.outside(statement)
  const db = openPrisma(embeddedAdapter(opening), onStatement)
  setGate(db, 1)
  setPurges(db, { isShared: false })
  const inside = (tx: EmbeddedTransaction) =>
    counted(
      (statement) => (statement.name === '' ? plain(tx, statement) : prepared.inside(tx, statement)),
      onStatement,
    )
  setPlainTransactions(db, onEmbedded(opening, inside))
  return {
    db,
    reads: { query: counted(query, onStatement) },
    close: async () => {
      await db.$disconnect()
      await (await opening).close()
    },
  }
}

/** Planned with its values. */
const plain = async (target: Pick<EmbeddedTransaction, 'query'>, { text, values }: Statement) =>
  (await target.query(text, [...values])).rows

function counted(query: (statement: Statement) => Promise<unknown[]>, onStatement: Options['onStatement']) {
  return async <Row>(statement: Statement) => {
    const { name, text } = statement
    onStatement?.(text)
    // The caller names the row that its own SQL text returns.
    return (await told({ kind: 'statement', name, text }, () => query(statement))) as Row[]
  }
}

function openPrisma(adapter: SqlMigrationAwareDriverAdapterFactory, onStatement: Options['onStatement']) {
  const transactionOptions = { maxWait: 2000, timeout: 8000 }
  const options = { adapter: toldAdapter(adapter), transactionOptions }
  if (!onStatement) return new PrismaClient(options)
  const db = new PrismaClient({ ...options, log: [{ emit: 'event', level: 'query' }] })
  db.$on('query', (event) => onStatement(event.query))
  return db as unknown as PrismaClient
}
