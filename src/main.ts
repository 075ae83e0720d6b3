import { pino } from 'pino'
import type { Config } from './config.ts'
import { loggerOptions } from './http/logging.ts'
import { readEnvironment } from './start/environment.ts'
import { collectLines } from './start/log-lines.ts'
import { start } from './start/start.ts'

const config = configOrExit()
// A write for every line would cost more than making the answer.
const output = pino.destination({ sync: false })
const lines = collectLines(output)
process.on('exit', () => {
  lines.flush()
  output.flushSync()
})
const log = pino(loggerOptions(config.logLevel), lines)
await start(config, log).catch((err: unknown) => {
  log.fatal({ err }, 'the server cannot start')
  process.stderr.write(`Verbatim cannot start: ${err instanceof Error ? err.message : err}\n`)
  process.exit(1)
})

function configOrExit(): Config {
  try {
    return readEnvironment()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    process.exit(1)
  }
}
