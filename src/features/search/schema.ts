import { type Static, Type } from 'typebox'
import { Id, Language, named, nullable, pageOf, ref, Slug, Timestamp } from '../../http/schemas.ts'
import { QuoteView } from '../published-quotes/schema.ts'

const html = (description: string) =>
  Type.String({
    description: `${description} HTML in which \`<mark>\` is the only tag; all else is escaped.`,
    examples: ['The council wants the channel <mark>dredged</mark> at night.'],
  })

const members = {
  type: Type.Enum(['article', 'quote']),
  id: Id,
  url: Type.String({ description: 'The article on the site; for a quote, at the very words.' }),
  language: Language,
  dir: Type.Enum(['ltr', 'rtl']),
  publishedAt: Timestamp,
  article: Type.Object({
    id: Id,
    slug: Slug,
    title: Type.String(),
    section: nullable(Type.Object({ slug: Slug, name: Type.String() })),
  }),
  highlight: Type.Object({
    title: nullable(html('The title of an article; null for a quote.')),
    text: Type.Array(html('Where the words were found: up to three passages in the order of the text.')),
  }),
  quote: nullable(ref(QuoteView), 'The quote, where quotes were looked for.'),
}

export const SearchHit = named(
  'SearchHit',
  Type.Object(members, {
    examples: [
      {
        type: 'article',
        id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
        url: 'https://news.example/city/harbour-dredging-resumes-at-night',
        language: 'en',
        dir: 'ltr',
        publishedAt: '2026-03-12T04:00:00.000Z',
        article: {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
          slug: 'harbour-dredging-resumes-at-night',
          title: 'Harbour dredging resumes at night',
          section: { slug: 'city', name: 'City' },
        },
        highlight: {
          title: 'Harbour <mark>dredging</mark> resumes at night',
          text: ['The council lets the <mark>dredger</mark> work from ten to five. …'],
        },
        quote: null,
      },
    ],
  }),
)
export type SearchHit = Static<typeof SearchHit>

export const SearchHitPage = pageOf(SearchHit)
export const schemas = [SearchHit, SearchHitPage]
