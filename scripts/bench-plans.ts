import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { connectPostgres } from '../src/db/client.ts'
import { openApp } from './bench/app.ts'
import { capture, notedReads } from './bench/plans/capture.ts'
import { reportOn } from './bench/plans/report.ts'
import { type Document, publicRequests } from './bench/plans/requests.ts'
import { samplesOf } from './bench/plans/samples.ts'

const HELP = `DATABASE_URL=postgresql://… npm run bench:plans -- [options]

Makes every public request that the API document describes, over a large database (npm run bench:data), and asks the
database how it goes about each statement. Ends with 1 when a plan reads a large table from one end to the other, sorts
more than a page may cost, or touches more than a page may.

  --operation <id>  only this operation
  --verbose         tell of every plan
  --help
`

const { values } = parseArgs({
  options: {
    operation: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const url = process.env.DATABASE_URL
if (values.help) process.stdout.write(HELP)
else if (!url) throw new Error('DATABASE_URL names the PostgreSQL database that is looked at.')
else process.exitCode = await look(url)

async function look(databaseUrl: string): Promise<number> {
  const document = JSON.parse(
    readFileSync(new URL('../openapi/openapi.json', import.meta.url), 'utf8'),
  ) as Document
  const connection = connectPostgres({ url: databaseUrl, poolMax: 4 })
  const directory = mkdtempSync(join(tmpdir(), 'verbatim-plans-'))
  const { reads, noted } = notedReads(connection)
  const app = await openApp({ db: connection.db, reads }, directory)
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c jit=off' })
  await client.connect()
  try {
    const requests = publicRequests(document, await samplesOf(app)).filter(
      ({ operation }) => values.operation === undefined || operation === values.operation,
    )
    process.stderr.write(`${requests.length} requests\n`)
    const { captured, failed } = await capture(app, noted, requests)
    process.stderr.write(`${captured.length} statements\n`)
    return await reportOn(client, { captured, failed }, values, (line) => process.stdout.write(`${line}\n`))
  } finally {
    await client.end()
    await app.close()
    await connection.close()
    rmSync(directory, { recursive: true })
  }
}
