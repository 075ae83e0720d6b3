import type { Client } from 'pg'
import type { Statement } from '../../../src/db/statement.ts'

/** A step of a plan, as PostgreSQL describes it. */
export interface Step {
  'Node Type': string
  'Relation Name'?: string
  'Plan Rows': number
  'Total Cost': number
  'Actual Rows'?: number
  'Actual Loops'?: number
  Plans?: Step[]
}

export interface Plan {
  /** With these values, or for whatever values there may be: a named statement may get either. */
  kind: 'custom' | 'generic'
  top: Step
  /** Only where the statement was run. */
  ms: number | undefined
}

/** How the database would go about a statement. With `analyze` it does. */
export async function explain(client: Client, statement: Statement, analyze: boolean): Promise<Plan[]> {
  const how = analyze ? 'analyze, timing off, format json' : 'format json'
  const { name, text, values } = statement
  const custom = await planOf(client, `explain (${how}) ${text}`, values)
  if (name === '') return [{ kind: 'custom', ...custom }]
  return [
    { kind: 'custom', ...custom },
    { kind: 'generic', ...(await genericPlan(client, statement)) },
  ]
}

/** A plan that was made without the values. */
async function genericPlan(client: Client, { text, values }: Statement) {
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
