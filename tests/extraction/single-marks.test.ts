import { expect, test } from '@jest/globals'
import { extractQuotes } from '../../src/extraction/extract.ts'

const words = (text: string) => extractQuotes({ text }).map((proposal) => proposal.text)

test.each([
  [
    'two pairs',
    '‘We can’t wait,’ Ann Lowe said. ‘We won’t, either,’ she added.',
    ['We can’t wait,', 'We won’t, either,'],
  ],
  [
    'straight marks',
    "'We can't wait,' Ann Lowe said. 'We won't, either,' she added.",
    ["We can't wait,", "We won't, either,"],
  ],
  [
    'plurals that own something inside',
    '‘It is the dogs’ bowl,’ Ann Lowe said. It stood by the dogs’ door. ‘And theirs alone.’',
    ['It is the dogs’ bowl,', 'And theirs alone.'],
  ],
  [
    'some words of a sentence',
    'Lowe called it ‘a brave experiment’ and the pupils ‘braver still’.',
    ['a brave experiment', 'braver still'],
  ],
])('text without double marks quotes in single ones: %s', (_, text, expected) => {
  expect(words(text)).toEqual(expected)
})

test.each([
  ['apostrophes alone', 'The dogs’ owner can’t say whose the cats’ bowl is, and won’t. It’s the ’90s again.'],
  ['one pair', 'Lowe called it ‘a brave experiment’ and left.'],
  ['apostrophes that were typed twice', "''We wait,'' Ann Lowe said. ''We always do,'' she added."],
])('but not %s', (_, text) => {
  expect(words(text)).toEqual([])
})

test('single marks inside double ones are content', () => {
  const text = '“She said ‘now’ and ‘at once’,” Ann Lowe said.'

  expect(words(text)).toEqual(['She said ‘now’ and ‘at once’,'])
})
