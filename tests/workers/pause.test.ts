import { expect, test } from '@jest/globals'
import { pauseBefore } from '../../src/start/workers/pause.ts'

test('a worker that served for a while is replaced at once, one that did not after longer and longer', () => {
  const pauses = [0, 1, 2, 3, 6, 7, 60].map((shortLives) => pauseBefore(9999, shortLives))

  expect(pauseBefore(10_000, 7)).toBe(0)
  expect(pauses).toEqual([250, 500, 1000, 2000, 16_000, 30_000, 30_000])
})
