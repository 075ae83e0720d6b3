import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from './app.ts'
import { comments } from './captchas.ts'
import type { Figures } from './load.ts'
import type { Options } from './options.ts'
import { measure, type Served, startFloor, startOurs } from './processes.ts'
import { type Places, ROWS, type Row } from './rows.ts'
import { placesOf, type Target } from './target.ts'

/** What the load saw, and what an answer cost the server. */
interface Measured extends Figures {
  /** Microseconds of processor time in the server's process; the database's own are not in it. */
  processorUs: number | undefined
}

/** What was measured of one row: the medians of the rounds. */
export interface Result {
  name: string
  bytes: number
  /** SQL statements that one reading request of ours costs. */
  statements: number | undefined
  floor: Measured
  ours: Measured
  /** Of requests a second, ours to the floor's: the median of the rounds' own. */
  ratio: number
  /** Megabytes that our server held after the last round. */
  resident: number
}

/** How many comments are posted in one measurement. */
const POSTS = 1500

/** Of the headers of an answer those that the floor repeats; the rest Node writes by itself. */
const WRITTEN_BY_NODE = new Set(['date', 'connection', 'keep-alive', 'content-length'])

export async function measureAll(target: Target, options: Options): Promise<Result[]> {
  const results: Result[] = []
  for (const cache of [true, false]) {
    const rows = ROWS.filter((row) => row.cache === cache && (options.only?.includes(row.name) ?? true))
    if (rows.length === 0) continue
    const prepared = await target.inProcess((app, statements) => prepare(app, statements, rows, options))
    const ours = await startOurs({
      ...target.environment,
      LOG_LEVEL: options.logLevel,
      ...(cache ? {} : { CACHE_BYTES: '0' }),
    })
    for (const row of prepared) {
      const result = await measureRow(ours, row, target, options)
      process.stderr.write(`${row.name}: ${result.ratio.toFixed(2)}\n`)
      results.push(result)
    }
    await ours.stop()
  }
  return results
}

interface Prepared extends Row {
  urls: readonly string[]
  statements: number | undefined
  /** Bodies for every round and the warm-up of ours. */
  bodies: string[][]
}

/** What only the application itself can tell: the paths, what they cost, and captchas that are good. */
async function prepare(app: App, statements: string[], rows: readonly Row[], { rounds }: Options) {
  const places: Places = await placesOf(app)
  const prepared: Prepared[] = []
  for (const row of rows) {
    const urls = row.paths(places)
    const bodies: string[][] = []
    for (let n = 0; row.isPost && n <= rounds; n++) bodies.push(await comments(app, places.article, POSTS))
    const cost = row.isPost ? undefined : await statementsFor(app, statements, urls)
    prepared.push({ ...row, urls, bodies, statements: cost })
  }
  return prepared
}

/** How many statements the first of these costs, once whatever is made at a first request is made. */
async function statementsFor(app: App, statements: string[], urls: readonly string[]): Promise<number> {
  for (const url of urls) await app.inject({ url })
  // Articles are compiled behind their first reader.
  await sleep(1000)
  statements.length = 0
  await app.inject({ url: urls[0] ?? '' })
  return statements.length
}

async function measureRow(ours: Served, row: Prepared, target: Target, options: Options): Promise<Result> {
  const { headers, body } = await answerOf(`${ours.address}${row.urls[0]}`)
  const directory = mkdtempSync(join(tmpdir(), 'verbatim-floor-'))
  const file = join(directory, 'body')
  writeFileSync(file, body)
  const floor = await startFloor({
    headers,
    body: file,
    rows: row.urls.length,
    databaseUrl: target.databaseUrl,
  })
  try {
    const sent = row.isKnown ? { 'if-none-match': headers.etag ?? '' } : {}
    const status = row.isPost ? 201 : row.isKnown ? 304 : 200
    const ask = async (server: Served, paths: readonly string[], round: number): Promise<Measured> => {
      const before = server.processorMs()
      const figures = await measure({
        ...{ origin: server.address, paths, status, connections: options.connections },
        duration: options.duration,
        bodies: row.bodies[round],
        headers: row.isPost ? { 'content-type': 'application/json' } : sent,
      })
      const used = (server.processorMs() ?? 0) - (before ?? 0)
      return { ...figures, processorUs: before === undefined ? undefined : (used * 1000) / figures.answers }
    }
    const pair = async (round: number) => ({
      floor: await ask(floor, floorPaths(row), round),
      ours: await ask(ours, row.urls, round),
    })
    await pair(0)
    const rounds: Pair[] = []
    for (let round = 1; round <= options.rounds; round++) rounds.push(await pair(round))
    return { ...summary(row, rounds), bytes: body.byteLength, resident: ours.resident() }
  } finally {
    await floor.stop()
    rmSync(directory, { recursive: true })
  }
}

const floorPaths = ({ floor, urls }: Prepared) =>
  floor === '/row' ? urls.map((_url, i) => `/row/${i + 1}`) : [floor]

async function answerOf(url: string): Promise<{ headers: Record<string, string>; body: Buffer }> {
  const answer = await fetch(url, { headers: { 'accept-encoding': 'identity' } })
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`)
  const headers = [...answer.headers].filter(([name]) => !WRITTEN_BY_NODE.has(name))
  return { headers: Object.fromEntries(headers), body: Buffer.from(await answer.arrayBuffer()) }
}

interface Pair {
  floor: Measured
  ours: Measured
}

function summary({ name, statements }: Prepared, rounds: readonly Pair[]) {
  const middle = (of: keyof Pair, what: keyof Measured) => median(rounds.map((round) => round[of][what] ?? 0))
  const figures = (of: keyof Pair): Measured => ({
    answers: middle(of, 'answers'),
    perSecond: middle(of, 'perSecond'),
    p50: middle(of, 'p50'),
    p99: middle(of, 'p99'),
    processorUs: middle(of, 'processorUs') || undefined,
  })
  const ratio = median(rounds.map((round) => round.ours.perSecond / round.floor.perSecond))
  return { name, statements, floor: figures('floor'), ours: figures('ours'), ratio }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
