import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import pg from 'pg'
import { openPGlite } from '../../src/db/embedded.ts'
import { migrateEmbedded, migratePostgres } from '../../src/db/migrate.ts'
import { databaseUrl, dumpPath, isPostgres, TEMPLATE } from './database.ts'

// Migrates one database and keeps it as the template of every worker's own.
if (isPostgres) await setUpPostgres()
else await setUpEmbedded()
process.exit(0)

async function setUpEmbedded() {
  const pglite = await openPGlite()
  await migrateEmbedded(pglite)
  const dump = await pglite.dumpDataDir('none')
  await writeFile(dumpPath, Buffer.from(await dump.arrayBuffer()))
  await pglite.close()
}

async function setUpPostgres() {
  await administer(`drop database if exists ${TEMPLATE} with (force)`, `create database ${TEMPLATE}`)
  await migratePostgres(databaseUrl(TEMPLATE))
  for (let worker = 1; worker <= Math.max(2, availableParallelism()); worker++) {
    const name = `verbatim_test_${worker}`
    await administer(
      `drop database if exists ${name} with (force)`,
      `create database ${name} template ${TEMPLATE}`,
    )
  }
}

async function administer(...statements: string[]) {
  const client = new pg.Client({ connectionString: databaseUrl('postgres') })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}
