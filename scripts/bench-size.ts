import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { SECRET } from './bench/app.ts'
import { startOurs } from './bench/processes.ts'
import { ask } from './bench/size/ask.ts'
import { questionsFor } from './bench/size/questions.ts'

const HELP = `DATABASE_URL=postgresql://… npm run bench:size -- [options]

Asks a server over a large database (npm run bench:data) about many different things, one after the other and with
nothing kept, and tells what answers take. With --beside also a server over a small one, each request beside the other.

  --beside <url>  a database with a thousand articles
  --count <n>     how often each thing is asked (default 100)
  --only <text>   only questions whose name contains this
  --help
`

const { values } = parseArgs({
  options: {
    beside: { type: 'string' },
    count: { type: 'string', default: '100' },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
})
const url = process.env.DATABASE_URL
if (values.help) process.stdout.write(HELP)
else if (!url) throw new Error('DATABASE_URL names the PostgreSQL database that is asked.')
else await measure([url, ...(values.beside ? [values.beside] : [])])

async function measure(urls: readonly string[]): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'verbatim-size-'))
  const servers = await Promise.all(urls.map((each, n) => open(each, join(directory, String(n)))))
  const [large] = servers
  process.stdout.write(`| question | p50 ms | p99 ms |${values.beside ? ' p50 to the small one |' : ''}\n`)
  for (const [at, { name }] of (large?.questions ?? []).entries()) {
    const asked = servers.flatMap(({ address, questions }) => {
      const question = questions[at]
      return question && question.urls.length > 0 ? [{ address, question }] : []
    })
    if (!name.includes(values.only) || asked.length < servers.length) continue
    const [ours, small] = await ask(asked)
    const ratio = small ? ` ${((ours?.p50 ?? 0) / small.p50).toFixed(2)} |` : ''
    process.stdout.write(`| ${name} | ${ours?.p50.toFixed(1)} | ${ours?.p99.toFixed(1)} |${ratio}\n`)
  }
  for (const { stop } of servers) await stop()
  rmSync(directory, { recursive: true, force: true })
}

async function open(databaseUrl: string, directory: string) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const questions = await questionsFor(client, Number(values.count)).finally(() => client.end())
  const { address, stop } = await startOurs({
    ...{ SECRET, DATABASE_URL: databaseUrl, DATA_DIR: directory, CACHE_BYTES: '0', LOG_LEVEL: 'warn' },
  })
  return { address, stop, questions }
}
