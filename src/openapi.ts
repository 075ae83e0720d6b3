import { readFileSync } from 'node:fs'
import { buildApp } from './app.ts'
import { DEFAULTS } from './config/variables.ts'
import { connectPostgres } from './db/client.ts'
import { renderOpenApi } from './http/openapi.ts'
import { deriveSecrets } from './lib/secrets.ts'
import { diskFiles } from './storage/disk.ts'

// Prints the API document of an app whose database is never asked: the routes are all it needs. With
// `--check` it compares it with the committed one instead.
const { db, reads, close } = connectPostgres({ url: 'postgresql://localhost/nobody-connects', poolMax: 1 })
const publicUrl = `http://${DEFAULTS.HOST}:${DEFAULTS.PORT}`
const app = await buildApp({
  db,
  reads,
  secrets: deriveSecrets('nothing is signed with this one'),
  files: diskFiles('nobody-writes'),
  settings: {
    publicUrl,
    siteUrl: publicUrl,
    siteName: 'Verbatim',
    articleUrl: DEFAULTS.ARTICLE_URL,
    timeZone: DEFAULTS.TIME_ZONE,
    requireReview: false,
    mediaBytesMax: DEFAULTS.MEDIA_MAX_BYTES,
    hasAdminKey: false,
    isReady: () => false,
    outgoingAllow: [],
    corsOrigins: [],
    sendsMail: false,
    rateLimits: 'off',
  },
})
const rendered = renderOpenApi(app)
if (process.argv.includes('--check')) check(rendered)
else process.stdout.write(rendered)
await app.close()
await close()

function check(text: string): void {
  const committed = readFileSync(new URL('../openapi/openapi.json', import.meta.url), 'utf8')
  if (committed === text) return
  process.stderr.write('openapi/openapi.json is not what the routes say: run `npm run openapi`.\n')
  process.exitCode = 1
}
