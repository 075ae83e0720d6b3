import type pg from 'pg'
import type { Barrier } from './barrier.ts'
import { checkHearing } from './hearing.ts'
import { clockOf, LOOK, type Look } from './log-position.ts'
import { CHANNEL } from './purges.ts'
import { type Watching, watch } from './watch.ts'

interface Follow {
  /** Around any pooler: what is listened to is a session's. */
  url: string
  onPurge: (tags: readonly string[]) => void
  /** Purges may have been missed: nothing that is kept can be relied on. */
  onGap: () => void
  onLost: (error: Error) => void
  /** Where there are replicas: how far they must be. */
  barrier?: Barrier | undefined
}

/** How often the connection has to answer. */
const BEAT_MS = 250

/**
 * Hears of what other instances change, on a connection that is watched. After each loss it begins with a gap, for
 * what was purged meanwhile nobody repeats.
 */
export function followPurges({ url, onPurge, onGap, onLost, barrier }: Follow): Watching {
  const begin = async (client: pg.Client) => {
    client.on('notification', ({ channel, payload }) => {
      if (channel === CHANNEL) onPurge(JSON.parse(payload ?? '[]'))
    })
    await client.query(`listen ${CHANNEL}`)
    await checkHearing(client, url)
    onGap()
  }
  const look = async (client: pg.Client) => {
    if (!barrier) {
      await client.query('select 1')
      return
    }
    const raised = barrier.raised()
    const began = performance.now()
    const { rows } = await client.query<Look>(LOOK.primary)
    if (rows[0]) barrier.settle(raised, rows[0].position, clockOf(rows[0], began))
  }
  return watch({
    ...{ url, name: 'verbatim-purges', begin, look, pauseMs: () => BEAT_MS },
    onLost: (error) => {
      onGap()
      onLost(error)
    },
  })
}
