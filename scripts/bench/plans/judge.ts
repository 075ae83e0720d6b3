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
/** What one page may cost at most, in the database's own units: a walk through the rows of an index costs one for each. */
const COST_MAX = 120_000

/** What is wrong with a plan; nothing when it costs no more with more rows. */
export function faultsOf(
  { top, kind }: Pick<Plan, 'top' | 'kind'>,
  rowsOf: ReadonlyMap<string, number>,
): string[] {
  const faults = stepsOf(top, 1).flatMap((step) => faultsOfStep(step, rowsOf))
  // Where the database does not see how long the page is, it reckons with a tenth of everything: that cost says nothing.
  if (kind === 'custom' && top['Total Cost'] > COST_MAX) faults.push(`costs ${Math.round(top['Total Cost'])}`)
  return [...new Set(faults)]
}

/** A step, and how much of what it would give is asked for. */
interface Asked {
  step: Step
  share: number
}

function faultsOfStep({ step, share }: Asked, rowsOf: ReadonlyMap<string, number>): string[] {
  const type = step['Node Type']
  const table = step['Relation Name'] ?? ''
  const rows = rowsOf.get(table) ?? 0
  if (type === 'Seq Scan' && rows > LARGE && (share === 1 || rows * share > READ_MAX)) {
    return [`reads ${share === 1 ? 'all' : Math.round(rows * share)} of ${table}`]
  }
  const [below] = step.Plans ?? []
  if (type === 'Sort' && below && below['Plan Rows'] > SORTED_MAX) return [`sorts ${below['Plan Rows']} rows`]
  return []
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
