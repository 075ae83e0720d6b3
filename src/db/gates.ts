import { Gate } from '../lib/gate.ts'
import type { Database } from './client.ts'

/** A burst of changes is worked off; what has not had its turn by then is better asked again. */
const PATIENCE_MS = 8000

const gates = new WeakMap<Database, Gate>()

/** How many transactions may be open at a time: fewer than there are connections, so that reading goes on. */
export const setGate = (db: Database, capacity: number) => gates.set(db, new Gate(capacity, PATIENCE_MS))

export function gateOf(db: Database): Gate {
  const gate = gates.get(db)
  if (!gate) throw new Error('The database was opened without a gate.')
  return gate
}
