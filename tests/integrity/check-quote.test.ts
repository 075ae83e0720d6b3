import { expect, test } from '@jest/globals'
import { recheck } from '../../src/features/integrity/check-quote.ts'
import { anchorAll } from '../../src/features/quotes/rules.ts'

const BEFORE =
  'The mayor spoke. “We will dredge at night, and only at night,” she said on Monday. Nobody clapped.'
const WORDS = 'We will dredge at night, and only at night,'

test.each([
  ['nothing changed', BEFORE, 'intact', WORDS],
  ['text before it grew', `Late. ${BEFORE}`, 'moved', WORDS],
  ['its paragraph moved to the end', `Nobody clapped at all.\n\n“${WORDS}” she said.`, 'moved', WORDS],
  [
    'a word was changed',
    BEFORE.replace('only at night', 'only by night'),
    'altered',
    'We will dredge at night, and only by night,',
  ],
  [
    'a negation came in',
    BEFORE.replace('will dredge', 'will not dredge'),
    'altered',
    'We will not dredge at night, and only at night,',
  ],
  [
    'a typographic mark was exchanged',
    BEFORE.replace('night, and', 'night,\u00a0and'),
    'typography-changed',
    'We will dredge at night,\u00a0and only at night,',
  ],
  ['it was cut out', 'The mayor spoke. Nobody clapped.', 'missing', null],
])('%s', (_case, after, integrity, found) => {
  const anchors = anchorAll(BEFORE, [{ exact: WORDS }])

  expect(recheck(after, anchors)).toMatchObject({ integrity, found })
})

test('of several places the one with the old neighbours is taken', () => {
  const anchors = anchorAll('“No,” she said. “No,” he said.', [{ exact: 'No,', suffix: '” he' }])

  const { integrity, anchors: moved } = recheck('Well. “No,” she said. “No,” he said.', anchors)

  expect(integrity).toBe('moved')
  expect(moved[0]?.start).toBe(23)
})

test('a quote is as intact as its worst segment', () => {
  const anchors = anchorAll('“One,” he said. “Two.”', [{ exact: 'One,' }, { exact: 'Two.' }])

  expect(recheck('“One,” he said. “Three.”', anchors).integrity).not.toBe('intact')
})
