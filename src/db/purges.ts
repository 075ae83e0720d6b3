import type { Database } from './client.ts'
import type { Statement } from './statement.ts'

/** Told of the tags of public answers that have just changed. */
type Listener = (tags: readonly string[]) => void

/** Where purges of other instances arrive; each is the tags of one transaction, as JSON. */
export const CHANNEL = 'verbatim_purges'

/** What stands for every tag. */
export const EVERYTHING = 'newsroom'

interface Purges {
  listeners: Set<Listener>
  /** Other instances work on the same database and have to be told. */
  isShared: boolean
}

const purges = new WeakMap<Database, Purges>()

export const setPurges = (db: Database, { isShared }: Pick<Purges, 'isShared'>) =>
  purges.set(db, { listeners: new Set(), isShared })

function purgesOf(db: Database): Purges {
  const found = purges.get(db)
  if (!found) throw new Error('The database was opened without purges.')
  return found
}

/** Hears of what this instance changes, before whoever changed it gets an answer. */
export function onPurge(db: Database, listener: Listener): void {
  purgesOf(db).listeners.add(listener)
}

/** Tells the listeners of this instance. */
export function purge(db: Database, tags: readonly string[]): void {
  if (tags.length === 0) return
  for (const listener of purgesOf(db).listeners) listener(tags)
}

/** PostgreSQL takes no longer message than 8000 bytes. */
const MESSAGE_LENGTH_MAX = 7900

/**
 * What tells the other instances, with the commit. It makes commits queue for one another: only what readers can
 * see is worth it.
 */
export function telling(db: Database, tags: readonly string[]): readonly Statement[] {
  if (tags.length === 0 || !purgesOf(db).isShared) return []
  const message = JSON.stringify(tags)
  const fitting = Buffer.byteLength(message) > MESSAGE_LENGTH_MAX ? JSON.stringify([EVERYTHING]) : message
  return [{ name: 'purges.notify', text: 'select from pg_notify($1, $2)', values: [CHANNEL, fitting] }]
}
