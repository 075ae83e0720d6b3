import { setTimeout as sleep } from 'node:timers/promises'
import { act } from '../../db/act.ts'
import type { Database } from '../../db/client.ts'
import { SYSTEM } from '../../lib/actor.ts'
import { attempt, type Means } from './attempt.ts'
import { settle } from './settle.ts'
import { type Claim, claimEndpoints, findDue, releaseClaim } from './store.ts'

/** How many endpoints one instance works on side by side. */
const TURNS_MAX = 20
/** A turn ends after this long, so that no endpoint has its place for ever. */
const TURN_MS = 20_000
/** Longer than a turn with its last request, and so until a killed instance's queues go on elsewhere. */
const CLAIM_SECONDS = 45
const POLL_MS = 500
/** When the server stops: how long a request that is under way may take. */
const GRACE_MS = 3000

interface Delivering extends Means {
  db: Database
}

/**
 * Sends what is due until nothing is. Endpoints are worked on side by side, each by one instance and one
 * request at a time: who is slow holds up nobody else. No transaction is open while a request is under way,
 * so what was sent when a process dies is sent again.
 */
export async function deliverDue(deps: Delivering, signal: AbortSignal): Promise<void> {
  const grace = graceAfter(signal)
  const turns = new Set<Promise<void>>()
  const faults: unknown[] = []
  const begin = (claim: Claim) => {
    const turn: Promise<void> = takeTurn(deps, claim, { signal, cut: grace.cut })
      .catch((error) => void faults.push(error))
      .finally(() => turns.delete(turn))
    turns.add(turn)
  }
  try {
    while (!signal.aborted && faults.length === 0) {
      const free = TURNS_MAX - turns.size
      const claims = free > 0 ? await claimEndpoints(deps.db, free, CLAIM_SECONDS) : []
      claims.forEach(begin)
      if (turns.size === 0) break
      await Promise.race([...turns, sleep(POLL_MS)])
    }
  } finally {
    await Promise.all(turns)
    grace.end()
  }
  if (faults.length > 0) throw faults[0]
}

interface Signals {
  /** Nothing more is begun. */
  signal: AbortSignal
  /** What is under way is cut off. */
  cut: AbortSignal
}

/** Works on one queue, oldest first, until it is empty, the receiver fails, or its time is over. */
async function takeTurn(deps: Delivering, claim: Claim, { signal, cut }: Signals): Promise<void> {
  const end = performance.now() + TURN_MS
  while (!signal.aborted && performance.now() < end) {
    const due = await findDue(deps.db, claim)
    if (!due) break
    const outcome = await attempt(due, deps, cut)
    // It may have arrived or not: nobody can tell, so it is sent again.
    if (outcome.error === 'stopped') break
    const settled = (unit: Parameters<typeof settle>[0]) => settle(unit, claim, due, outcome)
    if (!(await act(deps.db, { actor: SYSTEM, requestId: null }, settled))) return
  }
  await releaseClaim(deps.db, claim)
}

function graceAfter(signal: AbortSignal) {
  const cut = new AbortController()
  const later = () => setTimeout(() => cut.abort(), GRACE_MS).unref()
  signal.addEventListener('abort', later, { once: true })
  // The signal outlives every run: what listens to it must go with the run.
  return { cut: cut.signal, end: () => signal.removeEventListener('abort', later) }
}
