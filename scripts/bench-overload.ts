import { parseArgs } from 'node:util'
import { overload } from './bench/overload.ts'
import { startOurs } from './bench/processes.ts'
import { makeTarget } from './bench/target.ts'
import { withPostgres } from './postgres/server.ts'

const HELP = `npm run bench:overload -- [options]

Asks a server on PostgreSQL that keeps no answers for five times what it can answer, whether it answers or not, and
tells what became of that: answers in time, refusals at once, probes, and how soon all is well afterwards.

  --seconds <s>     how long the flood lasts (default 8)
  --articles <n>    how many articles the newsroom has (default 60)
  --help
`

/** A list of articles, another one each time: equal requests at the same time would share an answer. */
const PATH = '/v1/articles?publishedAt[lt]={time}'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    articles: { type: 'string', default: '60' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) process.stdout.write(HELP)
else process.exitCode = await withPostgres(bench)

async function bench(url: string): Promise<number> {
  const target = await makeTarget(url, Number(values.articles))
  const ours = await startOurs({ ...target.environment, CACHE_BYTES: '0', LOG_LEVEL: 'info' })
  try {
    const fared = await overload(ours, PATH, Number(values.seconds))
    process.stdout.write(`${JSON.stringify(fared, rounded, 2)}\n`)
  } finally {
    await ours.stop()
    target.remove()
  }
  return 0
}

function rounded(_name: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 100) / 100 : value
}
