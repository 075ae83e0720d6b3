import { type Static, Type } from 'typebox'
import { Id, named, pageOf, Timestamp } from '../../http/schemas.ts'
import { EditorialArticle } from '../articles/schema.ts'

/** One place in the history of an article; from canonical decimals only. */
const Place = Type.String({ pattern: '^[1-9][0-9]{0,8}$', examples: ['3'] })
export const RevisionParams = Type.Object({ id: Id, number: Place })
export const DiffParams = Type.Object({ id: Id, from: Place, to: Place })

const entry = {
  number: Type.Integer({ description: 'Numbered 1, 2, 3 per article.' }),
  title: EditorialArticle.properties.title,
  createdAt: Timestamp,
  createdBy: Type.String({ description: 'The label of the key that saved it.', examples: ['City desk'] }),
  isCurrent: Type.Boolean({ description: 'It is the working copy.' }),
  editions: Type.Array(Type.Integer(), {
    description: 'What was compiled from it, scheduled ones included.',
  }),
}

const entryExample = {
  number: 3,
  title: 'Harbour dredging resumes at night',
  createdAt: '2026-03-11T07:50:00.000Z',
  createdBy: 'City desk',
  isCurrent: true,
  editions: [1],
}

export const RevisionSummary = named('RevisionSummary', Type.Object(entry, { examples: [entryExample] }))
export type RevisionSummary = Static<typeof RevisionSummary>
export const RevisionPage = pageOf(RevisionSummary)

const { language, kind, slug, body, subtitle, slugline, summary, dateline, byline } =
  EditorialArticle.properties
const { contributors, section, tags, timeZone, urgency, edNote, source, rights, image } =
  EditorialArticle.properties
/** The members of an article that a save keeps, in the order in which a diff tells of them. */
export const WORDS = {
  ...{ title: entry.title, subtitle, slugline, slug, kind, language, section, tags, contributors },
  ...{ summary, dateline, byline, body, timeZone, urgency, edNote, source, rights, image },
}

export const Revision = named(
  'Revision',
  Type.Object(
    {
      ...entry,
      ...WORDS,
      text: Type.String({ description: 'The plain text of the body that quote offsets refer to.' }),
    },
    {
      description:
        'What a save kept; it never changes. Slugs of sections, tags and authors are those of today.',
      examples: [
        {
          ...entryExample,
          ...{ subtitle: null, slugline: 'harbour-dredging', slug: 'harbour-dredging-resumes-at-night' },
          ...{ kind: 'news', language: 'en', section: 'city', tags: ['harbour'] },
          contributors: [{ author: 'ines-marlow', role: null }],
          ...{ summary: null, dateline: { place: 'PORT ALDER', date: '2026-03-11' }, byline: null },
          body: 'The harbour will be dredged at **night**.',
          ...{ timeZone: 'UTC', urgency: 4, edNote: null, source: null, rights: null, image: null },
          text: 'The harbour will be dredged at night.',
        },
      ],
    },
  ),
)
export type Revision = Static<typeof Revision>

const Field = Type.Enum(Object.keys(WORDS) as (keyof typeof WORDS)[], {
  description: 'The member of the article.',
})
const Part = Type.Object({
  op: Type.Enum(['kept', 'inserted', 'removed']),
  text: Type.String(),
})
const TextDiff = Type.Object({
  field: Field,
  kind: Type.Literal('text'),
  parts: Type.Array(Part, {
    description:
      'What was kept and removed is exactly the old text, what was kept and inserted exactly the new one.',
  }),
})
const ValueDiff = Type.Object({
  field: Field,
  kind: Type.Literal('value'),
  before: Type.Unsafe<unknown>({ description: 'As the member shows it.' }),
  after: Type.Unsafe<unknown>({ description: 'As the member shows it.' }),
})

export const RevisionDiff = named(
  'RevisionDiff',
  Type.Object(
    {
      from: entry.number,
      to: entry.number,
      fields: Type.Array(Type.Union([TextDiff, ValueDiff]), { description: 'Only what differs.' }),
    },
    {
      examples: [
        {
          from: 1,
          to: 3,
          fields: [
            {
              field: 'title',
              kind: 'text',
              parts: [
                { op: 'kept', text: 'Harbour dredging ' },
                { op: 'removed', text: 'stops' },
                { op: 'inserted', text: 'resumes' },
                { op: 'kept', text: ' at night' },
              ],
            },
            { field: 'urgency', kind: 'value', before: null, after: 4 },
          ],
        },
      ],
    },
  ),
)
export type RevisionDiff = Static<typeof RevisionDiff>

export const schemas = [RevisionSummary, RevisionPage, Revision, RevisionDiff]
