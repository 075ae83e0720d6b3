import type { Database } from '../../src/db/client.ts'

interface Node {
  'Node Type': string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Node[]
}

/** Runs a statement; answers how many rows the busiest step of its plan went through. */
export async function busiestStep(db: Database, sql: string, values: readonly unknown[]): Promise<number> {
  const [row] = await db.$queryRawUnsafe<{ 'QUERY PLAN': { Plan: Node }[] }[]>(
    `explain (analyze, timing off, format json) ${sql}`,
    ...values,
  )
  const plan = row?.['QUERY PLAN'][0]?.Plan
  if (!plan) throw new Error('There is no plan.')
  return Math.max(...stepsOf(plan))
}

const stepsOf = (node: Node): number[] => [
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
  ...(node.Plans ?? []).flatMap(stepsOf),
]
