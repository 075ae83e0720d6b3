import { expect, test } from '@jest/globals'
import { extractQuotes } from '../../src/extraction/extract.ts'

const spansIn = (text: string, language = 'en') =>
  extractQuotes({ text, language }).flatMap(({ segments }) => segments.map(({ exact }) => exact))

test.each([
  ['curly marks', '“We will go,” Mara Quint said.', ['We will go,']],
  ['straight marks', '"We will go," Mara Quint said. "Soon."', ['We will go,', 'Soon.']],
  ['curly and straight ones mixed', '“We will go," Mara Quint said. "Soon.”', ['We will go,', 'Soon.']],
  ['a closer that is typed as an opener', 'Quint called it ”a day of silt” and left.', ['a day of silt']],
  ['an opener that is typed as a closer', 'Quint called it “a day of silt“ and left.', ['a day of silt']],
  ['marks inside marks', '“He said ‘never’ twice,” Quint said.', ['He said ‘never’ twice,']],
  ['brackets before a mark', 'Quint objected (“too late”) and left.', ['too late']],
  ['inches', 'The pipe is 18" wide, and Quint said, “Too wide.”', ['Too wide.']],
  ['no closing mark', 'Quint said, “We will go.', ['We will go.']],
  ['an opener where one is open', 'Quint said, “We will go. “And soon.”', ['We will go.', 'And soon.']],
  ['empty marks', 'The form said “” and Quint said “no”.', ['no']],
  [
    'single marks',
    '‘We can’t stay,’ Quint said. ‘The workers’ rights matter.’',
    ['We can’t stay,', 'The workers’ rights matter.'],
  ],
  ['one pair of single marks alone', 'The ‘Petrel’ sank at dawn.', []],
])('%s', (_, text, spans) => {
  expect(spansIn(text)).toEqual(spans)
})

test('paragraphs that open anew without closing are segments of one quote', () => {
  const [quote, ...others] = extractQuotes({
    text: '“The first gate failed.\n\n“The second held.\n\n“The third was never built,” Mara Quint said.',
  })

  expect(others).toEqual([])
  expect(quote?.segments).toHaveLength(3)
  expect(quote).toMatchObject({
    kind: 'direct',
    text: 'The first gate failed. The second held. The third was never built,',
    speaker: { name: 'Mara Quint' },
  })
})

test('context never cuts a character in half', () => {
  const [quote] = extractQuotes({ text: `${'🌊'.repeat(20)} “Go,” Quint said ${'🌊'.repeat(20)}` })

  expect(JSON.stringify(quote?.segments)).not.toMatch(/\\ud[89a-f]/i)
})
