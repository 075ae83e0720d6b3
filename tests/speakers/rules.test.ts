import { expect, test } from '@jest/globals'
import { likeLiteral, sortIdentifiers } from '../../src/features/speakers/rules.ts'

test('a pattern for LIKE holds no wildcard of the one who asks', () => {
  expect(likeLiteral('100%_\\')).toBe('100\\%\\_\\\\')
})

test('identifiers stand in the order of their schemes, then of their values', () => {
  const sorted = sortIdentifiers([
    { scheme: 'url', value: 'https://a.example' },
    { scheme: 'x', value: 'b' },
    { scheme: 'x', value: 'a' },
    { scheme: 'wikidata', value: 'Q42' },
  ])

  expect(sorted.map(({ value }) => value)).toEqual(['Q42', 'a', 'b', 'https://a.example'])
})
