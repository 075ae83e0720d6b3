import { expect, test } from '@jest/globals'
import { extractQuotes } from '../../src/extraction/extract.ts'

const speakers = (text: string) =>
  extractQuotes({ text }).map(({ speaker, needsConfirmation }) => [speaker?.name ?? null, needsConfirmation])

test('a name in the capitals of a transcript is the person whom the text introduced', () => {
  const text =
    'Ann Lowe, counsel, questioned Tom Dale.\n\nLOWE: “Did you close the gate?”\n\nDALE: “I closed the gate.”'

  expect(speakers(text)).toEqual([
    ['Ann Lowe', false],
    ['Tom Dale', false],
  ])
})

test('who answers in an interview is the person it introduces first, to be confirmed; who asks is nobody', () => {
  const text = 'Ann Lowe keeps bees on the roof.\n\nQ: “Do they sting at all?”\n\nA: “Only those who ask.”'

  expect(speakers(text)).toEqual([
    [null, true],
    ['Ann Lowe', true],
  ])
})

test('what a statement adds is still the statement’s', () => {
  const text =
    'The harbour board issued a statement. “The gate is closed,” the statement said. It added: “The gate stays closed.”'
  const [, added] = extractQuotes({ text })

  expect(added).toMatchObject({ kind: 'document', channel: 'statement' })
})

test('a study that is quoted is a document, by its kind and by its channel', () => {
  const [proposal] = extractQuotes({ text: '“The gate was closed too late,” the study concludes.' })

  expect(proposal).toMatchObject({ kind: 'document', channel: 'document', speaker: { name: 'study' } })
})

test('what goes on behind “she said” is as whole as it was before', () => {
  const text = '“The gate was closed,” Ann Lowe said, “because the log told us so.”'

  expect(extractQuotes({ text }).map(({ kind }) => kind)).toEqual(['direct', 'direct'])
})
