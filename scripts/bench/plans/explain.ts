import type { Client } from 'pg'
import type { Statement } from '../../../src/db/statement.ts'

/** A step of a plan, as PostgreSQL describes it. */
export interface Step {
  'Node Type': string
  'Relation Name'?: string
  'Plan Rows': number
  'Total Cost': number
  /** Where it was run: on the average of its loops, and what it and all below it touched. */
  'Actual Rows'?: number
  'Shared Hit Blocks'?: number
  'Shared Read Blocks'?: number
  Plans?: Step[]
}

export interface Plan {
  /** With these values, or for whatever values there may be: a named statement may get either. */
  kind: 'custom' | 'generic'
  top: Step
  /** What it took, where it was run. */
  ms: number | undefined
}

/** How the database goes about a statement with its values, and how it would without them. */
export async function explain(client: Client, { name, text, values }: Statement): Promise<Plan[]> {
  const statement = { text, values }
  const custom = await planOf(client, `explain (analyze, buffers, timing off, format json) ${text}`, values)
  if (name === '') return [{ kind: 'custom', ...custom }]
  return [
    { kind: 'custom', ...custom },
    { kind: 'generic', ...(await genericPlan(client, statement)) },
  ]
}

/** A plan that was made without the values. */
async function genericPlan(client: Client, { text, values }: Pick<Statement, 'text' | 'values'>) {
  await client.query('set plan_cache_mode = force_generic_plan')
  try {
    await client.query(`prepare looked_at as ${text}`)
    const literals = values.map((value) => (value === null ? 'null' : client.escapeLiteral(toText(value))))
    const call = values.length === 0 ? 'looked_at' : `looked_at(${literals.join(', ')})`
    return await planOf(client, `explain (format json) execute ${call}`, [])
  } finally {
    await client.query('deallocate all')
    await client.query('reset plan_cache_mode')
  }
}

async function planOf(client: Client, text: string, values: readonly unknown[]) {
  const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Step; 'Execution Time'?: number }[] }>(text, [
    ...values,
  ])
  const plan = rows[0]?.['QUERY PLAN'][0]
  if (!plan) throw new Error('The database explained nothing.')
  return { top: plan.Plan, ms: plan['Execution Time'] }
}

/** A value as it is written in SQL. */
function toText(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return `{${value.map((each) => JSON.stringify(String(each))).join(',')}}`
  return String(value)
}
