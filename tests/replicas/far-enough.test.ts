import { describe, expect, test } from '@jest/globals'
import { newBarrier } from '../../src/db/barrier.ts'
import { areTogether, hasReplayed } from '../../src/db/log-position.ts'
import type { Replica } from '../../src/db/replica.ts'
import { readsOver } from '../../src/db/replicated-reads.ts'
import type { Statement } from '../../src/db/statement.ts'

const ASKED: Statement = { name: '', text: 'select', values: [] }
const CLOCK = { aheadMs: 0, withinMs: 1 }

/** A replica at a position, which answers with its name. */
function at(
  position: number | undefined,
  name: string,
  answer = async (): Promise<unknown[]> => [name],
): Replica {
  return {
    ...{ name, query: answer, hurry: () => undefined, close: async () => undefined },
    seen: () => (position === undefined ? undefined : { position, clock: CLOCK }),
  }
}

/** Who answers, over a primary that was at 100 after the last purge. */
function readsFrom(replicas: Replica[], { isCurrent = true, barrier = settled() } = {}) {
  const { query } = readsOver({
    ...{ replicas, barrier, isCurrent: () => isCurrent },
    primary: { query: async <Row>() => ['primary'] as Row[] },
    onAnswer: () => undefined,
    onFailure: () => undefined,
  })
  return async () => (await query<string>(ASKED))[0]
}

function settled() {
  const barrier = newBarrier()
  barrier.settle(barrier.raised(), 100, CLOCK)
  return barrier
}

describe('a statement is answered by', () => {
  test('replicas in turn, and none that is behind or silent', async () => {
    const ask = readsFrom([at(100, 'one'), at(99, 'behind'), at(undefined, 'silent'), at(170, 'two')])

    const answers = []
    for (let i = 0; i < 4; i++) answers.push(await ask())

    expect(new Set(answers)).toEqual(new Set(['one', 'two']))
  })

  test('the primary while no replica is far enough, and while changes elsewhere are not heard', async () => {
    expect(await readsFrom([at(99, 'behind')])()).toBe('primary')
    expect(await readsFrom([at(100, 'one')], { isCurrent: false })()).toBe('primary')
  })

  test('the primary from a purge on, until it was asked how far it is and the replica has got there', async () => {
    const barrier = settled()
    const ask = readsFrom([at(150, 'one')], { barrier })
    const before = await ask()

    const asked = barrier.raised()
    barrier.raise()
    const purged = await ask()
    barrier.settle(asked, 120, CLOCK)
    const askedTooEarly = await ask()
    barrier.settle(barrier.raised(), 150, CLOCK)
    const there = await ask()
    barrier.raise()
    barrier.settle(barrier.raised(), 151, CLOCK)
    const further = await ask()

    expect([before, purged, askedTooEarly, there, further]).toEqual([
      'one',
      'primary',
      'primary',
      'one',
      'primary',
    ])
  })

  test('the primary where a purge comes while the replica answers, and where that fails', async () => {
    const barrier = settled()
    const late = at(100, 'late', async () => {
      barrier.raise()
      return ['late']
    })
    const broken = at(100, 'broken', async () => {
      throw new Error('It was lost.')
    })

    expect(await readsFrom([late], { barrier })()).toBe('primary')
    expect(await readsFrom([broken])()).toBe('primary')
  })

  test('the primary where the replica’s clock is another one: an embargo would end early', async () => {
    const fast: Replica = {
      ...at(100, 'fast'),
      seen: () => ({ position: 100, clock: { aheadMs: 400, withinMs: 1 } }),
    }

    expect(await readsFrom([fast])()).toBe('primary')
  })
})

test('what a question took is not held against a clock', () => {
  expect(areTogether({ aheadMs: 300, withinMs: 100 }, CLOCK)).toBe(true)
  expect(areTogether({ aheadMs: 300, withinMs: 10 }, CLOCK)).toBe(false)
  expect(areTogether(CLOCK, { aheadMs: -300, withinMs: 10 })).toBe(false)
})

test('the header of a page of the log is behind whatever was written before it', () => {
  expect(hasReplayed(8192, 8192 + 24)).toBe(true)
  expect(hasReplayed(8191, 8192 + 24)).toBe(false)
  expect(hasReplayed(8192, 8192 + 32)).toBe(false)
  expect(hasReplayed(8192 + 32, 8192 + 32)).toBe(true)
})
