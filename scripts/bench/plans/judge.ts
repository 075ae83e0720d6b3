import type { Plan, Step } from './explain.ts'

/** A table with more rows than this is not to be read from one end to the other. */
const LARGE = 10_000
/**
 * Nor may so much of it be read to find a few: where every third row is wanted, the first of them are found soonest by
 * reading, and the database stops when it has enough.
 */
const READ_MAX = 20_000
/**
 * More than this nobody sorts for a page. 10,000 are counted for facets, with the one that says that there are more; and
 * of five million quotes 20,000 have dates so vague that any day may be theirs.
 */
const SORTED_MAX = 25_000
/**
 * So many blocks of 8 kB an answer may touch, each as often as it does: what the plan was expected to cost says less, for
 * a loop that ends after a few rounds is reckoned with all of them.
 */
const BLOCKS_MAX = 100_000

/** What is wrong with a plan; nothing when it costs no more with more rows. */
export function faultsOf({ top }: Pick<Plan, 'top'>, rowsOf: ReadonlyMap<string, number>): string[] {
  const faults = stepsOf(top, 1).flatMap((step) => faultsOfStep(step, rowsOf))
  const blocks = blocksOf(top)
  if (blocks > BLOCKS_MAX) faults.push(`touches ${blocks} blocks`)
  return [...new Set(faults)]
}

/** How many blocks a step and all below it touched; none where it was not run. */
export const blocksOf = (step: Step) => (step['Shared Hit Blocks'] ?? 0) + (step['Shared Read Blocks'] ?? 0)

/** A step, and how much of what it would give is asked for. */
interface Asked {
  step: Step
  share: number
}

function faultsOfStep({ step, share }: Asked, rowsOf: ReadonlyMap<string, number>): string[] {
  const table = step['Relation Name'] ?? ''
  const rows = rowsOf.get(table) ?? 0
  if (step['Node Type'] === 'Seq Scan' && rows > LARGE && (share === 1 || rows * share > READ_MAX)) {
    return [`reads ${share === 1 ? 'all' : Math.round(rows * share)} of ${table}`]
  }
  const sorted = sortedBy(step)
  return sorted > SORTED_MAX ? [`sorts ${sorted} rows`] : []
}

/** How many rows a step sorted each time; where it was not run, how many it is expected to. */
function sortedBy({ 'Node Type': type, Plans: [below] = [] }: Step): number {
  return type === 'Sort' && below ? (below['Actual Rows'] ?? below['Plan Rows']) : 0
}

/** They hand on what they get as they get it: who asks them for a few asks what is below for a few. */
const PASSING = new Set([
  'Limit',
  'Append',
  'Result',
  'Subquery Scan',
  'ProjectSet',
  'Nested Loop',
  'LockRows',
])

function stepsOf(step: Step, share: number): Asked[] {
  const below = (step.Plans ?? []).flatMap((inner, place) =>
    stepsOf(inner, shareOf(inner, step, share, place)),
  )
  return [{ step, share }, ...below]
}

/** Of a loop only the outer side is asked for a few; the inner one is asked for all that goes with each of them. */
function shareOf(inner: Step, outer: Step, share: number, place: number): number {
  const type = outer['Node Type']
  if (!PASSING.has(type) || (type === 'Nested Loop' && place > 0)) return 1
  return type === 'Limit' ? share * Math.min(1, outer['Plan Rows'] / Math.max(1, inner['Plan Rows'])) : share
}
