import { type Static, Type } from 'typebox'
import { Id, Language, named, Timestamp } from '../../http/schemas.ts'
import { QuotedPart } from '../published-quotes/quotation.ts'

const url = Type.String({ format: 'uri' })
const text = Type.Optional(Type.String())
const typed = <const Name extends string>(name: Name) => ({ '@type': Type.Literal(name) })

const TYPES = [
  'NewsArticle',
  'AnalysisNewsArticle',
  'OpinionNewsArticle',
  'ReviewNewsArticle',
  'ReportageNewsArticle',
] as const

/** An article in the words of schema.org. */
export const NewsArticle = named(
  'NewsArticle',
  Type.Object(
    {
      '@context': Type.Literal('https://schema.org'),
      '@type': Type.Enum([...TYPES]),
      '@id': url,
      identifier: Id,
      url,
      mainEntityOfPage: url,
      headline: Type.String(),
      alternativeHeadline: text,
      description: text,
      articleBody: Type.String({ description: 'Plain text.' }),
      articleSection: text,
      keywords: Type.Optional(Type.Array(Type.String())),
      wordCount: Type.Integer(),
      inLanguage: Language,
      dateline: text,
      locationCreated: Type.Optional(Type.Object({ ...typed('Place'), name: Type.String() })),
      datePublished: Timestamp,
      dateModified: Timestamp,
      version: Type.Integer({ description: 'The edition.' }),
      author: Type.Optional(
        Type.Array(Type.Object({ ...typed('Person'), name: Type.String(), jobTitle: text }), {
          description: 'Who is known to have written it; without any the byline stands in `creditText`.',
        }),
      ),
      creditText: text,
      publisher: Type.Object({ ...typed('NewsMediaOrganization'), name: Type.String(), url }),
      isPartOf: Type.Object({ ...typed('WebSite'), name: Type.String(), url }),
      sourceOrganization: Type.Optional(
        Type.Object({ ...typed('Organization'), name: Type.String(), url: Type.Optional(url) }),
      ),
      copyrightHolder: Type.Optional(Type.Object({ ...typed('Organization'), name: Type.String() })),
      conditionsOfAccess: text,
      image: Type.Optional(
        Type.Object({
          ...typed('ImageObject'),
          url,
          width: Type.Integer(),
          height: Type.Integer(),
          encodingFormat: Type.String(),
          caption: text,
          description: text,
          creditText: text,
        }),
      ),
      hasPart: Type.Optional(
        Type.Array(QuotedPart, { description: 'The quotes, in the order of the text.' }),
      ),
      mentions: Type.Optional(
        Type.Array(
          Type.Object({
            '@type': Type.Enum(['Person', 'Organization', 'CreativeWork']),
            identifier: Id,
            name: Type.String(),
          }),
          { description: 'Who is quoted.' },
        ),
      ),
      correction: Type.Optional(
        Type.Array(
          Type.Object({
            ...typed('CorrectionComment'),
            identifier: Id,
            name: Type.String({ examples: ['correction'] }),
            text: Type.String(),
            datePublished: Timestamp,
          }),
          { description: 'What was put right, newest first.' },
        ),
      ),
      workTranslation: Type.Optional(
        Type.Array(
          Type.Object({
            ...typed('NewsArticle'),
            '@id': url,
            identifier: Id,
            url,
            headline: Type.String(),
            inLanguage: Language,
          }),
          { description: 'The other language editions.' },
        ),
      ),
      commentCount: Type.Integer(),
    },
    {
      description: 'schema.org/NewsArticle',
      examples: [
        {
          '@context': 'https://schema.org',
          '@type': 'NewsArticle',
          '@id': 'https://news.example/city/harbour-dredging',
          identifier: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
          url: 'https://news.example/city/harbour-dredging',
          mainEntityOfPage: 'https://news.example/city/harbour-dredging',
          headline: 'Harbour dredging resumes at night',
          articleBody: 'The harbour will be dredged at night.',
          wordCount: 7,
          inLanguage: 'en',
          datePublished: '2026-03-12T04:00:00.000Z',
          dateModified: '2026-03-12T04:00:00.000Z',
          version: 1,
          author: [{ '@type': 'Person', name: 'Ines Marlow' }],
          publisher: {
            '@type': 'NewsMediaOrganization',
            name: 'Port Alder Courier',
            url: 'https://news.example',
          },
          isPartOf: { '@type': 'WebSite', name: 'Port Alder Courier', url: 'https://news.example' },
          commentCount: 2,
        },
      ],
    },
  ),
)
export type NewsArticle = Static<typeof NewsArticle>
