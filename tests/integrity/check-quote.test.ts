import { describe, expect, test } from '@jest/globals'
import { checkQuote, recheck } from '../../src/features/integrity/check-quote.ts'
import { indexText } from '../../src/features/integrity/text-index.ts'
import { anchorAll, anchorAt } from '../../src/features/quotes/rules.ts'

const BEFORE =
  'The mayor spoke. “We will dredge at night, and only at night,” she said on Monday. Nobody clapped.'
const PLAIN = { isParaphrase: false, was: 'intact', attribution: null, names: [] } as const
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

describe('in a long text', () => {
  const PART = `“${WORDS}” she said on Monday, “and on every other night,” he added. The river is deep enough.\n\n`
  const LONG = PART.repeat(6000)
  const anchorsIn = (text: string) =>
    Array.from({ length: 100 }, (_, i) => anchorAt(text, i * 10 * PART.length + 1, WORDS.length))

  test.each([
    ['all of its quotes are altered', LONG.replaceAll('only at', 'only by')],
    ['nothing of it is left', 'We sat down at night. '.repeat(30_000)],
    ['it is one word', 'at '.repeat(200_000)],
    ['it is marks and nothing else', '“'.repeat(600_000)],
  ])('a check does not take longer where %s', (_case, after) => {
    const index = indexText(after)
    const begin = performance.now()

    for (const anchor of anchorsIn(LONG)) {
      checkQuote({ before: LONG, after: index }, { ...PLAIN, anchors: [anchor] })
    }

    expect(performance.now() - begin).toBeLessThan(20_000)
  })
})

describe('segments', () => {
  const STORY = '“One night is enough,” she said. “Two nights would be a waste of money.” Nobody clapped.'
  const anchors = anchorAll(STORY, [
    { exact: 'One night is enough,' },
    { exact: 'Two nights would be a waste of money.' },
  ])
  const checkOf = (after: string) =>
    checkQuote({ before: STORY, after: indexText(after) }, { ...PLAIN, anchors })

  test('a quote that lost one of them was cut', () => {
    const check = checkOf('“One night is enough,” she said. Nobody clapped.')

    expect(check).toMatchObject({ integrity: 'truncated', found: 'One night is enough,' })
  })

  test('all of them follow', () => {
    const check = checkOf(`Late on Monday. ${STORY}`)

    expect(check).toMatchObject({ integrity: 'moved', anchors: [{ start: 17 }, { start: 50 }] })
  })
})

describe('short quotes', () => {
  const checkOf = (before: string, exact: string, after: string) =>
    checkQuote({ before, after: indexText(after) }, { ...PLAIN, anchors: anchorAll(before, [{ exact }]) })

  test.each([
    [
      'another word in its place',
      'He called it “a scandal” and sat down again.',
      'a scandal',
      'He called it “a triumph” and sat down again.',
      'altered',
    ],
    [
      'the only place that is left, said by somebody else',
      '“No,” she said of it. Then all rose.',
      'No,',
      'Then all rose. “No,” whispered a boy.',
      'attribution-changed',
    ],
    ['inside a longer word', 'He called it “art” and left.', 'art', 'The party began. He left.', 'missing'],
  ])('%s', (_case, before, exact, after, integrity) => {
    expect(checkOf(before, exact, after).integrity).toBe(integrity)
  })
})
