import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { told } from '../lib/steps.ts'
import { embeddedAdapter, type MaybeOpening } from './embedded.ts'
import { setGate } from './gates.ts'
import { type Prisma, PrismaClient } from './generated/client.ts'
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

interface PostgresOptions extends Options {
  url: string
  poolMax: number
  /** False behind a pooler that lends another connection to each statement and knows no names. */
  namesStatements?: boolean
  /** A connection that the server ended while nobody was using it. */
  onLost?: (error: Error) => void
}

/** A statement that waits longer than this is answered 503: a stuck database must not hold every request. */
const TIMEOUTS = {
  connectionTimeoutMillis: 1000,
  statement_timeout: 5000,
  lock_timeout: 2000,
  idle_in_transaction_session_timeout: 5000,
}

/** Connections that transactions leave to everybody else. */
const FOR_READING = 2

/** Compiling a query takes longer than running any of ours. */
const NO_JIT = '-c jit=off'

/** PostgreSQL through one pool, which Prisma and delivery share. Connects at the first query. */
export function connectPostgres({
  url,
  poolMax,
  namesStatements = true,
  onLost = () => {},
  onStatement,
}: PostgresOptions): Connection {
  const pool = new pg.Pool({ connectionString: url, max: poolMax, options: NO_JIT, ...TIMEOUTS })
  pool.on('error', onLost)
  // A client that is checked out reports its loss by itself; without a listener that ends the process.
  pool.on('connect', (client) => client.on('error', onLost))
  const query = async ({ name, text, values }: Statement) =>
    (await pool.query({ ...(namesStatements && { name: keptName(name) }), text, values: [...values] })).rows
  const db = openPrisma(new PrismaPg(pool), onStatement)
  setGate(db, Math.max(1, poolMax - FOR_READING))
  setPurges(db, { isShared: true })
  return {
    db,
    reads: { query: counted(query, onStatement) },
    pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: async () => {
      await db.$disconnect()
      await pool.end()
    },
  }
}

/** PostgreSQL cuts names after 63 bytes: two long ones that begin alike would be one statement. */
const NAME_MAX = 63
const keptName = (name: string) =>
  name.length <= NAME_MAX
    ? name
    : `${name.slice(0, 20)}.${createHash('sha256').update(name).digest('hex').slice(0, 40)}`

/** The embedded PostgreSQL: one process, one connection. It may still be opening. */
export function connectEmbedded(opening: MaybeOpening, { onStatement }: Options = {}): Connection {
  const query = async ({ text, values }: Statement) => (await (await opening).query(text, [...values])).rows
  const db = openPrisma(embeddedAdapter(opening), onStatement)
  setGate(db, 1)
  setPurges(db, { isShared: false })
  return {
    db,
    reads: { query: counted(query, onStatement) },
    close: async () => {
      await db.$disconnect()
      await (await opening).close()
    },
  }
}

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
