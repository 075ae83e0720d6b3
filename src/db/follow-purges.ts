import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { CHANNEL } from './purges.ts'

interface Follow {
  /** Around any pooler: what is listened to is a session's. */
  url: string
  onPurge: (tags: readonly string[]) => void
  /** Purges may have been missed: nothing that is kept can be relied on. */
  onGap: () => void
  onLost: (error: Error) => void
}

/** Hears of what other instances change. */
export interface Following {
  /** Whether what was purged until a moment ago has arrived. */
  isCurrent(): boolean
  stop(): Promise<void>
}

/** How often the connection has to answer, and for how long it is believed after an answer. */
const BEAT_MS = 250
const BELIEVED_MS = 900
const PAUSE_MS = 200
const TIMEOUTS = { connectionTimeoutMillis: 1000, query_timeout: BELIEVED_MS }
/** By which operators tell it from the others. */
const NAME = 'verbatim-purges'

/**
 * Listens on a connection of its own, and asks it a few times a second: a connection that is dead without having
 * been closed is noticed before a reader could be told something old for a second. After each loss it begins with a
 * gap, for what was purged meanwhile nobody repeats.
 */
export function followPurges({ url, onPurge, onGap, onLost }: Follow): Following {
  let heardAt = Number.NEGATIVE_INFINITY
  const stopping = new AbortController()

  /** Connects, and goes on until the connection fails or this stops: it only ends by an error. */
  const listen = async (client: pg.Client): Promise<never> => {
    client.on('notification', ({ payload }) => onPurge(JSON.parse(payload ?? '[]')))
    // The next beat fails by itself; without a listener this would end the process.
    client.on('error', () => undefined)
    await client.connect()
    await client.query(`listen ${CHANNEL}`)
    onGap()
    for (;;) {
      const asked = performance.now()
      await client.query('select 1')
      heardAt = asked
      await sleep(BEAT_MS, undefined, { signal: stopping.signal })
    }
  }

  const follow = async () => {
    while (!stopping.signal.aborted) {
      const client = new pg.Client({ connectionString: url, application_name: NAME, ...TIMEOUTS })
      const lost = await listen(client).catch((error: Error) => error)
      heardAt = Number.NEGATIVE_INFINITY
      onGap()
      client.end().catch(() => undefined)
      if (stopping.signal.aborted) return
      onLost(lost)
      await sleep(PAUSE_MS)
    }
  }
  const following = follow()

  return {
    isCurrent: () => performance.now() - heardAt < BELIEVED_MS,
    stop: async () => {
      stopping.abort()
      await following
    },
  }
}
