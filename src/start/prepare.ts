import type { Config } from '../config.ts'
import { act } from '../db/act.ts'
import type { Database } from '../db/client.ts'
import { seedDemo } from '../demo/seed.ts'
import { issueFirstKey } from '../features/keys/store.ts'
import { SYSTEM } from '../lib/actor.ts'
import type { ShownKey } from './banner.ts'
import type { OpeningDatabase } from './database.ts'

/** Brings the database to this release; the keys that are made on a first start. */
export async function prepare(database: OpeningDatabase, config: Config): Promise<ShownKey[]> {
  let keys: ShownKey[] = []
  await database.prepare(async () => {
    keys = await firstKeys(database.db, config)
  })
  return keys
}

/** The keys of a first start: the demo newsroom's, or one to administer with. */
async function firstKeys(db: Database, { demo, adminKey }: Config): Promise<ShownKey[]> {
  const demoKeys = demo ? await seedDemo(db) : []
  if (demoKeys.length > 0 || adminKey) return demoKeys
  const first = await act(db, { actor: SYSTEM, requestId: null }, issueFirstKey)
  return first ? [{ role: 'admin', key: first.key }] : []
}
