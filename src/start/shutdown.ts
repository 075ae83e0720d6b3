import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { ToWorker } from './workers/messages.ts'

/** Orchestrators kill after ten seconds or more; what has not ended by then is cut off in order. */
const DEADLINE_MS = 8500

type Stop = (signal: NodeJS.Signals) => Promise<void>

/**
 * On SIGTERM or SIGINT, and when the process above passes one on: runs `stop` and exits with 0, before the deadline in
 * any case. A second signal exits at once; the one that is passed on is not counted, for it may have come here as
 * well. An error that nobody handles ends the process: what state it left is not known.
 */
export function stopOnSignals(log: FastifyBaseLogger, stop: Stop, deadlineMs = DEADLINE_MS): void {
  let isStopping = false
  let signals = 0
  const begin: Stop = async (signal) => {
    if (isStopping) return
    isStopping = true
    log.info({ signal }, 'stopping')
    const end = stop(signal).catch((err) => log.error({ err }, 'stopping failed'))
    await Promise.race([end, sleep(deadlineMs)])
    log.info('stopped')
    process.exit(0)
  }
  const onSignal = (signal: NodeJS.Signals) => {
    signals += 1
    if (signals > 1) process.exit(1)
    begin(signal)
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  process.on('message', (told: ToWorker) => {
    if (told.type === 'stop') begin(told.signal)
  })

  const die = (err: unknown) => {
    log.fatal({ err }, 'unhandled')
    process.exit(1)
  }
  process.on('unhandledRejection', die)
  process.on('uncaughtException', die)
}
