import { expect, test } from '@jest/globals'
import { extractQuotes } from '../../src/extraction/extract.ts'

test.each([
  ['direct', '“We will dredge at night,” Mara Quint said.'],
  ['direct', 'Mara Quint said: “We will dredge at night.”'],
  ['direct', '“No,” she said.'],
  ['partial', 'Mara Quint said that the works were “a mess”.'],
  ['partial', 'Mara Quint called the plan “brave”.'],
  ['document', '“The pilots have asked for new gates,” the report said.'],
  ['scare', 'Mara Quint spoke on Radio Alder’s “Morning Tide”.'],
  ['scare', 'The so-called “silt pact” ends in May.'],
  ['scare', 'She read from the novel “The Grey Harbour”.'],
  ['scare', 'A “unity” lunch followed in the town hall.'],
  ['scare', 'Commodore Ann “Pilot” Ferris sat beside her.'],
])('%s: %s', (kind, text) => {
  expect(extractQuotes({ text })[0]?.kind).toBe(kind)
})
