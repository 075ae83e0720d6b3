import { mkdirSync, writeFileSync } from 'node:fs'
import { openPGlite } from '../src/db/embedded.ts'
import { findDrift } from '../src/db/engine.ts'
import { embeddedSession } from '../src/db/session.ts'

// `npm run migration -- <what>` writes the SQL from the migrations to schema.prisma, to be read and completed.
const what = process.argv[2]
if (!what || !/^[a-z0-9_]+$/.test(what)) {
  process.stderr.write('Usage: npm run migration -- <what_changes>   (a-z, 0-9 and _)\n')
  process.exit(2)
}

const sql = await findDrift(embeddedSession(await openPGlite()))
if (!sql) {
  process.stdout.write('The migrations already say what prisma/schema.prisma says.\n')
  process.exit(0)
}
const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
const folder = new URL(`../prisma/migrations/${time}_${what}/`, import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('migration.sql', folder), sql)
process.stdout.write(`${folder.pathname}migration.sql\n`)
process.exit(0)
