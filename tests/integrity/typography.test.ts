import { expect, test } from '@jest/globals'
import { foldTypography } from '../../src/lib/typography.ts'

/** A sequence of numbers that looks random and is the same every time. */
function* numbers(seed: number) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    yield state
  }
}

/** Groups of pieces that typesetting exchanges for each other. */
const GROUPS = [
  ['“', '”', '"', '‟'],
  ['’', "'", '‘'],
  [' — ', '—', ' – ', '--', ' - '],
  ['…', '...', '. . .'],
  [' ', '\u00a0', '\u202f', '  '],
  [' ', ' \u00ad', '\u200b '],
  ['é', 'e\u0301'],
]
const LETTERS = ['sea', 'Ö', '12', 'x', '漢', 'ن', '3,5', '🚢', 'don', 't']

/** Two texts that differ in typography alone. */
function twins(seed: number): [string, string] {
  const random = numbers(seed)
  const next = (below: number) => (random.next().value ?? 0) % below
  const texts: [string, string] = ['', '']
  for (let i = 0; i < 12; i++) {
    const letters = LETTERS[next(LETTERS.length)] ?? ''
    const group = GROUPS[next(GROUPS.length)] ?? []
    texts[0] += letters + (group[next(group.length)] ?? '')
    texts[1] += letters + (group[next(group.length)] ?? '')
  }
  return [`${texts[0]}end`, `${texts[1]}end`]
}

const SEEDS = Array.from({ length: 400 }, (_, i) => i * 7919 + 1)
const letters = (text: string) => text.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '')

test('texts that differ in typography alone fold to the same', () => {
  const different = SEEDS.map(twins).filter(
    ([one, other]) => foldTypography(one).text !== foldTypography(other).text,
  )

  expect(different).toEqual([])
})

test('letters and digits are never exchanged', () => {
  for (const [text] of SEEDS.map(twins)) expect(letters(foldTypography(text).text)).toBe(letters(text))
  for (const [one, other] of [
    ['will', 'Will'],
    ['1,000', '1.000'],
    ['5', '−5'],
    ['résumé', 'resume'],
    ['well', 'we’ll'],
    ['1', '¹'],
    ['eat, grandma', 'eat grandma'],
    ['now?', 'now!'],
  ] as const) {
    expect(foldTypography(one).text).not.toBe(foldTypography(other).text)
  }
})

test('every passage of the folded text leads to the passage that it came from', () => {
  for (const [text] of SEEDS.map(twins)) {
    const folded = foldTypography(text)
    for (let start = 0; start < folded.text.length; start += 3) {
      const end = Math.min(folded.text.length, start + 5)
      const [from, to] = [folded.startOf(start), folded.endOf(end)]

      expect(letters(foldTypography(text.slice(from, to)).text)).toContain(
        letters(folded.text.slice(start, end)),
      )
    }
    expect(folded.endOf(folded.text.length)).toBe(text.length)
  }
})

test('offsets never go back', () => {
  for (const [text] of SEEDS.map(twins)) {
    const folded = foldTypography(text)
    const starts = Array.from(folded.text, (_, at) => folded.startOf(at))

    expect(starts).toEqual([...starts].sort((a, b) => a - b))
    starts.forEach((start, at) => {
      expect(folded.endOf(at + 1)).toBeGreaterThan(start)
    })
  }
})

test.each([
  ['spaces inside guillemets', '« Les quais »', '«Les quais»'],
  ['guillemets that point inwards', 'er sagte »nein« und ging', 'er sagte "nein" und ging'],
  ['the space before a mark', 'Quoi !', 'Quoi!'],
  ['the space before a percent sign', '5 %', '5%'],
  ['a soft hyphen', 'Hafen\u00adbecken', 'Hafenbecken'],
  ['two single marks', "''no''", '"no"'],
])('%s', (_case, one, other) => {
  expect(foldTypography(one).text).toBe(foldTypography(other).text)
})

test('takes time in proportion to the text', () => {
  const timed = (text: string) => {
    const begin = performance.now()
    foldTypography(text)
    return performance.now() - begin
  }
  for (const unit of [' ', '“', '…', '-', '.', '« ', 'e\u0301', '\u0301']) {
    timed(unit.repeat(20_000))
    expect(timed(unit.repeat(200_000))).toBeLessThan(2000)
  }
})
