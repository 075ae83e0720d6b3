import { buildApp } from './app.ts'
import { DEFAULTS } from './config.ts'
import { connectPostgres } from './db/client.ts'
import { renderOpenApi } from './http/openapi.ts'
import { deriveSecrets } from './lib/secrets.ts'

// Prints the API document of an app whose database is never asked: the routes are all it needs.
const { db, reads, close } = connectPostgres({ url: 'postgresql://localhost/nobody-connects', poolMax: 1 })
const publicUrl = `http://${DEFAULTS.HOST}:${DEFAULTS.PORT}`
const app = await buildApp({
  db,
  reads,
  secrets: deriveSecrets('nothing is signed with this one'),
  settings: {
    publicUrl,
    siteUrl: publicUrl,
    articleUrl: DEFAULTS.ARTICLE_URL,
    timeZone: DEFAULTS.TIME_ZONE,
    requireReview: false,
    hasAdminKey: false,
    isReady: () => false,
    corsOrigins: [],
    rateLimits: 'off',
  },
})
process.stdout.write(renderOpenApi(app))
await app.close()
await close()
