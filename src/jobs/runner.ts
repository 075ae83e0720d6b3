import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { Job, JobDeps } from './job.ts'

/** How a run of a job went: how much later than planned it began, and whether it came to its end. */
export interface Run {
  job: string
  lateMs: number
  hasFailed: boolean
}

const PAUSE_MAX_MS = 30_000
/** What recurs often is often again soon after the database came back. */
const GROWTH_MAX = 8

/** Runs jobs until they are stopped. A job that fails is logged and tried again after a growing pause. */
export function runJobs(
  jobs: readonly Job[],
  deps: JobDeps,
  log: Pick<FastifyBaseLogger, 'warn'>,
  onRun: (run: Run) => void = () => undefined,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  // Every job listens; Node takes more than ten for a leak.
  setMaxListeners(0, stopping.signal)
  const loops = jobs.map((job) => loop({ job, deps, log, onRun, signal: stopping.signal }))
  return {
    /** Lets what runs come to its end, and starts nothing more. */
    stop: async () => {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}

interface Loop {
  job: Job
  deps: JobDeps
  log: Pick<FastifyBaseLogger, 'warn'>
  onRun: (run: Run) => void
  signal: AbortSignal
}

async function loop({ job, deps, log, onRun, signal }: Loop): Promise<void> {
  let dueAt = performance.now()
  for (let failures = 0; !signal.aborted; ) {
    const lateMs = Math.max(0, performance.now() - dueAt)
    let hasMore = false
    try {
      hasMore = await job.run(deps, signal)
      failures = 0
    } catch (err) {
      failures++
      log.warn({ err, job: job.name }, 'a job failed')
    }
    onRun({ job: job.name, lateMs, hasFailed: failures > 0 })
    const pause = hasMore ? 0 : pauseAfter(failures, job.everyMs)
    dueAt = performance.now() + pause
    if (!hasMore) await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

function pauseAfter(failures: number, everyMs: number): number {
  const grown = Math.min(PAUSE_MAX_MS, everyMs * Math.min(GROWTH_MAX, 2 ** failures))
  return Math.max(everyMs, grown)
}
