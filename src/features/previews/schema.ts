import { type Static, Type } from 'typebox'
import { closed, named, ref, Timestamp } from '../../http/schemas.ts'
import { BODY_FORMATS, WholeArticle } from '../published-articles/schema.ts'
import { Quote } from '../quotes/schema.ts'

export const LIFETIME_SECONDS = 3600

const revision = Type.Integer({ description: 'The save that it shows, whatever is saved after it.' })
const expiresAt = Type.Unsafe<string>({ ...Timestamp, description: 'From then on nobody can open it.' })

export const NewPreviewToken = named(
  'NewPreviewToken',
  closed(
    {
      expiresIn: Type.Optional(
        Type.Integer({
          minimum: 60,
          maximum: 86_400,
          description: `Seconds; ${LIFETIME_SECONDS} unless said otherwise.`,
        }),
      ),
      revision: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 999_999_999,
          description: 'The newest unless said otherwise.',
        }),
      ),
    },
    { description: 'The body may be left out.', examples: [{ expiresIn: 3600 }] },
  ),
)
export type NewPreviewToken = Static<typeof NewPreviewToken>

export const PreviewToken = named(
  'PreviewToken',
  Type.Object(
    {
      token: Type.String({ description: 'Opens the preview to whoever has it. It cannot be taken back.' }),
      url: Type.String({ format: 'uri', description: 'Where it is opened.' }),
      revision,
      expiresAt,
    },
    {
      examples: [
        {
          token: 'eyJhcnQiOiIwMTkzNjBkNC….mZ3x',
          url: 'https://api.example.org/v1/preview/eyJhcnQiOiIwMTkzNjBkNC….mZ3x',
          revision: 3,
          expiresAt: '2026-03-11T08:50:00.000Z',
        },
      ],
    },
  ),
)
export type PreviewToken = Static<typeof PreviewToken>

const { id, slug, url, language, dir, kind, title, subtitle, slugline, summary, dateline, byline } =
  WholeArticle.properties
const { authors, section, tags, wordCount, image, source, rights, body } = WholeArticle.properties

const PreviewQuote = named(
  'PreviewQuote',
  Type.Object({
    ...Quote.properties,
    review: Type.Enum(['proposed', 'confirmed'], {
      description: 'A publication takes the confirmed ones along, and marks them in the HTML.',
    }),
  }),
)

const PreviewArticle = Type.Object({
  ...{ id, slug, url, language, dir, kind, title, subtitle, slugline, summary, dateline, byline },
  ...{ authors, section, tags, wordCount },
  ...{ image, source, rights, body },
  quotes: Type.Array(ref(PreviewQuote), {
    description: 'Those whose words stand in this revision letter by letter, in the order of its text.',
  }),
})
export type PreviewArticle = Static<typeof PreviewArticle>

export const Preview = named(
  'Preview',
  Type.Object(
    { revision, expiresAt, article: PreviewArticle },
    {
      description: 'One revision as a publication would show it.',
      examples: [
        {
          revision: 3,
          expiresAt: '2026-03-11T08:50:00.000Z',
          article: {
            id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
            slug: 'harbour-dredging-resumes-at-night',
            url: 'https://news.example/city/harbour-dredging-resumes-at-night',
            ...{ language: 'en', dir: 'ltr', kind: 'news', title: 'Harbour dredging resumes at night' },
            ...{ subtitle: null, slugline: 'harbour-dredging', summary: null },
            dateline: { place: 'PORT ALDER', date: '2026-03-11', text: 'PORT ALDER, March 11, 2026' },
            byline: 'By Ines Marlow',
            authors: [{ slug: 'ines-marlow', name: 'Ines Marlow', role: null }],
            section: { slug: 'city', name: 'City' },
            tags: [{ slug: 'harbour', name: 'Harbour' }],
            ...{ wordCount: 412, image: null, source: null, rights: null },
            body: { format: 'html', content: '<p>The harbour will be dredged…</p>' },
            quotes: [],
          },
        },
      ],
    },
  ),
)
export type Preview = Static<typeof Preview>

export const PreviewQuery = closed({
  body: Type.Optional(
    Type.Enum([...BODY_FORMATS], {
      description: '`text` is the projection that quote offsets refer to; default `html`.',
    }),
  ),
})

export const schemas = [NewPreviewToken, PreviewToken, PreviewQuote, Preview]
