import { setTimeout as sleep } from 'node:timers/promises'
import type { Patience } from '../../http/held-requests.ts'

/** Tells those who wait that the log has grown. */
export interface Follower {
  /** Settles when there is something behind the position, or at the end of patience. */
  grown(behind: string, patience: Patience): Promise<void>
}

const PAUSE_MS = 250

interface Waiter {
  behind: bigint
  settle(error?: unknown): void
}

/**
 * Asks for the last position a few times a second while anybody waits, once for all of them, and holds
 * neither a connection nor a transaction meanwhile. It hears of what any instance wrote.
 */
export function followLog(lastPosition: () => Promise<string>, pauseMs = PAUSE_MS): Follower {
  const waiters = new Set<Waiter>()
  let isAsking = false

  const askWhileAnybodyWaits = async () => {
    if (isAsking) return
    isAsking = true
    while (waiters.size > 0) {
      await sleep(pauseMs)
      if (waiters.size > 0) await ask()
    }
    isAsking = false
  }

  const ask = async () => {
    try {
      const last = BigInt(await lastPosition())
      for (const waiter of waiters) if (last > waiter.behind) waiter.settle()
    } catch (error) {
      for (const waiter of waiters) waiter.settle(error)
    }
  }

  return {
    grown: (behind, { signal, ms }) =>
      new Promise((resolve, reject) => {
        const leave = () => waiter.settle()
        const patience = setTimeout(leave, ms)
        const waiter: Waiter = {
          behind: BigInt(behind),
          settle: (error) => {
            clearTimeout(patience)
            signal.removeEventListener('abort', leave)
            waiters.delete(waiter)
            if (error === undefined) resolve()
            else reject(error)
          },
        }
        waiters.add(waiter)
        signal.addEventListener('abort', leave, { once: true })
        if (signal.aborted) leave()
        void askWhileAnybodyWaits()
      }),
  }
}
