import { Type } from 'typebox'
import { closed, HttpUrl, Id, line } from '../../http/schemas.ts'

// The parts of an article that it has in every shape: as it is written, on the desk, and in public.

const KINDS = [
  'news',
  'analysis',
  'opinion',
  'interview',
  'feature',
  'review',
  'obituary',
  'live',
  'press_release',
  'other',
] as const
/** Text of several lines. */
export const words = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, description })

export const ArticleKind = Type.Enum([...KINDS])
export const Title = line(300, { examples: ['Harbour dredging resumes at night'] })
export const Subtitle = line(500)
export const Slugline = line(100, {
  description: 'The desk’s working name of the story.',
  examples: ['harbour-dredging'],
})
export const Summary = words(2000, 'A standfirst or abstract, plain text.')
export const Byline = line(300, { description: 'As printed.', examples: ['By Ines Marlow and Tomas Reik'] })
export const Place = line(100, { examples: ['TEHRAN'] })
export const LocalDate = Type.String({ format: 'date', examples: ['2020-12-22'] })

export const Assignee = line(200, {
  description: 'Who works on it; a name, not a key.',
  examples: ['Tomas Reik'],
})
export const Desk = line(100, { description: 'The desk that it is for.', examples: ['City desk'] })
export const BudgetLine = line(500, {
  description: 'What the story will be, in a line; never public.',
  examples: ['Council votes on night dredging, 600 words by six'],
})
export const LeadImage = closed(
  {
    media: Id,
    alt: Type.Optional(line(1000, { description: 'Instead of what the image says of itself.' })),
    caption: Type.Optional(words(2000, 'Instead of what the image says of itself.')),
  },
  {
    description: 'The lead image: one of `/v1/editorial/media`.',
    examples: [{ media: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b2a', caption: 'The harbour on Monday night' }],
  },
)

export const Source = closed(
  { name: line(200), url: Type.Optional(HttpUrl) },
  {
    description: 'Who supplied the story.',
    examples: [{ name: 'Coast News Agency', url: 'https://example.org' }],
  },
)
export const Rights = closed(
  {
    creditLine: Type.Optional(line(300)),
    copyrightHolder: Type.Optional(line(300)),
    usageTerms: Type.Optional(words(2000, 'Under what terms others may use it.')),
  },
  { examples: [{ creditLine: 'Verbatim', copyrightHolder: 'The Verbatim authors' }] },
)
