import type { Client } from 'pg'
import type { Captured } from './capture.ts'
import { explain, type Plan } from './explain.ts'
import { blocksOf, faultsOf } from './judge.ts'

interface Looked {
  captured: readonly Captured[]
  /** Requests that were not answered with 200. */
  failed: readonly string[]
}

interface Wanted {
  verbose: boolean
}

/** What was seen of one operation. */
interface Sums {
  plans: number
  faulty: number
  blocks: number
  ms: number
}

/** Tells of every plan that is wrong, and how many of which operation were looked at; the exit code. */
export async function reportOn(
  client: Client,
  { captured, failed }: Looked,
  wanted: Wanted,
  tell: (line: string) => void,
): Promise<number> {
  const rowsOf = await tableSizes(client)
  const looked = new Map<string, Sums>()
  for (const statement of captured) {
    const { operation } = statement.request
    const sums = looked.get(operation) ?? { plans: 0, faulty: 0, blocks: 0, ms: 0 }
    looked.set(operation, sums)
    for (const plan of await explain(client, statement)) {
      lookAt(statement, { ...plan, faults: faultsIn(statement, plan, rowsOf) }, sums, wanted, tell)
    }
  }
  for (const failure of failed) tell(`not answered: ${failure}`)
  for (const [operation, sums] of looked) tell(sumOf(operation, sums))
  const faulty = [...looked.values()].reduce((sum, each) => sum + each.faulty, failed.length)
  return faulty > 0 || captured.length === 0 ? 1 : 0
}

interface Judged extends Plan {
  faults: readonly string[]
}

/** Who asks for the exact number of all matches pays for them all. */
const faultsIn = (statement: Captured, plan: Plan, rowsOf: ReadonlyMap<string, number>) =>
  isCount(statement) ? [] : faultsOf(plan, rowsOf)

function lookAt(
  { request }: Captured,
  plan: Judged,
  sums: Sums,
  { verbose }: Wanted,
  tell: (line: string) => void,
) {
  const { top, ms = 0, faults } = plan
  sums.plans++
  if (faults.length > 0) sums.faulty++
  sums.blocks = Math.max(sums.blocks, blocksOf(top))
  sums.ms = Math.max(sums.ms, ms)
  if (faults.length > 0 || verbose) tell(lineOf(request.url, plan))
}

const sumOf = (operation: string, { plans, faulty, blocks, ms }: Sums) =>
  `${operation}: ${plans} plans, ${faulty} faulty, ${blocks} blocks and ${ms.toFixed(1)} ms at most`

const isCount = ({ request, text }: Captured) =>
  /[?&]count=exact/.test(request.url) && /^select count\(\*\)/.test(text.trim())

const lineOf = (url: string, { kind, top, ms, faults }: Judged) =>
  [url, kind, ms === undefined ? '' : `${blocksOf(top)} blocks in ${ms.toFixed(1)} ms`, faults.join(', ')]
    .filter((part) => part !== '')
    .join(' | ')

async function tableSizes(client: Client): Promise<Map<string, number>> {
  const { rows } = await client.query<{ name: string; rows: number }>(
    `select relname as name, reltuples::float8 as rows from pg_class
     where relkind in ('r', 'm') and relnamespace = 'public'::regnamespace`,
  )
  return new Map(rows.map(({ name, rows: count }) => [name, count]))
}
