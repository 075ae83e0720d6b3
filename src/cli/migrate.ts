import { parseArgs } from 'node:util'
import { migrationStatus } from '../db/migration-status.ts'
import { type Command, UsageError } from './command.ts'

/** Brings the database to this release, or says how far it is. */
export const migrate: Command = {
  help: `verbatim migrate status
verbatim migrate up

status lists every migration and exits with 1 when one is missing. up applies what is missing, all of it or nothing;
the server does the same when it starts.`,
  plan: ([action, ...args]) => {
    parseArgs({ args })
    if (action !== 'status' && action !== 'up') throw new UsageError('migrate status or migrate up?')
    return async ({ database, tell }) => {
      if (action === 'up') await database.prepare(async () => undefined)
      const all = await migrationStatus(database.reads)
      for (const each of all) tell(each)
      return all.every(({ isApplied }) => isApplied)
    }
  },
}
