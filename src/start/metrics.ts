import { readFileSync } from 'node:fs'
import { Counter, collectDefaultMetrics, Gauge } from 'prom-client'
import type { Config } from '../config.ts'
import type { Connection } from '../db/client.ts'
import { type Backlog, readBacklog } from '../features/service/store.ts'
import type { Answers } from '../http/answers/keep.ts'
import { type Metrics, newMetrics } from '../http/metrics.ts'
import type { Run } from '../jobs/runner.ts'
import type { CommentChecks } from '../lib/comment-checks.ts'
import { tellReplicas } from './replica-metrics.ts'
import type { Replicas } from './replicas.ts'

interface Measured {
  database: Pick<Connection, 'reads' | 'pool'>
  answers?: Answers | undefined
  replicas?: Replicas | undefined
  checks?: CommentChecks | undefined
}

interface Opened {
  metrics: Metrics
  /** Takes down how a run of a job went. */
  onRun(run: Run): void
}

/** What is measured outside of requests, looked up when somebody asks; nothing where the operator wants none. */
export function openMetrics(
  { hasMetrics }: Pick<Config, 'hasMetrics'>,
  measured: Measured,
  metrics: Metrics = newMetrics(),
) {
  if (!hasMetrics) return undefined
  collectDefaultMetrics({ register: metrics })
  tellBuild(metrics)
  tellBacklog(metrics, measured)
  if (measured.answers) tellAnswers(metrics, measured.answers)
  if (measured.replicas) tellReplicas(metrics, measured.replicas)
  if (measured.database.pool) tellPool(metrics, measured.database.pool)
  return { metrics, onRun: jobCounters(metrics) } satisfies Opened
}

function tellBuild(metrics: Metrics): void {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  new Gauge({
    ...{ name: 'verbatim_build_info', help: 'Always 1; the labels tell the version.' },
    ...{ labelNames: ['version', 'node'], registers: [metrics], aggregator: 'first' },
  }).set({ version, node: process.version }, 1)
}

/** How long one look at the database answers for everybody who asks. */
const LOOKED_MS = 5000

function tellBacklog(metrics: Metrics, { database, checks }: Measured): void {
  const registers = [metrics]
  const look = sometimes(() => readBacklog(database.reads).catch(() => undefined))
  /** A gauge of what the database told last; without a value while it does not answer. */
  const told = (name: string, help: string, value: (backlog: Backlog) => number) =>
    new Gauge({
      ...{ name, help, registers, aggregator: 'max' },
      async collect() {
        const backlog = await look()
        if (backlog) this.set(value(backlog))
        else this.remove()
      },
    })
  told('verbatim_events_position', 'Position of the newest public event.', ({ position }) => position)
  told(
    'verbatim_moments_late_seconds',
    'For how long the oldest publication, embargo or expiry that has come waits to be recorded.',
    ({ momentsLateSeconds }) => momentsLateSeconds,
  )
  new Gauge({
    ...{ name: 'verbatim_database_up', help: 'Whether the database answered the last look.', registers },
    aggregator: 'min',
    async collect() {
      this.set((await look()) ? 1 : 0)
    },
  })
  new Gauge({
    ...{ name: 'verbatim_comment_checks_waiting', help: 'Comments that services outside are asked about.' },
    registers,
    collect() {
      this.set(checks?.waiting() ?? 0)
    },
  })
  new Gauge({
    ...{ name: 'verbatim_queue_depth', help: 'What waits, by queue; counted up to 100000.' },
    ...{ labelNames: ['queue'], registers, aggregator: 'max' },
    async collect() {
      this.reset()
      const backlog = await look()
      if (!backlog) return
      for (const queue of ['webhooks', 'mails', 'imports', 'moderation'] as const) {
        this.set({ queue }, backlog[queue])
      }
    },
  })
}

/** Asks anew when the last answer is old; whoever asks meanwhile gets that one. */
function sometimes<T>(ask: () => Promise<T>): () => Promise<T> {
  let last: { at: number; answer: Promise<T> } | undefined
  return () => {
    const now = performance.now()
    if (!last || now - last.at > LOOKED_MS) last = { at: now, answer: ask() }
    return last.answer
  }
}

function tellAnswers(metrics: Metrics, answers: Answers): void {
  const registers = [metrics]
  const counter = (name: string, help: string, count: () => number) =>
    new Counter({
      ...{ name, help, registers },
      collect() {
        this.reset()
        this.inc(count())
      },
    })
  counter('verbatim_answers_hits_total', 'Requests answered from memory.', () => answers.counts().hits)
  counter('verbatim_answers_misses_total', 'Public answers that were made.', () => answers.counts().misses)
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      ...{ name, help, registers },
      collect() {
        this.set(value())
      },
    })
  gauge('verbatim_answers_kept', 'Answers in memory.', () => answers.counts().entries)
  gauge('verbatim_answers_bytes', 'What they take, by estimate.', () => answers.counts().bytes)
}

function tellPool(metrics: Metrics, pool: NonNullable<Connection['pool']>): void {
  new Gauge({
    ...{
      name: 'verbatim_pool_connections',
      help: 'Connections to PostgreSQL; waiting are those who want one.',
    },
    ...{ labelNames: ['state'], registers: [metrics] },
    collect() {
      const { total, idle, waiting } = pool()
      this.set({ state: 'total' }, total)
      this.set({ state: 'idle' }, idle)
      this.set({ state: 'waiting' }, waiting)
    },
  })
}

function jobCounters(metrics: Metrics): (run: Run) => void {
  const registers = [metrics]
  const runs = new Counter({
    ...{ name: 'verbatim_job_runs_total', help: 'Runs of what recurs by itself.' },
    ...{ labelNames: ['job', 'result'], registers },
  })
  const late = new Gauge({
    ...{ name: 'verbatim_job_late_seconds', help: 'How much later than planned the last run began.' },
    ...{ labelNames: ['job'], registers, aggregator: 'max' },
  })
  return ({ job, lateMs, hasFailed }) => {
    runs.inc({ job, result: hasFailed ? 'failed' : 'done' })
    late.set({ job }, lateMs / 1000)
  }
}
