import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../config.ts'
import { banner, type ShownKey } from './banner.ts'
import { prepare } from './prepare.ts'
import { start } from './start.ts'

/** The instance that is one process. What a person wants to know when it is ready. */
export async function startAlone(config: Config, log: FastifyBaseLogger): Promise<string> {
  let keys: ShownKey[] = []
  const address = await start(config, log, {
    prepare: async (database) => {
      keys = await prepare(database, config)
    },
  })
  return banner(address, keys)
}
