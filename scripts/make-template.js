// Part of `npm run build`: a new embedded database, migrated and packed, so that a first start unpacks it
// instead of making one. Made again only when the migrations or the embedded PostgreSQL changed.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const template = path('../dist/database.tar.gz')
const madeFrom = path('../dist/database.sha256')

const digest = createHash('sha256').update(
  readFileSync(path('../node_modules/@electric-sql/pglite/package.json')),
)
for (const name of readdirSync(path('../prisma/migrations'), { recursive: true }).sort()) {
  if (name.endsWith('.sql')) digest.update(name).update(readFileSync(path(`../prisma/migrations/${name}`)))
}
const wanted = digest.digest('hex')

if (!existsSync(template) || !existsSync(madeFrom) || readFileSync(madeFrom, 'utf8') !== wanted) {
  const { openPGlite } = await import('../dist/db/embedded.js')
  const { migrateEmbedded } = await import('../dist/db/migrate.js')
  const pglite = await openPGlite()
  await migrateEmbedded(pglite)
  const dump = await pglite.dumpDataDir('gzip')
  writeFileSync(template, Buffer.from(await dump.arrayBuffer()))
  writeFileSync(madeFrom, wanted)
}
// The embedded database keeps the process alive for a while.
process.exit(0)
