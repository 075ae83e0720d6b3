import type { DemoArticle, DemoComment, DemoQuote, DemoSpeaker } from '../../src/demo/types.ts'

const COUNTS = { speakers: 40, sections: 5, tags: 12, authors: 10, quotes: 8, comments: 10 }

const SUBJECTS = ['The harbour master', 'A night nurse', 'The tram depot', 'Every second household']
const VERBS = ['counted', 'moved', 'put off', 'paid for', 'asked about']
const OBJECTS = ['the new timetable', 'forty metres of quay', 'the winter budget', 'a bridge nobody uses']
const ENDS = ['before the council met.', 'while the lights were out.', 'for the third year – again.']

const pick = (from: readonly string[], n: number) => from[n % from.length] ?? ''

/** A sentence that no other number gives. */
const sentence = (n: number) =>
  `${pick(SUBJECTS, n)} ${pick(VERBS, n + (n >> 2))} ${pick(OBJECTS, n >> 1)} no. ${n} ${pick(ENDS, n >> 3)}`

const numbered = <T>(count: number, make: (n: number) => T) =>
  Array.from({ length: count }, (_, n) => make(n))

export const sections = numbered(COUNTS.sections, (n) => ({ slug: `section-${n}`, name: `Section ${n}` }))
export const tags = numbered(COUNTS.tags, (n) => ({ slug: `tag-${n}`, name: `Tag ${n}` }))
export const authors = numbered(COUNTS.authors, (n) => ({ slug: `author-${n}`, name: `Author ${n}` }))
export const speakers = numbered(
  COUNTS.speakers,
  (n): DemoSpeaker => ({
    ...{ slug: `speaker-${n}`, name: `Speaker ${n}`, kind: n % 5 === 0 ? 'organization' : 'person' },
    description: sentence(n),
  }),
)

/** About 3 kB of Markdown with eight quotes and ten comments; the newest has the highest number. */
export function articleNo(n: number, hoursAgo: number): DemoArticle {
  const said = numbered(
    COUNTS.quotes,
    (i) => `“We ${pick(VERBS, i)} ${pick(OBJECTS, n + i)}, line ${n}.${i}”`,
  )
  const paragraphs = said.map((words, i) => {
    const filler = numbered(4, (k) => sentence(n * 32 + i * 4 + k)).join(' ')
    return `${filler} ${words}, said speaker ${(n + i) % COUNTS.speakers}.`
  })
  return {
    slug: `story-${n}`,
    section: `section-${n % COUNTS.sections}`,
    language: 'en',
    title: `Story ${n}: ${sentence(n)}`,
    summary: sentence(n + 1),
    place: 'PORT ALDER',
    byline: `By Author ${n % COUNTS.authors}`,
    authors: [`author-${n % COUNTS.authors}`],
    tags: numbered(3, (i) => `tag-${(n + i) % COUNTS.tags}`),
    body: paragraphs.join('\n\n'),
    quotes: said.map((words, i) => quote(words.slice(1, -1), (n + i) % COUNTS.speakers)),
    comments: numbered(COUNTS.comments, (i) => comment(n, i)),
    fate: { published: hoursAgo },
  }
}

const quote = (exact: string, speaker: number): DemoQuote => ({
  ...{ kind: 'direct', segments: [exact], speaker: `speaker-${speaker}`, role: 'spokesperson' },
  ...{ channel: 'press_conference', said: { daysBefore: 1 } },
})

const comment = (n: number, i: number): DemoComment => ({
  name: `Reader ${i}`,
  body: `About story ${n}: ${sentence(n + i)}`,
  status: 'approved',
})
