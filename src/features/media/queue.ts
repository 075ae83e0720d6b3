import { unavailable } from '../../db/errors.ts'

/** Lets as many run at once as there are places; the others wait in order, and too many are sent away. */
export function queueOf(places: number, waitingMax: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = places
  const waiting: (() => void)[] = []
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else free++
  }
  return async (work) => {
    if (waiting.length >= waitingMax) throw unavailable('Too many images are being worked on.')
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
