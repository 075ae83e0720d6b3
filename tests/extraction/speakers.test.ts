import { expect, test } from '@jest/globals'
import { extractQuotes } from '../../src/extraction/extract.ts'

const speakerIn = (text: string, speakers = [] as { id: string; name: string; aliases: string[] }[]) =>
  extractQuotes({ text, speakers }).at(-1)?.speaker

test.each([
  [
    'role before the name',
    '“Go,” harbour master Mara Quint said.',
    { name: 'Mara Quint', role: 'harbour master', kind: 'person' },
  ],
  [
    'role behind the name',
    '“Go,” said Mara Quint, the former mayor of Port Alder.',
    { name: 'Mara Quint', role: 'former mayor of Port Alder' },
  ],
  ['title', '“Go,” Sen. Mara Quint said.', { name: 'Mara Quint', role: 'Sen.' }],
  [
    'office between title and name',
    '“Go,” Secretary of State Mara Quint said.',
    { name: 'Mara Quint', role: 'Secretary of State' },
  ],
  [
    'surname of a full name',
    'Mayor Mara Quint came late.\n\n“Go,” Quint said.',
    { name: 'Mara Quint', role: 'Mayor' },
  ],
  [
    'label in capitals',
    'Mayor Mara Quint came late.\n\nQUINT: “We will go when the tide is right.”',
    { name: 'Mara Quint' },
  ],
  ['handle', '“Go,” tweeted @maraquint.', { name: '@maraquint' }],
  ['institution', '“Go,” the Harbour Ministry said.', { name: 'Harbour Ministry', kind: 'organization' }],
  ['acronym', '“Go,” the PHA said.', { name: 'PHA', kind: 'organization' }],
  ['group', '“Go,” residents said.', { name: 'residents', kind: 'group' }],
  ['nobody by name', '“Go,” a dock worker said.', { name: 'dock worker', kind: 'anonymous' }],
  [
    'spokesman without a name',
    '“Go,” a spokesman for the harbour ministry said.',
    { kind: 'anonymous', onBehalfOf: 'harbour ministry' },
  ],
  [
    'spokesman with a name',
    '“Go,” said Tom Ferris, a lawyer for the pilots’ guild.',
    { name: 'Tom Ferris', onBehalfOf: 'pilots’ guild' },
  ],
  ['pronoun', 'Mara Quint came late. “Go,” she said.', { name: 'Mara Quint' }],
  [
    'pronoun past somebody of another gender',
    'Mara Quint spoke first.\n\n“Go,” said Mr. Tom Ferris.\n\n“Stay,” she said.',
    { name: 'Mara Quint' },
  ],
  [
    'pronoun behind an owner',
    'Ann Ferris repeated Tom Brack’s remarks in a lecture, in which he said “go home now”. Tom Brack left.',
    { name: 'Tom Brack' },
  ],
  [
    'answers of an interview',
    'Mara Quint keeps bees.\n\nQ: “Why bees?”\n\nA: “They never call a meeting.”',
    { name: 'Mara Quint' },
  ],
  [
    'statement and who issued it',
    'A spokesman for the Pilots’ Guild issued a statement.\n\n“Go,” the statement said.',
    { name: 'Pilots’ Guild', role: 'spokesman', onBehalfOf: 'Pilots’ Guild' },
  ],
  ['statement of nobody', '“Go,” the statement said.', { name: 'statement', kind: 'document' }],
])('%s', (_, text, expected) => {
  expect(speakerIn(text)).toMatchObject(expected)
})

test('what the newsroom knows under an alias is called by its name', () => {
  const known = [{ id: '1', name: 'Mara Quint', aliases: ['@maraquint', 'Quint'] }]

  expect(speakerIn('“Go,” Quint said.', known)?.name).toBe('Mara Quint')
  expect(speakerIn('“Go,” tweeted @MaraQuint.', known)?.name).toBe('Mara Quint')
})

test('whoever is concluded from other sentences needs an editor', () => {
  const [named] = extractQuotes({ text: '“We will go,” Mara Quint said.' })
  const [meant] = extractQuotes({ text: 'Mara Quint came late. “We will go,” she said.' })

  expect(named?.needsConfirmation).toBe(false)
  expect(meant?.needsConfirmation).toBe(true)
})
