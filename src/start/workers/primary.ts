import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../../config.ts'
import { banner } from '../banner.ts'
import { openDatabase } from '../database.ts'
import { prepare } from '../prepare.ts'
import { stopOnSignals } from '../shutdown.ts'
import { gatherMetrics } from './metrics.ts'
import { openTeam } from './team.ts'

/** Later than the processes below, which cut off in order what has not ended. */
const DEADLINE_MS = 9500

/**
 * The first process of an instance: it shares its port among processes that serve, prepares the database for them, and
 * keeps their number. When it ends, they end.
 */
export async function startWorkers(config: Config, log: FastifyBaseLogger): Promise<string> {
  const { onRestart } = gatherMetrics()
  const team = openTeam(config.workers, log, onRestart)
  stopOnSignals(log, team.stop, DEADLINE_MS)
  const database = openDatabase(config, log)
  const [address, keys] = await Promise.all([team.listening, prepare(database, config)])
  await database.close()
  team.tellPrepared()
  return banner(address, keys)
}
