import { type Static, type TProperties, Type } from 'typebox'
import { Language, named, Timestamp } from '../../http/schemas.ts'

const uri = Type.String({ format: 'uri' })
const urn = Type.String({ examples: ['urn:uuid:019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20'] })
const text = Type.Optional(Type.String())
const list = <Members extends TProperties>(members: Members, description?: string) =>
  Type.Optional(Type.Array(Type.Object(members), description === undefined ? {} : { description }))

const words = { role: text, contentType: text, value: Type.String() }
const related = { name: Type.String(), rel: Type.String(), uri: Type.Optional(uri), literal: text }

const Rendition = {
  name: Type.String(),
  href: uri,
  contentType: Type.String(),
  width: Type.Optional(Type.Integer()),
  height: Type.Optional(Type.Integer()),
}

/** What articles have in common with what belongs to them. */
const shared = {
  uri: urn,
  type: Type.Optional(Type.Enum(['text', 'picture', 'component'])),
  language: Type.Optional(Language),
  by: text,
  contentCreated: Type.Optional(Timestamp),
  headlines: list(words),
  descriptions: list(words),
  bodies: list({
    ...words,
    charCount: Type.Optional(Type.Integer()),
    wordCount: Type.Optional(Type.Integer()),
  }),
  people: list(related),
  organisations: list(related),
  objects: list(related),
  infoSources: list({ name: Type.String(), role: text, uri: Type.Optional(uri) }),
  renditions: list(Rendition),
  altIds: list({ role: Type.String(), value: Type.String() }),
}

/** An article as agencies exchange it. */
export const Ninjs = named(
  'Ninjs',
  Type.Object(
    {
      ...shared,
      standard: Type.Object({ name: Type.Literal('ninjs'), version: Type.Literal('3.1'), schema: uri }),
      type: Type.Literal('text'),
      representationType: Type.Literal('full'),
      version: Type.String({ description: 'The edition.' }),
      firstCreated: Timestamp,
      versionCreated: Timestamp,
      pubStatus: Type.Literal('usable'),
      urgency: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
      language: Language,
      title: Type.String(),
      slugline: text,
      located: text,
      copyrightHolder: text,
      copyrightNotice: text,
      usageTerms: text,
      genres: list({ name: Type.String(), uri: Type.Optional(uri), literal: text }),
      places: list(related, 'Where the dateline says that it was written.'),
      subjects: list(related, 'Section and tags.'),
      associations: list(
        { ...shared, name: Type.String(), rel: Type.String() },
        'The lead image (`rel: "main"`), each quote (`rel: "quote"`) with who said it, and the other language editions (`rel: "translation"`).',
      ),
    },
    {
      description: 'IPTC ninjs 3.1',
      examples: [
        {
          uri: 'urn:uuid:019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
          standard: {
            name: 'ninjs',
            version: '3.1',
            schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#',
          },
          type: 'text',
          representationType: 'full',
          version: '1',
          firstCreated: '2026-03-12T04:00:00.000Z',
          versionCreated: '2026-03-12T04:00:00.000Z',
          pubStatus: 'usable',
          language: 'en',
          title: 'Harbour dredging resumes at night',
          headlines: [{ role: 'main', value: 'Harbour dredging resumes at night' }],
          bodies: [{ role: 'main', contentType: 'text/html', wordCount: 412, value: '<p>The harbour…</p>' }],
          people: [{ name: 'Mara Quint', rel: 'quoted' }],
        },
      ],
    },
  ),
)
export type Ninjs = Static<typeof Ninjs>
