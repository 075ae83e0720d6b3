import { told } from '../lib/steps.ts'
import { type Clock, clockOf, LOOK, type Look } from './log-position.ts'
import { openPool, type PoolOptions, queryOf } from './pool.ts'
import type { Statement } from './statement.ts'
import { watch } from './watch.ts'

/** What a replica told of itself a moment ago. */
interface Seen {
  position: number
  clock: Clock
}

/** A server that follows the primary and answers what is only read. */
export interface Replica {
  /** By which operators know it. */
  name: string
  /** Fails at once when the server is lost meanwhile. */
  query(statement: Statement): Promise<unknown[]>
  /** How far it is; nothing while it does not answer, or follows nobody. */
  seen(): Seen | undefined
  /** Somebody waits for it to get further. */
  hurry(): void
  close(): Promise<void>
}

interface Options extends PoolOptions {
  /** Whether somebody waits for it to get further. */
  isAwaited(seen: Seen | undefined): boolean
  onChange(isThere: boolean, error?: Error): void
}

const LOOK_MS = 100
const LOOK_AGAIN_MS = 20

export function openReplica({ isAwaited, onChange, ...options }: Options): Replica {
  const { url } = options
  // A connection that breaks fails what it was asked; that the server is lost is noticed below.
  const pool = openPool({ ...options, onLost: () => undefined })
  const query = queryOf(pool, options)
  let seen: Seen | undefined
  const questions = newQuestions()

  const tell = (next: Seen | undefined, error?: Error) => {
    const wasThere = seen !== undefined
    seen = next
    if (wasThere !== (next !== undefined)) onChange(!wasThere, error)
  }
  const watching = watch({
    ...{ url, name: 'verbatim-replica' },
    look: async (client) => {
      const began = performance.now()
      const { rows } = await client.query<Look & { position: number | null }>(LOOK.replica)
      const [row] = rows
      const { position = null } = row ?? {}
      tell(row && position !== null ? { position, clock: clockOf(row, began) } : undefined)
    },
    pauseMs: () => (isAwaited(seen) ? LOOK_AGAIN_MS : LOOK_MS),
    onLost: (error) => {
      tell(undefined, error)
      questions.fail(error)
    },
  })
  return {
    name: new URL(url).host,
    query: (statement) => {
      const { name, text } = statement
      return questions.ask(told({ kind: 'statement', name, text }, () => query(statement)))
    },
    seen: () => (watching.isCurrent() ? seen : undefined),
    hurry: watching.hurry,
    close: async () => {
      await watching.stop()
      await pool.end()
    },
  }
}

/** Questions whose answers may never come once the server is lost. */
function newQuestions() {
  const open = new Set<(error: Error) => void>()
  return {
    ask: <T>(answer: Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        open.add(reject)
        answer.then(resolve, reject).finally(() => open.delete(reject))
      }),
    fail: (error: Error) => {
      for (const reject of open) reject(error)
    },
  }
}
