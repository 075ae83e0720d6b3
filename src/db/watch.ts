import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

interface Watch {
  /** Around any pooler: a connection that is watched is a session. */
  url: string
  /** By which operators tell it from the others. */
  name: string
  /** On each new connection. */
  begin?(client: pg.Client): Promise<void>
  /** Again and again; what it cannot get an answer to is lost. */
  look(client: pg.Client): Promise<void>
  /** The pause between two looks. */
  pauseMs(): number
  onLost(error: Error): void
}

/** A connection of its own that has to answer all the time. */
export interface Watching {
  /** Whether it answered a moment ago. */
  isCurrent(): boolean
  /** Looks without waiting for the end of a pause. */
  hurry(): void
  stop(): Promise<void>
}

/** For how long a connection is believed after an answer. */
const BELIEVED_MS = 900
const RECONNECT_MS = 200
const TIMEOUTS = { connectionTimeoutMillis: 1000, query_timeout: BELIEVED_MS }

/**
 * A connection that is dead without having been closed is noticed before a reader could be told something old for a
 * second. After each loss it begins anew.
 */
export function watch({ url, name, begin, look, pauseMs, onLost }: Watch): Watching {
  let heardAt = Number.NEGATIVE_INFINITY
  let isStopping = false
  let isHurried = false
  let wake = () => {}

  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs())
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  /** Goes on until the connection fails or this stops: it only ends by an error. */
  const goOn = async (client: pg.Client): Promise<never> => {
    // The next look fails by itself; without a listener this would end the process.
    client.on('error', () => undefined)
    await client.connect()
    await begin?.(client)
    for (;;) {
      isHurried = false
      const asked = performance.now()
      await look(client)
      heardAt = asked
      if (!isHurried && !isStopping) await pause()
      if (isStopping) throw new Error('It was stopped.')
    }
  }

  const keepOn = async () => {
    while (!isStopping) {
      const client = new pg.Client({ connectionString: url, application_name: name, ...TIMEOUTS })
      const lost = await goOn(client).catch((error: Error) => error)
      heardAt = Number.NEGATIVE_INFINITY
      client.end().catch(() => undefined)
      if (isStopping) return
      onLost(lost)
      await sleep(RECONNECT_MS)
    }
  }
  const watching = keepOn()

  const hurry = () => {
    isHurried = true
    wake()
  }
  return {
    isCurrent: () => performance.now() - heardAt < BELIEVED_MS,
    hurry,
    stop: async () => {
      isStopping = true
      hurry()
      await watching
    },
  }
}
