import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { together } from '../../src/lib/together.ts'

/** Answers with what was true when it was asked, a moment later. */
function world() {
  const state = { value: 1, asked: [] as string[] }
  const ask = together(async (name) => {
    state.asked.push(name)
    const seen = state.value
    await sleep(20)
    if (seen < 0) throw new Error('No answer.')
    return seen
  })
  return { state, ask }
}

describe('asking together', () => {
  test('a hundred at once are two questions', async () => {
    const { state, ask } = world()

    expect(await Promise.all(Array.from({ length: 100 }, () => ask('a')))).toEqual(Array(100).fill(1))
    expect(state.asked).toEqual(['a', 'a'])
  })

  test('nobody is told what was true only before they asked', async () => {
    const { state, ask } = world()

    const before = ask('a')
    state.value = 2
    const after = [ask('a'), ask('a')]

    expect(await before).toBe(1)
    expect(await Promise.all(after)).toEqual([2, 2])
  })

  test('different things do not wait for each other', async () => {
    const { state, ask } = world()

    await Promise.all([ask('a'), ask('b')])

    expect(state.asked).toEqual(['a', 'b'])
  })

  test('a question that failed is asked anew', async () => {
    const { state, ask } = world()
    state.value = -1
    const failing = ask('a')
    const waiting = ask('a')
    state.value = 3

    await expect(failing).rejects.toThrow('No answer.')
    expect(await waiting).toBe(3)
    expect(await ask('a')).toBe(3)
  })
})
