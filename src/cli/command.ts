import type { Config } from '../config.ts'
import type { OpeningDatabase } from '../start/database.ts'

/** What a command works with. */
interface Means {
  config: Config
  database: OpeningDatabase
  /** One result, as a line of JSON. */
  tell(result: object): void
}

/** False when what it found is not as it should be. */
export type Work = (means: Means) => Promise<boolean>

/** A command of the command line: its help, and what is to be done; throws `UsageError` before anything is opened. */
export interface Command {
  help: string
  plan(args: string[]): Work
}

/** What was typed is not what the command takes. */
export class UsageError extends Error {}
