import { type Static, Type } from 'typebox'
import { selectable } from '../../http/fields.ts'
import { embedded, Id, Language, named, nullable, pageOf, ref, Slug, Timestamp } from '../../http/schemas.ts'
import {
  ArticleKind,
  Byline,
  LocalDate,
  Place,
  Rights,
  Slugline,
  Source,
  Subtitle,
  Summary,
  Title,
} from '../articles/parts.ts'
import { Correction } from '../corrections/schema.ts'
import { Image } from '../media/schema.ts'
import { QuoteView } from '../published-quotes/schema.ts'
import { SpeakerRef } from '../speakers/schema.ts'

const Term = Type.Object({ slug: Slug, name: Type.String({ examples: ['City'] }) })

export const BODY_FORMATS = ['html', 'text', 'markdown'] as const
export type BodyFormat = (typeof BODY_FORMATS)[number]

const summary = {
  id: Id,
  slug: Slug,
  url: Type.String({ description: 'Where readers find it on the site.' }),
  language: Language,
  dir: Type.Enum(['ltr', 'rtl'], { description: 'The direction of the language’s script.' }),
  kind: ArticleKind,
  title: Title,
  subtitle: nullable(Subtitle),
  slugline: nullable(Slugline),
  summary: nullable(Summary),
  dateline: nullable(
    Type.Object({
      place: Place,
      date: nullable(LocalDate),
      text: Type.String({ description: 'Place and date as the language writes them.' }),
    }),
  ),
  byline: nullable(Byline),
  authors: Type.Array(Type.Object({ slug: Slug, name: Type.String(), role: nullable(Type.String()) }), {
    description: 'At most 100.',
  }),
  section: nullable(Term),
  tags: Type.Array(Term, { description: 'At most 100.' }),
  edition: Type.Integer(),
  publishedAt: Type.Unsafe<string>({
    ...Timestamp,
    description: 'When it first became visible; never changes.',
  }),
  updatedAt: Type.Unsafe<string>({ ...Timestamp, description: 'When the current edition began.' }),
  wordCount: Type.Integer(),
  image: nullable(ref(Image, 'The lead image.')),
  source: nullable(Source),
  rights: nullable(Rights),
  correctionCount: Type.Integer(),
  comments: Type.Object({
    open: Type.Boolean({ description: 'Whether it takes comments.' }),
    count: Type.Integer({ description: 'Of the comments that the public can read.' }),
  }),
}

const joined = {
  corrections: Type.Optional(embedded(Correction)),
  quotes: Type.Optional(embedded(QuoteView)),
  speakers: Type.Optional(
    Type.Array(
      Type.Object({
        ...(SpeakerRef as typeof SpeakerRef).properties,
        sortName: nullable(Type.String()),
        description: nullable(Type.String()),
      }),
      { description: 'With `include=speakers`: who is quoted, in the order of the text; at most 100.' },
    ),
  ),
}

const Translation = Type.Object({
  id: Id,
  slug: Slug,
  language: Language,
  title: Title,
  url: Type.String({ description: 'Where readers find it on the site.' }),
})

const summaryExample = {
  id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
  slug: 'harbour-dredging-resumes-at-night',
  url: 'https://news.example/city/harbour-dredging-resumes-at-night',
  language: 'en',
  dir: 'ltr',
  kind: 'news',
  title: 'Harbour dredging resumes at night',
  subtitle: null,
  slugline: 'harbour-dredging',
  summary: 'The council lets the dredger work from ten to five.',
  dateline: { place: 'PORT ALDER', date: '2026-03-11', text: 'PORT ALDER, March 11, 2026' },
  byline: 'By Ines Marlow',
  authors: [{ slug: 'ines-marlow', name: 'Ines Marlow', role: null }],
  section: { slug: 'city', name: 'City' },
  tags: [{ slug: 'harbour', name: 'Harbour' }],
  edition: 1,
  publishedAt: '2026-03-12T04:00:00.000Z',
  updatedAt: '2026-03-12T04:00:00.000Z',
  wordCount: 412,
  image: null,
  source: null,
  rights: null,
  correctionCount: 0,
  comments: { open: true, count: 2 },
}

export const WholeArticle = named(
  'Article',
  Type.Object(
    {
      ...summary,
      body: Type.Object({ format: Type.Enum([...BODY_FORMATS]), content: Type.String() }),
      translations: Type.Array(Translation, { description: 'The other language editions of the story.' }),
      ...joined,
    },
    {
      examples: [
        {
          ...summaryExample,
          body: { format: 'html', content: '<p>The harbour will be dredged…</p>' },
          translations: [],
        },
      ],
    },
  ),
)
export type WholeArticle = Static<typeof WholeArticle>
export const Article = selectable(WholeArticle)

export const SummaryFields = named(
  'ArticleSummary',
  Type.Object({ ...summary, ...joined }, { examples: [summaryExample] }),
)
const ArticleSummary = selectable(SummaryFields)
export const ArticleSummaryPage = pageOf(ArticleSummary)

export const schemas = [Article, ArticleSummary, ArticleSummaryPage]
