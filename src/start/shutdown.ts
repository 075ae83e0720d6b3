import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'

/** Orchestrators kill after ten seconds or more; what has not ended by then is cut off in order. */
const DEADLINE_MS = 8500

/**
 * On SIGTERM or SIGINT: runs `stop` and exits with 0, before the deadline in any case. A second signal exits
 * at once. An error that nobody handles ends the process: what state it left is not known.
 */
export function stopOnSignals(log: FastifyBaseLogger, stop: (signal: NodeJS.Signals) => Promise<void>): void {
  let isStopping = false
  const onSignal = async (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1)
    isStopping = true
    log.info({ signal }, 'stopping')
    const end = stop(signal).catch((err) => log.error({ err }, 'stopping failed'))
    await Promise.race([end, sleep(DEADLINE_MS)])
    log.info('stopped')
    process.exit(0)
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)

  const die = (err: unknown) => {
    log.fatal({ err }, 'unhandled')
    process.exit(1)
  }
  process.on('unhandledRejection', die)
  process.on('uncaughtException', die)
}
