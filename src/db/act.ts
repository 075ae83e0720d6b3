import { setTimeout as sleep } from 'node:timers/promises'
import type { Actor } from '../lib/actor.ts'
import type { Database, Transaction } from './client.ts'
import { forgetCompiled } from './compiled.ts'
import { isRetryable, unavailable } from './errors.ts'
import { appendEvents, type NewEvent } from './events.ts'
import { gateOf } from './gates.ts'
import { notifyOthers, purge } from './purges.ts'
import { touchedBy } from './touched.ts'

/** One unit of work: an open transaction, who acts, and what it has to report. */
export interface Act {
  tx: Transaction
  actor: Actor
  /** Reports what happened; written with the act, or not at all. */
  record(event: NewEvent): void
}

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
export async function act<T>(
  db: Database,
  { actor, requestId }: Doer,
  work: (act: Act) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    let touched: readonly string[] = []
    try {
      return await inTurn(db, async (tx) => {
        const events: NewEvent[] = []
        const result = await work({ tx, actor, record: (event) => events.push(event) })
        touched = await touchedBy(tx, events)
        await forgetCompiled(tx, touched)
        await notifyOthers(db, tx, touched)
        await appendEvents(tx, events, actor, requestId)
        return result
      })
    } catch (error) {
      if (attempt === TRIES || !isRetryable(error)) throw error
      await sleep(Math.random() * 20 * attempt)
    } finally {
      // After a failure too: a connection that is lost at the commit does not say whether there was one.
      purge(db, touched)
    }
  }
}

/** A transaction when it is its turn: there are fewer than connections. */
export const inTurn = <T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  gateOf(db).pass(
    () => db.$transaction(work),
    () => unavailable('Too many changes wait for their turn.'),
  )

/** The instant on the database's clock, in the milliseconds that it stores. Take it after taking the locks. */
export async function instant(tx: Transaction): Promise<Date> {
  const [row] = await tx.$queryRaw<{ at: Date }[]>`
    select date_trunc('milliseconds', clock_timestamp()) as at`
  if (!row) throw new Error('The database told no time.')
  return row.at
}
