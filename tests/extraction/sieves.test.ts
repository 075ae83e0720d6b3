import { expect, test } from '@jest/globals'
import { extractQuotes } from '../../src/extraction/extract.ts'

const lastOf = (text: string) => extractQuotes({ text }).at(-1)

test.each([
  ['after-sv', '“We will go,” Mara Quint said.', 'Mara Quint'],
  ['after-sv', '“We will go,” Mara Quint, the harbour master, later said.', 'Mara Quint, the harbour master'],
  ['after-sv', '“We will go,” the editorial read.', 'the editorial'],
  ['after-sv', '“Really?” she asked.', 'she'],
  ['after-vs', '“We will go,” said Mara Quint, the harbour master.', 'Mara Quint, the harbour master'],
  ['after-vs', '“We will go,” said Will Ames.', 'Will Ames'],
  ['according-to', 'The harbour is “a mess of silt,” according to Mara Quint.', 'Mara Quint'],
  ['before-sv', 'Mara Quint said: “We will go.”', 'Mara Quint'],
  [
    'before-sv',
    'Mara Quint, who has run the port since 2019, told reporters, “We will go.”',
    'Mara Quint, who has run the port since 2019',
  ],
  [
    'before-sv',
    'On Monday in Port Alder, Mara Quint told reporters that the works were “a mess”.',
    'Mara Quint',
  ],
  [
    'before-sv',
    'Mara Quint (D-Alder), a pilot, told reporters that the works were “a mess”.',
    'Mara Quint (D-Alder), a pilot',
  ],
  [
    'before-sv',
    'Alder (APN) – Mara Quint has taken a swipe at the ministry, saying that it is “asleep”.',
    'Mara Quint',
  ],
  ['before-sv', 'Mara Quint smiled at the question, adding: “We will go.”', 'Mara Quint'],
  [
    'before-sv',
    'Hours later, Mara Quint returned the compliment, telling reporters, “We will go.”',
    'Mara Quint',
  ],
  [
    'before-sv',
    'The port is closed, with Mara Quint saying that it will stay “shut until May”.',
    'Mara Quint',
  ],
  ['before-sv', 'Mara Quint said that the ministry had called the works “a mess”.', 'Mara Quint'],
  ['closing', 'The works are “a mess” and cost too much, Mara Quint said.', 'Mara Quint'],
  ['noun', 'Nobody in the room believed Mara Quint’s promise to be “gentle with the seals”.', 'Mara Quint’s'],
  ['same-paragraph', '“We will go,” Mara Quint said. “And soon.”', 'Mara Quint'],
  ['sentence-before', 'Mara Quint was furious. “We were never asked.”', 'Mara Quint'],
  ['paragraph-before', '“We will go,” Mara Quint said.\n\n“And we will go soon.”', 'Mara Quint'],
  ['colon', 'Mara Quint wrote on Monday:\n\n“We will go.”', 'Mara Quint'],
  ['after-stop', '“We will go.” Mara Quint said.', 'Mara Quint'],
  ['signature', '“We will go.” — Mara Quint', 'Mara Quint'],
  ['signature', '“We will go.”\n\n— Mara Quint, harbour master', 'Mara Quint'],
  ['label', 'MARA QUINT: “We will go.”', 'MARA QUINT'],
  ['label', 'Quint’s verdict: “We will go.”', 'Quint’s'],
  ['label-inside', 'A transcript follows.\n\n"QUINT: We will go when the tide is right."', 'QUINT'],
])('%s: %s', (rule, text, source) => {
  const quote = lastOf(text)

  expect({ rule: quote?.rule, source: quote?.source?.text }).toEqual({ rule, source })
})

test.each([
  [
    'a noun that looks like a verb',
    'Basic pay rates: “too low to live on by far,” Mara Quint said.',
    'Mara Quint',
  ],
  [
    'somebody who was told something',
    'The pilots were told by nobody, and Mara Quint said it was “a shame”.',
    'Mara Quint',
  ],
  [
    'a subordinate clause in front',
    'Although Mara Quint admitted that it was “a mess,” she praised the crew.',
    'Mara Quint',
  ],
  [
    'a quote that describes a noun',
    'Mara Quint spoke of the “brilliant” plan that pilots made.',
    'Mara Quint',
  ],
])('the source is not misled by %s', (_, text, source) => {
  expect(lastOf(text)?.source?.text).toBe(source)
})

test('a quote that nobody is near has no source and wants an editor', () => {
  expect(lastOf('“The tide waits for nobody at all in this town.”')).toMatchObject({
    source: null,
    speaker: null,
    rule: 'unattributed',
    confidence: 0,
    needsConfirmation: true,
  })
})
