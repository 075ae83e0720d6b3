import { expect, test } from '@jest/globals'
import { extractQuotes } from '../../src/extraction/extract.ts'

const LENGTH = 200_000
const fill = (piece: string, length = LENGTH) =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
/** Of work, not of the clock: other tests may keep the machine busy. */
const millisecondsFor = (text: string, language?: string) => {
  const started = process.cpuUsage()
  extractQuotes({ text, language, publishedAt: new Date('2026-03-11T09:30:00Z') })
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}

/** Four times the text; were the time quadratic, it would be sixteen times as long. */
function timesFor(piece: string, language?: string) {
  millisecondsFor(fill(piece, LENGTH / 4), language)
  return {
    quarter: millisecondsFor(fill(piece, LENGTH / 4), language),
    whole: millisecondsFor(fill(piece), language),
  }
}

test.each([
  ['straight marks', '"'],
  ['opening marks', '“'],
  ['closing marks', '”'],
  ['quotes of one letter', '"a" '],
  ['unclosed quotes', '“Q\n'],
  ['capitals', 'A'],
  ['names', 'Smith '],
  ['owners', 'Smith’s '],
  ['commas', 'Smith, '],
  ['verbs of speech', 'said '],
  ['subjects and verbs', 'he said '],
  ['reported letters', 'He said "a" and '],
  ['attributed quotes', '“We will go,” Ann Smith said on Monday. '],
  ['pronouns in paragraphs', '“No,” he said.\n\n'],
  ['documents', 'The statement said, “No.” '],
  ['days', 'on Monday '],
  ['brackets', '('],
  ['one word', 'a'],
  ['labels', 'Q: a\n'],
  ['prepositions', 'Smith of '],
])('200 kB of %s are read in time that grows with their length', (_, piece) => {
  const { quarter, whole } = timesFor(piece)

  expect(whole).toBeLessThan(Math.max(12 * quarter, 1000))
})

test.each([
  ['German nouns', 'der Haus ', 'de'],
  ['German offices', 'meister', 'de'],
  ['German ordinals', '3. ', 'de'],
  ['elisions', 'l’', 'fr'],
  ['hyphens', 'a-t-', 'fr'],
  ['interruptions', '« Non, dit-il, non. » ', 'fr'],
  ['one quote of interruptions', '«a, dit-il, ', 'fr'],
])('200 kB of %s are read in time that grows with their length, too', (_, piece, language) => {
  const { quarter, whole } = timesFor(piece, language)

  expect(whole).toBeLessThan(Math.max(12 * quarter, 1000))
})
