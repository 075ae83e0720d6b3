import { expect, test } from '@jest/globals'
import { extractQuotes } from '../../src/extraction/extract.ts'

/** A Wednesday. */
const publishedAt = new Date('2026-03-11T09:30:00Z')
const quoteIn = (text: string) => extractQuotes({ text, publishedAt, timeZone: 'Europe/Lisbon' }).at(-1)

test.each([
  ['social_post', 'Mara Quint wrote on Facebook: “Go.”'],
  ['social_post', '“Go,” Mara Quint said in a tweet.'],
  ['press_conference', '“Go,” Mara Quint told reporters.'],
  ['press_conference', 'Speaking at a news conference, Mara Quint said, “Go.”'],
  ['interview', '“Go,” Mara Quint said in an interview.'],
  ['speech', '“Go,” Mara Quint said in a lecture at Alder College.'],
  ['hearing', '“Go,” Mara Quint testified.'],
  ['court_filing', 'Mara Quint said in the lawsuit: “Go.”'],
  ['press_release', '“Go,” Mara Quint said in a press release.'],
  ['statement', '“Go,” Mara Quint said in a statement.'],
  ['broadcast', '“Go,” Mara Quint said on Alder Radio.'],
  ['document', 'Mara Quint wrote in a letter: “Go.”'],
  ['unknown', '“Go,” Mara Quint said.'],
])('%s: %s', (channel, text) => {
  expect(quoteIn(text)?.channel).toBe(channel)
})

test.each([
  ['on Monday night', '2026-03-09'],
  ['on Wednesday', '2026-03-11'],
  ['on Thursday', '2026-03-05'],
  ['yesterday', '2026-03-10'],
  ['last week', '2026-03-02/2026-03-08'],
  ['last month', '2026-02'],
  ['last year', '2025'],
  ['on March 3', '2026-03-03'],
  ['on Dec. 21', '2025-12-21'],
  ['on April 3, 2019', '2019-04-03'],
  ['in April 2019', '2019-04'],
  ['in 2016', '2016'],
])('said %s is %s', (words, saidAt) => {
  expect(quoteIn(`“Go,” Mara Quint said ${words}.`)).toMatchObject({ saidAt, saidAtText: words })
})

test('“she added” goes on where she was, until somebody else has spoken', () => {
  const text = [
    'Speaking at a press conference on Tuesday, Mara Quint said, “We will go.”',
    'She added, “And we will go soon.”',
    '“No,” Tom Brack said.',
    '“Yes,” Quint added.',
  ].join('\n\n')

  const said = extractQuotes({ text, publishedAt }).map(({ channel, saidAt }) => [channel, saidAt])

  expect(said).toEqual([
    ['press_conference', '2026-03-10'],
    ['press_conference', '2026-03-10'],
    ['unknown', null],
    ['unknown', null],
  ])
})

test('words inside the marks say nothing of when they were said', () => {
  expect(quoteIn('“We tweeted on Monday,” Mara Quint said.')).toMatchObject({
    channel: 'unknown',
    saidAtText: null,
  })
})
