import { act } from '../db/act.ts'
import type { Database } from '../db/client.ts'
import { hasAnyKey, issueApiKey } from '../features/keys/store.ts'
import { type Role, SYSTEM } from '../lib/actor.ts'

const ROLES: readonly Role[] = ['writer', 'editor', 'moderator', 'admin']

/**
 * Fills a fresh database with the demo newsroom and returns its keys, which are shown this once. Keys come
 * last: an interrupted seed finds none and goes on. Call it while no other instance starts.
 */
export async function seedDemo(db: Database): Promise<{ role: string; key: string }[]> {
  if (await hasAnyKey(db)) return []
  // The content goes here: speakers, taxonomy, articles with their quotes, comments.
  return issueDemoKeys(db)
}

const issueDemoKeys = (db: Database) =>
  act(db, { actor: SYSTEM, requestId: null }, async (unit) => {
    const keys: { role: string; key: string }[] = []
    for (const role of ROLES) {
      const { key } = await issueApiKey(unit, { label: `Demo ${role}`, role })
      keys.push({ role, key })
    }
    return keys
  })
