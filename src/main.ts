import cluster from 'node:cluster'
import { pino } from 'pino'
import type { Config } from './config.ts'
import { loggerOptions } from './http/logging.ts'
import { startAlone } from './start/alone.ts'
import { readEnvironment } from './start/environment.ts'
import { collectLines } from './start/log-lines.ts'
import { startWorkers } from './start/workers/primary.ts'
import { startWorker } from './start/workers/worker.ts'

/** So much of a pipe that others write into as well is written in one piece. */
const PIECE_BYTES = 4096

const config = configOrExit()
const isShared = config.workers > 1
// A write for every line would cost more than making the answer.
const output = pino.destination({ sync: false, ...(isShared && { maxWrite: PIECE_BYTES }) })
const lines = collectLines(output, isShared ? PIECE_BYTES : undefined)
process.on('exit', () => {
  lines.flush()
  output.flushSync()
})
const log = pino(loggerOptions(config.logLevel), lines)
try {
  if (cluster.isWorker) await startWorker(config, log)
  else process.stderr.write(await (isShared ? startWorkers : startAlone)(config, log))
} catch (err) {
  log.fatal({ err }, 'the server cannot start')
  process.stderr.write(`Verbatim cannot start: ${err instanceof Error ? err.message : err}\n`)
  process.exit(1)
}

function configOrExit(): Config {
  try {
    return readEnvironment()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    process.exit(1)
  }
}
