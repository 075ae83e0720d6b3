import pg from 'pg'
import { migratePostgres } from '../../../src/db/migrate.ts'
import { drawArticles, writeArticles } from './article-sql.ts'
import { enableTriggers, isEmpty, takeDown, vacuum } from './catalogue.ts'
import { drawComments, writeComments } from './comment-sql.ts'
import { writeDirectory } from './directory.ts'
import { writeLog } from './log-sql.ts'
import type { Options } from './options.ts'
import { writePools } from './pools.ts'
import { countQuotes, drawQuotes, writeQuotes } from './quote-sql.ts'

const BATCH = 2000

type Tell = (step: string) => void

/** Fills an empty database; what it says of its progress goes to `tell`. */
export async function fill(url: string, options: Options, tell: Tell): Promise<void> {
  await migratePostgres(url)
  const clients = await Promise.all(Array.from({ length: options.jobs }, () => connect(url)))
  const [first] = clients
  if (!first) throw new Error('There is no job.')
  try {
    if (!(await isEmpty(first))) throw new Error('The database is not empty: make a new one.')
    tell('whom and what the articles name')
    await writePools(first, options, await writeDirectory(first, options))
    const taken = await takeDown(first)
    await writeBatches(clients, options, tell)
    tell('the log')
    for (const statement of writeLog) await first.query(statement)
    await first.query(countQuotes)
    await enableTriggers(first)
    tell(`${taken.indexes.length} indexes`)
    await share(clients, taken.indexes, (client, index) => client.query(index))
    tell(`${taken.constraints.length} constraints`)
    for (const constraint of taken.constraints) await first.query(constraint)
    await first.query('drop schema bench cascade')
    tell('statistics')
    await vacuum(first)
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    options: '-c synchronous_commit=off -c maintenance_work_mem=512MB -c work_mem=64MB -c jit=off',
  })
  await client.connect()
  return client
}

async function writeBatches(clients: readonly pg.Client[], options: Options, tell: Tell): Promise<void> {
  const began = Date.now()
  const batches = Array.from({ length: Math.ceil(options.articles / BATCH) }, (_, at) => at)
  await share(clients, batches, async (client, batch) => {
    const last = Math.min(options.articles, (batch + 1) * BATCH)
    await writeBatch(client, options, batch * BATCH + 1, last)
    if (batch % 10 === 9 || last === options.articles) {
      const perSecond = Math.round(last / ((Date.now() - began) / 1000))
      tell(`${last} of ${options.articles} articles, ${perSecond} a second`)
    }
  })
}

async function writeBatch(client: pg.Client, options: Options, from: number, to: number): Promise<void> {
  await client.query('begin')
  const [articles, ...others] = drawArticles(options)
  const [comments = ''] = drawComments(options)
  await client.query(literal(articles ?? '', from, to, options.until))
  for (const statement of [...others, ...drawQuotes]) await client.query(statement)
  await client.query(literal(comments, options.until))
  for (const statement of [...writeArticles, ...writeQuotes, ...writeComments]) {
    await client.query(literal(statement, options.until))
  }
  await client.query('commit')
}

/** A statement that makes a table takes no parameters. */
const literal = (text: string, ...values: (number | Date)[]) =>
  text.replace(/\$([1-9])/g, (_, place) => {
    const value = values[Number(place) - 1]
    return value instanceof Date ? `'${value.toISOString()}'` : String(value)
  })

/** Hands out the work to whoever is free. */
async function share<Work>(
  clients: readonly pg.Client[],
  work: readonly Work[],
  act: (client: pg.Client, each: Work) => Promise<unknown>,
): Promise<void> {
  const left = [...work]
  await Promise.all(
    clients.map(async (client) => {
      for (let each = left.shift(); each !== undefined; each = left.shift()) await act(client, each)
    }),
  )
}
