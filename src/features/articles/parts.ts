import { Type } from 'typebox'
import { closed, HttpUrl, line } from '../../http/schemas.ts'

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
