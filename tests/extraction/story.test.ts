import { expect, test } from '@jest/globals'
import { extractQuotes } from '../../src/extraction/extract.ts'
import { STORY } from './story.ts'

const proposals = extractQuotes({
  text: STORY,
  publishedAt: new Date('2026-03-11T09:30:00Z'),
  timeZone: 'Europe/Lisbon',
})
const calder = { name: 'Ines Calder', role: 'harbour authority spokeswoman', kind: 'person' }
const brack = { name: 'Tomas Brack', role: 'Fisheries Minister', kind: 'person' }
const pilots = {
  name: 'Chamber of Pilots of the Northern Coast',
  kind: 'organization',
  onBehalfOf: 'Chamber of Pilots of the Northern Coast',
}

test.each([
  [0, 'direct', calder, 'social_post', '2026-03-09', false],
  [1, 'document', pilots, 'statement', null, true],
  [2, 'document', pilots, 'statement', null, true],
  [3, 'partial', brack, 'unknown', null, true],
  [4, 'direct', brack, 'social_post', null, false],
  [5, 'direct', calder, 'unknown', null, true],
  [6, 'direct', calder, 'press_conference', '2026-03-10', false],
  [7, 'direct', calder, 'press_conference', '2026-03-10', true],
  [8, 'partial', brack, 'speech', '2024-05', true],
])(
  'quote %i of the story is %s with its speaker, channel and time',
  (index, kind, speaker, channel, saidAt, needsConfirmation) => {
    expect(proposals[index]).toMatchObject({ kind, speaker, channel, saidAt, needsConfirmation })
  },
)

test('nothing else is proposed, and every anchor holds its words', () => {
  expect(proposals).toHaveLength(9)
  for (const { segments, source, cue } of proposals) {
    for (const { exact, start, end, prefix, suffix } of segments) {
      expect(STORY.slice(start, end)).toBe(exact)
      expect(STORY.slice(start - prefix.length, start)).toBe(prefix)
      expect(STORY.slice(end, end + suffix.length)).toBe(suffix)
    }
    for (const passage of [source, cue]) {
      if (passage) expect(STORY.slice(passage.start, passage.end)).toBe(passage.text)
    }
  }
})

test('the same text gives the same answer, and times without a day of publication stay words', () => {
  const [first] = extractQuotes({ text: STORY })

  expect(extractQuotes({ text: STORY })[0]).toEqual(first)
  expect(first).toMatchObject({ saidAt: null, saidAtText: 'on Monday night' })
})
