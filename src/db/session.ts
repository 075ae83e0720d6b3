import type { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { embeddedAdapter } from './embedded.ts'

/** One session of the database, and Prisma's adapter over the very same session: a transaction spans both. */
export interface Session {
  adapter: SqlMigrationAwareDriverAdapterFactory
  execute(sql: string): Promise<unknown>
}

export function embeddedSession(pglite: PGlite): Session {
  const execute = (sql: string) => pglite.exec(sql)
  return { adapter: overSession(embeddedAdapter(pglite), execute), execute }
}

/** `pool` must have one connection that it never gives back. */
export function postgresSession(pool: pg.Pool): Session {
  const execute = (sql: string) => pool.query(sql)
  return { adapter: overSession(new PrismaPg(pool), execute), execute }
}

/** One connection that is never given back for idling. */
export function openSinglePool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0 })
  // A connection that breaks fails the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  return pool
}

/**
 * The adapter with scripts run whole, and awaited: as published, one cuts them at every semicolon, also
 * inside strings and functions, and the other reports success before they have run.
 */
export function overSession(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  execute: Session['execute'],
): SqlMigrationAwareDriverAdapterFactory {
  const executeScript = async (script: string) => {
    await execute(script)
  }
  const connect = async () => Object.assign(await adapter.connect(), { executeScript })
  // Who needs an empty database beside this one makes it inside a transaction.
  const { provider, adapterName } = adapter
  return { provider, adapterName, connect, connectToShadowDb: connect }
}
