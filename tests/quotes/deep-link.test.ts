import { expect, test } from '@jest/globals'
import { textFragment } from '../../src/features/quotes/deep-link.ts'
import { anchorAll } from '../../src/features/quotes/rules.ts'

/** The fragment for words of a text, decoded directive by directive. */
function linked(text: string, ...claims: { exact: string; start?: number }[]): string {
  const fragment = textFragment(text, anchorAll(text, claims))
  expect(fragment).toMatch(/^#:~:text=/)
  return decodeURIComponent(fragment.slice('#:~:'.length))
}

const SENTENCE =
  'The council dredges at night, and only at night, until the harbour is deep enough for the ferry. '

test('short words of one line are named whole', () => {
  expect(
    linked('She said: “We will dredge at night.” So be it.', { exact: 'We will dredge at night.' }),
  ).toBe('text=We will dredge at night.')
})

test('299 characters are named whole, 300 by their ends', () => {
  const words = SENTENCE.repeat(4)

  expect(linked(words, { exact: words.slice(0, 299) })).toBe(`text=${words.slice(0, 299)}`)
  expect(linked(words.slice(0, 300), { exact: words.slice(0, 300) })).toMatch(/^text=[^,]+,[^,]+$/)
})

test('words of several lines by the beginning of the first and the end of the last', () => {
  const text = 'One first line that is long enough.\n\nA middle.\n\nAnd the last line ends with these words.'

  expect(linked(text, { exact: text })).toBe('text=One first line that is,line ends with these words.')
})

test('few words have the words around them, of their own line alone', () => {
  const text =
    'Late.\n\nThe mayor called it “the least bad” of the plans that lay on the table.\n\nNobody clapped.'

  expect(linked(text, { exact: 'the least bad' })).toBe(
    'text=The mayor called it “-,the least bad,-” of the plans that',
  )
  expect(linked('“No.”\n\nNobody clapped.', { exact: 'No.' })).toBe('text=No.')
})

test('words that stand twice, in whatever case, have the words around them', () => {
  const text = '“We will dredge at night,” she said. Later he said “we will dredge at night,” as well.'
  const second = text.lastIndexOf('we will')

  expect(linked(text, { exact: 'we will dredge at night,', start: second })).toBe(
    'text=said. Later he said “-,we will dredge at night,,-” as well',
  )
})

test('of long words the beginning must lead to them, and not to an earlier place', () => {
  const long = SENTENCE.repeat(4).trim()
  const text = `The council dredges at night, says the sign.\n\nThe mayor said: “${long}” Then she left.`

  expect(linked(text, { exact: long })).toContain('The mayor said: “-,')
})

test.each([
  ['-', 'A well-known harbour of the north', 'A%20well%2Dknown%20harbour%20of%20the%20north'],
  [',', 'No, no, no and again no', 'No%2C%20no%2C%20no%20and%20again%20no'],
  ['&', 'Sand & water & stone & wind', 'Sand%20%26%20water%20%26%20stone%20%26%20wind'],
])('%s is encoded', (_mark, exact, expected) => {
  expect(textFragment(exact, anchorAll(exact, [{ exact }]))).toBe(`#:~:text=${expected}`)
})

test('scripts without spaces have words, too', () => {
  const sentence = '市议会决定在夜间疏浚港口，直到渡轮可以安全通过为止。'
  const text = `市长说：“${sentence.repeat(14)}”随后她离开了会场。`
  const [first = '', last = ''] = linked(text, { exact: sentence.repeat(14) })
    .replace(/^text=(?:[^,]*-,)?/, '')
    .replace(/,-.*$/, '')
    .split(',')

  expect(sentence.repeat(14).startsWith(first)).toBe(true)
  expect(sentence.repeat(14).endsWith(last)).toBe(true)
  expect(Math.max(first.length, last.length)).toBeLessThan(60)
  expect(linked(`市长说：“${sentence}”`, { exact: sentence })).toBe(`text=${sentence}`)
})

test('Arabic and emoji are encoded whole', () => {
  const text = 'قالت العمدة: «سنعمق الميناء في الليل فقط 🚢» ثم غادرت.'

  expect(linked(text, { exact: 'سنعمق الميناء في الليل فقط 🚢' })).toBe('text=سنعمق الميناء في الليل فقط 🚢')
})

test('every segment is marked', () => {
  const text = '“We will dredge at night,” she said. “Nobody will sleep, and nobody will drown.”'
  const claims = [
    { exact: 'We will dredge at night,' },
    { exact: 'Nobody will sleep, and nobody will drown.' },
  ]

  expect(linked(text, ...claims)).toBe(
    'text=We will dredge at night,&text=Nobody will sleep, and nobody will drown.',
  )
})
