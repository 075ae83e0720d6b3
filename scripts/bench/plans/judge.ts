import type { Plan, Step } from './explain.ts'

/** A table with more rows than this is not to be read from one end to the other. */
const LARGE = 10_000
/** More than this nobody sorts for a page: 10,000 are counted for facets, with the one that says that there are more. */
const SORTED_MAX = 10_001
/** What one page may cost at most, in the database's own units: a walk through the rows of an index costs one for each. */
const COST_MAX = 120_000

/** What is wrong with a plan; nothing when it costs no more with more rows. */
export function faultsOf(
  { top, kind }: Pick<Plan, 'top' | 'kind'>,
  rowsOf: ReadonlyMap<string, number>,
): string[] {
  const faults = stepsOf(top).flatMap((step) => faultsOfStep(step, rowsOf))
  // Where the database does not see how long the page is, it reckons with a tenth of everything: that cost says nothing.
  if (kind === 'custom' && top['Total Cost'] > COST_MAX) faults.push(`costs ${Math.round(top['Total Cost'])}`)
  return [...new Set(faults)]
}

function faultsOfStep(step: Step, rowsOf: ReadonlyMap<string, number>): string[] {
  const type = step['Node Type']
  const table = step['Relation Name'] ?? ''
  if (type === 'Seq Scan' && (rowsOf.get(table) ?? 0) > LARGE) return [`reads all of ${table}`]
  const [below] = step.Plans ?? []
  if (type === 'Sort' && below && below['Plan Rows'] > SORTED_MAX) return [`sorts ${below['Plan Rows']} rows`]
  return []
}

const stepsOf = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(stepsOf)]
