import { expect, test } from '@jest/globals'
import { groupVariants, similarityOf, wordingOf } from '../../src/features/quote-variants/rules.ts'

test('case, accents and punctuation make no other wording', () => {
  expect(wordingOf('“We’ll go to Łódź,”')).toBe(wordingOf('we’ll go to Lodz'))
})

test.each([
  ['we will dredge at night', 'we will dredge at night', 1],
  ['we will dredge at night', 'we will never dredge at night', 10 / 11],
  ['we will dredge at night', 'nobody sleeps', 0],
  ['yes', 'yes', 1],
  ['yes we can', 'no we can', 0],
  ['one two three', 'one two three four five six seven eight', 0],
])('%s | %s', (one, other, similarity) => {
  expect(similarityOf(one, other)).toBeCloseTo(similarity)
})

test('many long texts of the same words in any order are told apart at once', () => {
  const text = (seed: number) => Array.from({ length: 4000 }, (_, i) => `w${(i * seed) % 397}`).join(' ')
  const start = performance.now()

  const groups = groupVariants(
    text(1),
    Array.from({ length: 30 }, (_, i) => ({ text: text(i + 2) })),
  )

  expect(groups).toEqual([])
  expect(performance.now() - start).toBeLessThan(5000)
})
