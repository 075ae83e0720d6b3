import type { Writable } from 'node:stream'
import type { Config } from '../config.ts'
import { SYSTEM } from '../lib/actor.ts'
import type { OpeningDatabase } from '../start/database.ts'

/** What a command works with. */
export interface Means extends Terminal {
  config: Config
  database: OpeningDatabase
}

/** Where a command says something. */
export interface Terminal {
  /** One result, as a line of JSON. */
  tell(result: object): void
  /** A line for whoever watches; no result. */
  note(text: string): void
  /** Where results go. */
  output: Writable
}

/** Who does what a command does. */
export const COMMAND_LINE = { actor: { ...SYSTEM, label: 'command line' }, requestId: null }

/** False when what it found is not as it should be. */
export type Work = (means: Means) => Promise<boolean>

/** A command of the command line: its help, and what is to be done; throws `UsageError` before anything is opened. */
export interface Command {
  help: string
  plan(args: string[]): Work
}

/** A command that opens by itself what it needs, since that may be what is wrong. */
export interface LoneCommand {
  help: string
  planAlone(args: string[]): (terminal: Terminal) => Promise<boolean>
}

/** What was typed is not what the command takes. */
export class UsageError extends Error {}
