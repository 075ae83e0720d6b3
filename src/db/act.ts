import { setTimeout as sleep } from 'node:timers/promises'
import type { Actor } from '../lib/actor.ts'
import type { Database, Transaction } from './client.ts'
import { forgetting } from './compiled.ts'
import { isRetryable, unavailable } from './errors.ts'
import { appending, type NewEvent } from './events.ts'
import { gateOf } from './gates.ts'
import { type Done, ended, type PlainTransaction, plainly, plainTransactionsOf } from './plain-transaction.ts'
import { purge, telling } from './purges.ts'
import type { Statement } from './statement.ts'
import { touchedBy } from './touched.ts'

/** What every unit of work has beside its transaction: who acts, and what it has to report. */
interface Reporting {
  actor: Actor
  /** Runs behind everything else, on the way with the commit: what nothing of the work has to wait for. */
  write(statement: Statement): void
  /** Reports what happened; written with the act, or not at all. */
  record(event: NewEvent): void
}

/** An open transaction, by plain statements. */
interface Plain {
  sql: PlainTransaction
}

/** The same transaction by Prisma as well. */
interface WithModels extends Plain {
  tx: Transaction
}

/** One unit of work that needs no more than plain statements. */
export interface PlainAct extends Plain, Reporting {}

/** One unit of work: an open transaction, who acts, and what it has to report. */
export interface Act extends WithModels, Reporting {}

interface Doer {
  actor: Actor
  requestId: string | null
}

const TRIES = 5

/**
 * Runs `work` in one transaction and commits it with its events; answers that are kept and have changed by it are
 * gone when it returns. A race lost to another transaction is run
 * again from the start, so `work` must do nothing outside the transaction.
 */
export const act = <T>(db: Database, doer: Doer, work: (act: Act) => Promise<T>): Promise<T> => {
  const open: Open<WithModels, T> = (inside) =>
    db.$transaction(async (tx) => {
      const sql = plainly(tx)
      return ended(sql, await inside({ tx, sql }))
    })
  return carryOut(db, doer, open, work)
}

/**
 * The same for what readers write in numbers: a statement of Prisma's costs several times what a prepared one
 * costs, in this process and in the database.
 */
export const plainAct = <T>(db: Database, doer: Doer, work: (act: PlainAct) => Promise<T>): Promise<T> => {
  const open: Open<Plain, T> = (inside) => plainTransactionsOf(db)((sql) => inside({ sql }))
  return carryOut(db, doer, open, work)
}

/** Opens a transaction, ends it with what was to come last, and commits it. */
type Open<Way, T> = (inside: (way: Way) => Promise<Done<T>>) => Promise<T>

async function carryOut<Way extends Plain, T>(
  db: Database,
  { actor, requestId }: Doer,
  open: Open<Way, T>,
  work: (act: Way & Reporting) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    let touched: readonly string[] = []
    const inside = async (way: Way): Promise<Done<T>> => {
      const events: NewEvent[] = []
      const last: Statement[] = []
      const result = await work({
        ...{ ...way, actor },
        write: (statement) => last.push(statement),
        record: (event) => events.push(event),
      })
      touched = await touchedBy(way.sql, events)
      last.push(...forgetting(touched), ...telling(db, touched), ...appending(events, actor, requestId))
      return { result, last }
    }
    try {
      return await whenFree(db, () => open(inside))
    } catch (error) {
      if (attempt === TRIES || !isRetryable(error)) throw error
      await sleep(Math.random() * 20 * attempt)
    } finally {
      // After a failure too: a connection that is lost at the commit does not say whether there was one.
      purge(db, touched)
    }
  }
}

/** A transaction of Prisma's when it is its turn: there are fewer than connections. */
export const inTurn = <T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  whenFree(db, () => db.$transaction(work))

const whenFree = <T>(db: Database, work: () => Promise<T>): Promise<T> =>
  gateOf(db).pass(work, () => unavailable('Too many changes wait for their turn.'))

/** The instant on the database's clock, in the milliseconds that it stores. Take it after taking the locks. */
export async function instant(tx: Transaction): Promise<Date> {
  const [row] = await tx.$queryRaw<{ at: Date }[]>`
    select date_trunc('milliseconds', clock_timestamp()) as at`
  if (!row) throw new Error('The database told no time.')
  return row.at
}
