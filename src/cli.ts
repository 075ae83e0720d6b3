#!/usr/bin/env node
import { pino } from 'pino'
import { type Command, type LoneCommand, type Terminal, UsageError, type Work } from './cli/command.ts'
import { doctor } from './cli/doctor.ts'
import { exportNewsroom } from './cli/export.ts'
import { importFile } from './cli/import.ts'
import { keys } from './cli/keys.ts'
import { migrate } from './cli/migrate.ts'
import { loggerOptions } from './http/logging.ts'
import { openDatabase } from './start/database.ts'
import { readEnvironment } from './start/environment.ts'

const COMMANDS = new Map<string, Command | LoneCommand>([
  ['keys', keys],
  ['migrate', migrate],
  ['export', exportNewsroom],
  ['import', importFile],
  ['doctor', doctor],
])

const HELP = `verbatim COMMAND [--help]: ${[...COMMANDS.keys()].join(', ')}

Works on the database itself, with the settings of the server from the environment and .env.
Results are JSON lines on standard output.`

const terminal: Terminal = {
  tell: (result) => process.stdout.write(`${JSON.stringify(result)}\n`),
  note: (text) => process.stderr.write(`${text}\n`),
  output: process.stdout,
}
const [name = '--help', ...args] = process.argv.slice(2)
// Some things under the database stay open for a while, and nobody waits for them.
process.exit(await main(name, args))

/** The exit code: 0 when all went well, 1 when not, 2 when it was not asked properly. */
async function main(asked: string, given: string[]): Promise<number> {
  const command = COMMANDS.get(asked)
  if (given.includes('--help') || asked === '--help') return say(command?.help ?? HELP, 0)
  if (!command) return say(HELP, 2)
  try {
    return (await begin(command, given)) ? 0 : 1
  } catch (error) {
    return say(error instanceof Error ? error.message : String(error), isUsage(error) ? 2 : 1)
  }
}

function begin(command: Command | LoneCommand, given: string[]): Promise<boolean> {
  return 'planAlone' in command ? command.planAlone(given)(terminal) : carryOut(command.plan(given))
}

async function carryOut(work: Work): Promise<boolean> {
  const config = readEnvironment()
  const log = pino(loggerOptions('warn'), pino.destination({ dest: 2, sync: true }))
  const database = openDatabase(config, log)
  try {
    return await work({ config, database, ...terminal })
  } finally {
    await database.close()
  }
}

function isUsage(error: unknown): boolean {
  return (
    error instanceof UsageError || String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')
  )
}

function say(text: string, code: number): number {
  const stream = code === 0 ? process.stdout : process.stderr
  stream.write(`${text}\n`)
  return code
}
