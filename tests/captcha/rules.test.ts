import { expect, test } from '@jest/globals'
import { isResult, promptFor, resultOf, sumOf } from '../../src/features/captcha/rules.ts'
import { deriveSecrets } from '../../src/lib/secrets.ts'

const secrets = deriveSecrets('a secret for tests that is long enough')

test('every seed gives a sum with two operands above 1 and a result of 11…99', () => {
  for (let i = 0; i < 5000; i++) {
    const sum = sumOf(secrets.sign('captcha-answer', String(i)))
    const isFine = Math.min(sum.left, sum.right) > 1 && Number.isInteger(sum.left * sum.right)

    expect([sum, isFine]).toEqual([sum, true])
    expect(resultOf(sum)).toBeGreaterThanOrEqual(11)
    expect(resultOf(sum)).toBeLessThanOrEqual(99)
  }
})

test('the same seed asks the same', () => {
  const seed = () => secrets.sign('captcha-answer', 'one')

  expect(sumOf(seed())).toEqual(sumOf(seed()))
})

test.each(['65', '065', '0065', '٦٥', '۶۵', '६५', '６５', '𝟞𝟝', '6٥', '᠖᠕', '𞅆𞅅'])(
  '65 may be typed as %s',
  (typed) => {
    expect(isResult({ left: 47, operator: '+', right: 18 }, typed)).toBe(true)
  },
)

test.each(['66', '0', '6', '٥٦'])('65 may not be typed as %s', (typed) => {
  expect(isResult({ left: 47, operator: '+', right: 18 }, typed)).toBe(false)
})

test('a sum is shown in ASCII digits and said in words', () => {
  expect(promptFor({ left: 7, operator: '×', right: 8 }, 'fr')).toEqual({
    text: '7 × 8 =',
    spoken: 'Combien font 7 fois 8 ?',
    language: 'fr',
  })
  expect(promptFor({ left: 60, operator: '−', right: 8 }, 'constructor').language).toBe('en')
})
