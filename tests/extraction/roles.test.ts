import { expect, test } from '@jest/globals'
import { extractQuotes } from '../../src/extraction/extract.ts'

const speaker = (text: string, language: string) => extractQuotes({ text, language }).at(-1)?.speaker

test.each([
  ['en', '“The gate is closed,” Foreign Minister Ann Lowe said.', 'Foreign Minister'],
  ['en', '“The gate is closed,” Mr. Lowe said.', null],
  ['en', 'Foreign Minister Ann Lowe came. “The gate is closed,” Mrs. Lowe said.', 'Foreign Minister'],
  ['de', '„Das Tor ist zu“, sagte Richterin Dr. Ida Brandt.', 'Richterin'],
  ['de', '„Das Tor ist zu“, sagte Frau Brandt.', null],
  ['fr', '« La porte est fermée », a dit M. Ott.', null],
  ['fr', 'Le maire Jan Ott est venu. « La porte est fermée », a dit M. Ott.', 'maire'],
])('a form of address is no role (%s): %s', (language, text, role) => {
  expect(speaker(text, language)).toMatchObject({ role })
})

test.each([
  ['en', '“The gate is closed,” said Ann Lowe, a spokeswoman for the port.', 'port'],
  ['en', 'Ann Lowe, a lawyer for the prison service, said: “The gate is closed.”', 'prison service'],
  ['de', 'Ida Brandt, Sprecherin der Stadt, sagte: „Das Tor ist zu.“', 'Stadt'],
  ['fr', '« La porte est fermée », a dit Ida Brandt, porte-parole de la mairie.', 'mairie'],
])('a spokesperson speaks for the house (%s): %s', (language, text, onBehalfOf) => {
  expect(speaker(text, language)).toMatchObject({ kind: 'person', onBehalfOf })
})
