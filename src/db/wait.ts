import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const PAUSE_MS = 1000
const CONNECT_MS = 3000

/** Wrong names and passwords: waiting does not mend them. */
const PERMANENT = /^(28|3D)/

/** Waits until PostgreSQL takes connections; gives up after `seconds`, or at once where waiting is useless. */
export async function waitForPostgres(
  url: string,
  onRetry: (error: unknown) => void,
  seconds = 30,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    const failure = await tryToConnect(url)
    if (!failure) return
    const isPermanent = PERMANENT.test(failure.code ?? '')
    if (isPermanent || Date.now() + PAUSE_MS > deadline) {
      throw new Error('The database cannot be reached.', { cause: failure })
    }
    onRetry(failure)
    await sleep(PAUSE_MS)
  }
}

async function tryToConnect(connectionString: string): Promise<NodeJS.ErrnoException | undefined> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_MS })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return undefined
  } catch (error) {
    return error as NodeJS.ErrnoException
  }
}
