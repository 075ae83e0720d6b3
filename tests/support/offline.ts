import { afterAll } from '@jest/globals'
import { buildApp } from '../../src/app.ts'
import { connectPostgres } from '../../src/db/client.ts'
import { diskFiles } from '../../src/storage/disk.ts'
import { SECRETS, SETTINGS } from './newsroom.ts'

type Options = Partial<Omit<Parameters<typeof buildApp>[0], 'settings'>> & {
  settings?: Partial<typeof SETTINGS>
}

/** The real application over a database that is never there: for what is decided before any query. */
export async function offlineApp({ settings, ...options }: Options = {}) {
  const { db, reads, close } = connectPostgres({ url: 'postgresql://127.0.0.1:1/nobody', poolMax: 1 })
  const app = await buildApp({
    db,
    reads,
    secrets: SECRETS,
    files: diskFiles('/nowhere'),
    settings: { ...SETTINGS, ...settings },
    ...options,
  })
  afterAll(async () => {
    await app.close()
    await close()
  })
  return app
}
