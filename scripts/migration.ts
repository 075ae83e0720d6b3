import { mkdirSync, writeFileSync } from 'node:fs'
import { openPGlite } from '../src/db/embedded.ts'
import { findDrift } from '../src/db/engine.ts'
import { embeddedSession } from '../src/db/session.ts'

// `npm run migration -- <what>` writes the SQL from the migrations to schema.prisma, to be read and completed.
// `npm run migration -- --check` only tells whether there is any, and fails when there is.
const USAGE = `Usage: npm run migration -- <what_changes>   (a-z, 0-9 and _)
       npm run migration -- --check
`

const what = process.argv[2]
if (!what || !/^(--check|[a-z0-9_]+)$/.test(what)) {
  process.stderr.write(USAGE)
  process.exit(2)
}

const sql = await findDrift(embeddedSession(await openPGlite()))
if (!sql) {
  process.stdout.write('The migrations say what prisma/schema.prisma says.\n')
  process.exit(0)
}
if (what === '--check') {
  process.stderr.write(`prisma/schema.prisma and the migrations differ:\n${sql}`)
  process.exit(1)
}
const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
const folder = new URL(`../prisma/migrations/${time}_${what}/`, import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('migration.sql', folder), sql)
process.stdout.write(`${folder.pathname}migration.sql\n`)
process.exit(0)
