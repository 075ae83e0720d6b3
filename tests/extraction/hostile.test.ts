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

const TRIES = 5
/** So fast that nobody asks how it grew. */
const FAST_MS = 1000

/**
 * Reads a quarter of the text and all of it. Were the time quadratic, all would take sixteen times as long, at
 * every try; twelve times and less is nearer to the four of a time that grows with the length. What a busy
 * machine makes slow at one try it does not at another.
 */
function grewAtEveryTry(piece: string, language?: string): string[] {
  const told: string[] = []
  for (let tried = 0; tried < TRIES; tried++) {
    const quarter = millisecondsFor(fill(piece, LENGTH / 4), language)
    const whole = millisecondsFor(fill(piece), language)
    if (whole < Math.max(12 * quarter, FAST_MS)) return []
    told.push(`${Math.round(quarter)} ms became ${Math.round(whole)} ms`)
  }
  return told
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
  expect(grewAtEveryTry(piece)).toEqual([])
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
  expect(grewAtEveryTry(piece, language)).toEqual([])
})
