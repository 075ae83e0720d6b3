import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Within this time a notification arrives, or it never does. */
const PATIENCE_MS = 900

/**
 * Fails unless what another session notifies arrives at this one. A pooler that lends sessions to transactions takes a
 * `listen` without complaint, and nothing is ever heard.
 */
export async function checkHearing(client: pg.Client, url: string): Promise<void> {
  const channel = `verbatim_hearing_${randomUUID().replaceAll('-', '')}`
  const heard = new Promise<boolean>((resolve) => {
    client.on('notification', (message) => {
      if (message.channel === channel) resolve(true)
    })
  })
  await client.query(`listen ${channel}`)
  await notify(url, channel)
  const isHeard = await Promise.race([heard, sleep(PATIENCE_MS, false)])
  if (!isHeard)
    throw new Error('What is notified is not heard: DIRECT_DATABASE_URL must lead around any pooler.')
  await client.query(`unlisten ${channel}`)
}

async function notify(url: string, channel: string): Promise<void> {
  const other = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS })
  other.on('error', () => undefined)
  try {
    await other.connect()
    await other.query('select pg_notify($1, $2)', [channel, ''])
  } finally {
    other.end().catch(() => undefined)
  }
}
