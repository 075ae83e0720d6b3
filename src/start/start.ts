import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { buildApp } from '../app.ts'
import type { Config } from '../config.ts'
import { openCaptchaProvider } from '../features/captcha-providers/open.ts'
import { openCommentChecks } from '../features/spam-services/open.ts'
import type { Metrics } from '../http/metrics.ts'
import { runJobs } from '../jobs/runner.ts'
import { deriveSecrets } from '../lib/secrets.ts'
import { type OpeningDatabase, openDatabase } from './database.ts'
import { openDelivery } from './delivery.ts'
import { openFiles } from './files.ts'
import { JOBS } from './jobs.ts'
import { openMetrics } from './metrics.ts'
import { secretOf } from './secret.ts'
import { type Phase, settingsOf } from './settings.ts'
import { stopOnSignals } from './shutdown.ts'
import { openTracing } from './tracing.ts'

/** How long an instance behind a balancer goes on serving after it has said that it is not ready. */
const DRAIN_MS = 2500

interface Course {
  /** Comes back when the database is ready. */
  prepare(database: OpeningDatabase): Promise<void>
  /** Where what this process measures goes, if not to whoever asks this process. */
  metrics?: Metrics
}

/** It listens at once, so that probes are answered; it is ready when the database is. Where it listens. */
export async function start(config: Config, log: FastifyBaseLogger, course: Course): Promise<string> {
  const tracing = await openTracing(config, log)
  const database = openDatabase(config, log)
  const secrets = deriveSecrets(config.secret ?? secretOf(config.dataDir), config.secretPrevious)
  const files = openFiles(config)
  const checks = openCommentChecks({
    ...{ db: database.db, settings: config.spam, outgoingAllow: config.outgoingAllow, log },
  })
  const captchaProvider = openCaptchaProvider({
    ...{ settings: config.captchaProvider, allow: config.outgoingAllow, log },
  })
  const delivery = openDelivery(config, database, log)
  const measured = openMetrics(config, { database, ...delivery, checks }, course.metrics)
  let phase: Phase = 'starting'
  let jobs: ReturnType<typeof runJobs> | undefined
  const app = await buildApp({
    db: database.db,
    reads: database.reads,
    replicated: delivery.replicas?.reads,
    secrets,
    files,
    checks,
    captchaProvider,
    answers: delivery.answers,
    metrics: measured?.metrics,
    tracing,
    settings: settingsOf(config, () => phase),
    adminKey: config.adminKey,
    trustedProxies: config.trustedProxies,
    log,
  })

  stopOnSignals(log, async (signal) => {
    const wasReady = phase === 'ready'
    if (wasReady) phase = 'stopping'
    // A person at a terminal has no balancer, and an embedded database no second instance.
    if (wasReady && signal === 'SIGTERM' && config.databaseUrl) await sleep(DRAIN_MS)
    await Promise.all([app.close(), jobs?.stop(), checks?.stop(), delivery.stop()])
    if (wasReady) await database.close()
    await tracing?.stop()
  })

  const address = await app.listen({ host: config.host, port: config.port })
  await course.prepare(database)
  delivery.follow()
  phase = 'ready'
  const recurring = [...JOBS, ...database.jobs]
  jobs = runJobs(
    tracing ? recurring.map(tracing.followed) : recurring,
    { db: database.db, secrets, files, outgoingAllow: config.outgoingAllow, mail: config.mail, checks },
    log,
    measured?.onRun,
  )
  log.info('ready')
  return address
}
