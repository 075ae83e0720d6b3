import { expect, test } from '@jest/globals'
import { readTerms } from '../../src/lib/search-terms.ts'

const read = (query: string) =>
  readTerms(query).map(
    ({ kind, text, isExcluded }) => `${isExcluded ? '-' : ''}${text}${kind === 'prefix' ? '*' : ''}`,
  )

test.each([
  ['night work', ['night', 'work']],
  ['"night work" dredg*', ['night work', 'dredg*']],
  ['“night work” „und“ «ainsi»', ['night work', 'und', 'ainsi']],
  ['-strike -"night work"', ['-strike', '-night work']],
  ['half-done co-op', ['half-done', 'co-op']],
  ['ab* été*', ['ab*', 'été*']],
  ['& | ! ( ) \' % - * " 🙂', []],
  ['"open end', ['open end']],
  ['', []],
])('%s', (query, terms) => {
  expect(read(query)).toEqual(terms)
})

test('one letter begins too many words: it is taken as a word', () => {
  expect(readTerms('a*')).toEqual([{ kind: 'words', text: 'a*', isExcluded: false }])
})
