import { setTimeout as sleep } from 'node:timers/promises'
import type { Patience } from '../../http/held-requests.ts'
import type { EventRow } from './store.ts'

interface Log {
  read(behind: string): Promise<EventRow[]>
  pauseMs?: number
}

/** An event, and from where on the log has to be read again not to miss one that appears late. */
export interface Told {
  row: EventRow
  settled: string
}

const PAUSE_MS = 500

/**
 * Tells every event behind a number once, in the order in which they can be seen: again and again it reads what
 * may still fill up, and leaves out what it has told.
 */
export function follow({ read, pauseMs = PAUSE_MS }: Log, behind: string, known: Iterable<string> = []) {
  let settled = behind
  const told = new Map<string, string>()
  for (const id of known) told.set(id, behind)

  const readFresh = async (): Promise<Told[]> => {
    const rows = await read(settled)
    const fresh = rows.filter(({ id }) => !told.has(id))
    for (const { id, sequence } of fresh) told.set(id, sequence)
    const open = rows.findIndex(({ isSettled }) => !isSettled)
    const last = (open === -1 ? rows : rows.slice(0, open)).at(-1)
    if (last) settle(last.sequence)
    return fresh.map((row) => ({ row, settled }))
  }

  const settle = (sequence: string) => {
    settled = sequence
    for (const [id, at] of told) if (BigInt(at) <= BigInt(sequence)) told.delete(id)
  }

  return async ({ signal, ms }: Patience): Promise<Told[]> => {
    const until = Date.now() + ms
    for (;;) {
      const fresh = await readFresh()
      if (fresh.length > 0 || Date.now() >= until || signal.aborted) return fresh
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined)
    }
  }
}
