import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Connection } from '../../src/db/client.ts'
import { deriveSecrets } from '../../src/lib/secrets.ts'
import { settingsOf } from '../../src/start/settings.ts'
import { diskFiles } from '../../src/storage/disk.ts'

/** Cursors and captchas of the bench are good for every server that it starts. */
export const SECRET = 'what the bench signs with, and nobody else'

export type App = Awaited<ReturnType<typeof buildApp>>

/** The application in this process, without limits and with nothing kept: every answer is made. */
export function openApp({ db, reads }: Pick<Connection, 'db' | 'reads'>, directory: string): Promise<App> {
  const settings = settingsOf(readConfig({ RATE_LIMITS: 'off' }), () => 'ready')
  return buildApp({ db, reads, secrets: deriveSecrets(SECRET), files: diskFiles(directory), settings })
}
