import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../config.ts'
import type { RequestTracing } from '../http/tracing.ts'
import type { Job } from '../jobs/job.ts'

/** Traces of this process, on their way to a collector. */
export interface Tracing extends RequestTracing {
  /** The job, with a trace for each run. */
  followed(job: Job): Job
  /** Sends what is left. */
  stop(): Promise<void>
}

/** Where traces are wanted; without that nothing of it is loaded. */
export async function openTracing(
  { traces }: Pick<Config, 'traces'>,
  log: Pick<FastifyBaseLogger, 'warn'>,
): Promise<Tracing | undefined> {
  if (!traces) return undefined
  const { openTelemetry } = await import('./open-telemetry.ts')
  return openTelemetry(traces, log)
}
