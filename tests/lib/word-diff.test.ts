import { describe, expect, test } from '@jest/globals'
import { diffWords, type Part } from '../../src/lib/word-diff.ts'

const without = (parts: readonly Part[], op: Part['op']) =>
  parts
    .filter((part) => part.op !== op)
    .map(({ text }) => text)
    .join('')
const brief = (before: string, after: string) =>
  diffWords(before, after).map(({ op, text }) => `${{ kept: '=', inserted: '+', removed: '-' }[op]}${text}`)

/** The same numbers in every run. */
function numbers(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const LENGTH = 200_000
const filled = (piece: string) => piece.repeat(Math.floor(LENGTH / piece.length))
const VOCABULARY =
  'the harbour will be dredged at night said Mara Quint and council called it least bad'.split(' ')
function prose(seed: number, wordsInLine: number): string {
  const next = numbers(seed)
  const written: string[] = []
  for (let length = 0; length < LENGTH - 20; ) {
    const word = `${VOCABULARY[next(VOCABULARY.length)]}${next(wordsInLine) === 0 ? '.\n\n' : ' '}`
    written.push(word)
    length += word.length
  }
  return written.join('')
}

describe('diffWords', () => {
  test.each([
    ['nothing', 'The same.', 'The same.', ['=The same.']],
    ['nothing at all', '', '', []],
    ['a text that is new', '', 'All new.', ['+All new.']],
    ['a text that went', 'All gone.', '', ['-All gone.']],
    ['one word', 'The old quay.', 'The new quay.', ['=The ', '-old', '+new', '= quay.']],
    ['a word more', 'one two', 'one and two', ['=one ', '+and ', '=two']],
    ['a word less', 'one and two', 'one two', ['=one ', '-and ', '=two']],
    ['a mark', '“at night,” she said', '“at night” she said', ['=“at night', '-,', '=” she said']],
    ['neighbours, as one', 'The old quay', 'A new quay', ['-The old', '+A new', '= quay']],
    [
      'words without spaces',
      '港口将在夜间疏浚',
      '港口将在白天疏浚',
      ['=港口将在', '-夜间', '+白天', '=疏浚'],
    ],
    ['a whole character', 'a 👩‍👩‍👧 b', 'a 👩‍👩‍👦 b', ['=a ', '-👩‍👩‍👧', '+👩‍👩‍👦', '= b']],
    ['a line', 'one\n\ntwo\n', 'one\n\nnew\n\ntwo\n', ['=one\n\n', '+new\n\n', '=two\n']],
    ['white space', 'a b', 'a  b', ['=a', '- ', '+  ', '=b']],
  ])('tells %s', (_what, before, after, expected) => {
    expect(brief(before, after)).toEqual(expected)
  })

  test('kept and removed are the old text, kept and inserted the new one, for any two texts', () => {
    const next = numbers(7)
    const alphabet = [
      'a',
      'b',
      ' ',
      '  ',
      '\n',
      '.',
      'é',
      'e\u0301',
      '👩‍👩‍👧',
      '港',
      '\u00a0',
      '\r\n',
      '“',
      'harbour',
    ]
    const text = () => Array.from({ length: next(40) }, () => alphabet[next(alphabet.length)]).join('')

    for (let round = 0; round < 2000; round++) {
      const [before, after] = [text(), text()]
      const parts = diffWords(before, after)

      expect([without(parts, 'inserted'), without(parts, 'removed')]).toEqual([before, after])
      expect(parts.every((part, i) => part.text !== '' && part.op !== parts[i - 1]?.op)).toBe(true)
    }
  })

  test('finds a hundred changed words in 200,000 characters, in paragraphs and in one', () => {
    for (const before of [prose(1, 60), prose(1, Number.POSITIVE_INFINITY)]) {
      const words = before.split(' ')
      const after = words
        .map((word, i) => (i % Math.floor(words.length / 100) === 7 ? 'dug' : word))
        .join(' ')
      const parts = diffWords(before, after)
      const kept = parts.reduce((sum, { op, text }) => sum + (op === 'kept' ? text.length : 0), 0)

      expect(without(parts, 'removed')).toBe(after)
      expect(parts.filter(({ op }) => op === 'inserted').length).toBeGreaterThan(80)
      expect(kept).toBeGreaterThan(LENGTH * 0.95)
    }
  })

  test.each([
    ['two that have only their words in common', prose(1, 60), prose(2, 60)],
    ['the same paragraphs backwards', prose(1, 60), prose(1, 60).split('\n').reverse().join('\n')],
    ['lines of one letter', filled('a\nb\n'), filled('b\na\na\n')],
    ['words of one letter', filled('a b '), filled('b a a ')],
    ['halves exchanged', `${filled('a ')}${filled('b ')}`, `${filled('b ')}${filled('a ')}`],
    ['marks', filled('.!'), filled('!!.')],
    ['line breaks', filled('\n'), `x${filled('\n\n\ny')}`],
    ['no spaces', filled('港口将在夜间疏浚'), filled('港口将在白天疏浚局')],
    ['joined characters', filled('👩‍👩‍👧‍👦 '), filled('👩‍👩‍👧 ')],
    ['combining marks', `a${filled('\u0301')}`, `b${filled('\u0301')}`],
  ])('is bounded for %s', (_what, before, after) => {
    const parts = diffWords(before, after)

    expect(without(parts, 'inserted') === before).toBe(true)
    expect(without(parts, 'removed') === after).toBe(true)
    expect(parts.length).toBeLessThan(10_000)
  })
})
