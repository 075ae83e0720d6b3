import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { Job, JobDeps } from './job.ts'

const PAUSE_MAX_MS = 30_000
/** What recurs often is often again soon after the database came back. */
const GROWTH_MAX = 8

/** Runs jobs until they are stopped. A job that fails is logged and tried again after a growing pause. */
export function runJobs(
  jobs: readonly Job[],
  deps: JobDeps,
  log: Pick<FastifyBaseLogger, 'warn'>,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  // Every job listens; Node takes more than ten for a leak.
  setMaxListeners(0, stopping.signal)
  const loops = jobs.map((job) => loop(job, deps, log, stopping.signal))
  return {
    /** Lets what runs come to its end, and starts nothing more. */
    stop: async () => {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}

async function loop(
  job: Job,
  deps: JobDeps,
  log: Pick<FastifyBaseLogger, 'warn'>,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    let hasMore = false
    try {
      hasMore = await job.run(deps, signal)
      failures = 0
    } catch (err) {
      failures++
      log.warn({ err, job: job.name }, 'a job failed')
    }
    const grown = Math.min(PAUSE_MAX_MS, job.everyMs * Math.min(GROWTH_MAX, 2 ** failures))
    const pause = Math.max(job.everyMs, grown)
    if (!hasMore) await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined)
  }
}
