import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Asked, Flood } from './flood.ts'
import type { Served } from './processes.ts'

/** How a server fared while it was asked for several times what it can answer. */
export interface Fared {
  /** Answers a second with as many requests under way as one likes: what it can do. */
  capacity: number
  asked: number
  /** 200s a second during the flood, as a part of the capacity. */
  goodput: number
  successes: Times
  refusals: Times
  /** Answers that were neither 200 nor 503 with Retry-After, and requests without any. */
  others: number
  health: Times
  /** Milliseconds after the flood from which on every answer is 200 and in time; nothing where it never was. */
  normalAfterMs: number | undefined
}

interface Times {
  count: number
  p50: number
  p99: number
}

const TIMES_CAPACITY = 5
const CONNECTIONS = 64
const ROUNDS = 5
const ROUND_SECONDS = 2
const PROBES_PER_SECOND = 20
const AFTER_SECONDS = 4
/** An answer in so much is one of a server that is not overloaded. */
const IN_TIME_MS = 250
/** The queue has to fill before the flood is what it is. */
const FILLING_MS = 1500

export async function overload({ address }: Served, path: string, seconds: number): Promise<Fared> {
  const url = `${address}${path}`
  const capacity = await capacityOf(url)
  const probing = flooded({ url: `${address}/healthz`, perSecond: PROBES_PER_SECOND, seconds })
  const asked = await flooded({ url, perSecond: capacity * TIMES_CAPACITY, seconds })
  const health = await probing
  const times = asked.map(({ at }) => at).sort((a, b) => a - b)
  const [began = 0, ended = 0] = [times[0], times.at(-1)]
  const afterwards = await flooded({ url, perSecond: PROBES_PER_SECOND, seconds: AFTER_SECONDS })

  const good = asked.filter(({ status }) => status === 200)
  const refused = asked.filter(({ status, hasRetryAfter }) => status === 503 && hasRetryAfter)
  const inFlood = good.filter(({ at, ms }) => at + ms > began + FILLING_MS && at + ms < ended)
  return {
    capacity,
    asked: asked.length,
    goodput: inFlood.length / ((ended - began - FILLING_MS) / 1000) / capacity,
    successes: timesOf(good),
    refusals: timesOf(refused),
    others: asked.length - good.length - refused.length,
    health: timesOf(health),
    normalAfterMs: normalAfter(afterwards),
  }
}

/** The best of some rounds, the first of which warms up: other work on the machine takes away from it only. */
async function capacityOf(url: string): Promise<number> {
  let best = 0
  for (let round = 0; round < ROUNDS; round++) {
    const asked = await flooded({ url, seconds: ROUND_SECONDS, atOnce: CONNECTIONS })
    best = Math.max(best, asked.filter(({ status }) => status === 200).length / ROUND_SECONDS)
  }
  return best
}

async function flooded(order: Flood): Promise<Asked[]> {
  const child = fork(fileURLToPath(new URL('./flood.ts', import.meta.url)))
  child.send(order)
  const [asked] = await once(child, 'message')
  return asked as Asked[]
}

/** The first of these was asked when the last answer of the flood was there. */
function normalAfter(asked: readonly Asked[]): number | undefined {
  const inOrder = [...asked].sort((a, b) => a.at - b.at)
  const isNormal = ({ status, ms }: Asked) => status === 200 && ms < IN_TIME_MS
  const last = inOrder.findLastIndex((each) => !isNormal(each))
  const [first, normal] = [inOrder[0], inOrder[last + 1]]
  return first && normal && normal.at - first.at
}

function timesOf(asked: readonly Asked[]): Times {
  const sorted = asked.map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
  return { count: sorted.length, p50: at(0.5), p99: at(0.99) }
}
