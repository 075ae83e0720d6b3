import { expect, test } from '@jest/globals'
import type { Step } from '../../scripts/bench/plans/explain.ts'
import { faultsOf } from '../../scripts/bench/plans/judge.ts'

const SIZES = new Map([
  ['edition_quote', 5_000_000],
  ['speaker', 15_000],
  ['section', 12],
])
const step = (type: string, rows: number, plans: Step[] = [], more: Partial<Step> = {}): Step => ({
  ...{ 'Node Type': type, 'Plan Rows': rows, 'Total Cost': 100, Plans: plans },
  ...more,
})
const scan = (table: string, rows: number) => step('Seq Scan', rows, [], { 'Relation Name': table })
const judged = (top: Step) => faultsOf({ top }, SIZES)

test.each([
  ['a large table', scan('edition_quote', 5_000_000), ['reads all of edition_quote']],
  ['one that is just large', scan('speaker', 15_000), ['reads all of speaker']],
  ['a small one', scan('section', 12), []],
  ['a few of what stands everywhere', step('Limit', 1001, [scan('edition_quote', 1_500_000)]), []],
  [
    'a few of what is rare',
    step('Limit', 1001, [scan('edition_quote', 50_000)]),
    ['reads 100100 of edition_quote'],
  ],
  [
    'all, of which a few are wanted once they are sorted',
    step('Limit', 21, [step('Sort', 20_000, [scan('edition_quote', 20_000)])]),
    ['reads all of edition_quote'],
  ],
  [
    'all for each of a few',
    step('Limit', 21, [step('Nested Loop', 21, [scan('section', 12), scan('edition_quote', 5_000_000)])]),
    ['reads all of edition_quote'],
  ],
])('a plan that reads %s is judged by what it reads', (_name, plan, faults) => {
  expect(judged(plan)).toEqual(faults)
})

test('a plan is faulty that sorts or touches more than a page may', () => {
  const run = { 'Actual Rows': 9, 'Shared Hit Blocks': 90_000, 'Shared Read Blocks': 20_000 }

  expect(judged(step('Sort', 30_000, [step('Index Scan', 30_000)]))).toEqual(['sorts 30000 rows'])
  expect(judged(step('Limit', 21, [], run))).toEqual(['touches 110000 blocks'])
  // What came of it counts more than what was expected.
  expect(judged(step('Sort', 30_000, [step('Index Scan', 30_000, [], run)]))).toEqual([])
  expect(judged(step('Limit', 21, [], { 'Total Cost': 500_000 }))).toEqual([])
})
