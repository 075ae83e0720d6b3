import { parseArgs } from 'node:util'
import { pino } from 'pino'
import type { Config } from '../config.ts'
import { hasDatabase } from '../db/data-directory.ts'
import { openDatabase } from '../start/database.ts'
import { readEnvironment } from '../start/environment.ts'
import type { LoneCommand, Terminal } from './command.ts'
import { lookAtBacklog } from './doctor/backlog.ts'
import { lookAtDatabase, lookAtMigrations, lookAtReplicas, lookAtStandbys } from './doctor/database.ts'
import { type Finding, fail, looking, ok } from './doctor/finding.ts'
import { lookAtSettings } from './doctor/settings.ts'
import { lookAtStorage } from './doctor/storage.ts'

/** Looks at everything that an installation needs, and changes nothing. */
export const doctor: LoneCommand = {
  help: `verbatim doctor [--json]

Looks at the settings, the secret, the storage, the database with its version, extensions, clock and migrations, and at
what was not done in time. Each line is ok, warn or fail, and says what to do. Changes nothing, but for a file in the
storage that is removed at once. The embedded database can only be looked into while no server holds it.

Exits with 1 when something fails. --json gives a line of JSON for each check.`,
  planAlone: (args) => {
    const { json = false } = parseArgs({ args, options: { json: { type: 'boolean' } } }).values
    return async (terminal) => {
      const findings = await examine()
      for (const finding of findings) show(finding, json, terminal)
      return findings.every(({ verdict }) => verdict !== 'fail')
    }
  },
}

function show(finding: Finding, asJson: boolean, { tell, output }: Terminal): void {
  if (asJson) {
    tell(finding)
    return
  }
  const { verdict, check, detail, advice } = finding
  output.write(`${verdict.padEnd(5)} ${check.padEnd(15)} ${detail}\n`)
  if (advice !== undefined) output.write(`${' '.repeat(22)}→ ${advice}\n`)
}

async function examine(): Promise<Finding[]> {
  let config: Config
  try {
    config = readEnvironment()
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return [fail('configuration', detail, 'docs/operations.md and .env.example explain every setting.')]
  }
  const around = [...lookAtSettings(config), ...(await lookAtStorage(config))]
  return [...around, ...(await lookInside(config)), ...(await lookAtReplicas(config))]
}

async function lookInside(config: Config): Promise<Finding[]> {
  if (!config.databaseUrl && !hasDatabase(config.dataDir)) {
    return [ok('database', `None yet: the first start makes one in ${config.dataDir}.`)]
  }
  const advice = config.databaseUrl
    ? 'Look at DATABASE_URL, and whether PostgreSQL takes connections from here.'
    : 'A server that runs is asked by its /readyz and /metrics; or stop it and look again.'
  return looking('database', advice, async () => {
    const database = openDatabase(config, pino({ level: 'silent' }))
    try {
      const { reads } = database
      const found = await lookAtDatabase(config, reads)
      const migrations = await lookAtMigrations(reads)
      const isMigrated = migrations.every(({ verdict }) => verdict === 'ok')
      const further = isMigrated ? await lookAtBacklog(config, reads) : []
      return [...found, ...migrations, ...(await lookAtStandbys(reads)), ...further]
    } finally {
      await database.close()
    }
  })
}
