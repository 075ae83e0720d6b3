import { act } from '../../src/db/act.ts'
import type { Database } from '../../src/db/client.ts'
import type { NewEvent } from '../../src/db/events.ts'
import { SYSTEM } from '../../src/lib/actor.ts'
import { UNKNOWN } from './desk.ts'

/** Records events in one transaction, as a verb does; public ones about an article unless said otherwise. */
export const happen = (db: Database, ...events: Partial<NewEvent>[]) =>
  act(db, { actor: SYSTEM, requestId: null }, async ({ record }) => {
    for (const event of events) {
      const subject = { type: 'article' as const, id: UNKNOWN }
      record({ type: 'article.updated', subject, isPublic: true, ...event })
    }
  })

/** So many public events, each in a transaction of its own, told apart by the number of the edition. */
export async function happenTimes(db: Database, count: number, from = 1): Promise<void> {
  for (let edition = from; edition < from + count; edition++) await happen(db, { data: { edition } })
}
