import { type Static, Type } from 'typebox'
import {
  closed,
  Id,
  listOf,
  named,
  nullable,
  pageMembers,
  pageOf,
  ref,
  Timestamp,
} from '../../http/schemas.ts'
import { EditorialQuote, QuoteSegment } from '../quotes/schema.ts'
import { INTEGRITIES, SEVERITIES } from './statuses.ts'

const status = Type.Enum([...INTEGRITIES], {
  description:
    'What became of the words. `unquoted`: their marks are gone. `attribution-changed`: they stand, and the text gives them to somebody else or to nobody. `ambiguous`: they stand in several places that are equally good.',
})
const severity = Type.Enum([...SEVERITIES], {
  description: '`critical`: a negation came in or went, or a number is another one.',
})

const DiffPart = Type.Object({ op: Type.Enum(['kept', 'inserted', 'removed']), text: Type.String() })

const members = {
  quoteId: Id,
  articleId: Id,
  kind: EditorialQuote.properties.kind,
  review: EditorialQuote.properties.review,
  speaker: EditorialQuote.properties.speaker,
  text: EditorialQuote.properties.text,
  status,
  severity,
  found: nullable(Type.String(), 'What stands in its place; null where nothing of it is left.'),
  diff: Type.Array(DiffPart, {
    description:
      'From the words of the quote to what was found, word by word; empty where the words are what they were.',
  }),
  suggestion: nullable(
    Type.Array(ref(QuoteSegment)),
    'Segments that would anchor the quote in the working copy as it is: send them with PATCH of the quote.',
  ),
}

const example = {
  quoteId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b21',
  articleId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
  kind: 'direct',
  review: 'confirmed',
  speaker: null,
  text: 'We will dredge at night.',
  status: 'altered',
  severity: 'critical',
  found: 'We will not dredge at night.',
  diff: [
    { op: 'kept', text: 'We will ' },
    { op: 'inserted', text: 'not ' },
    { op: 'kept', text: 'dredge at night.' },
  ],
  suggestion: [
    {
      exact: 'We will not dredge at night.',
      prefix: 'Council on Tuesday. “',
      suffix: '” she said.',
      start: 120,
      end: 148,
    },
  ],
}

/** What became of a quote in its working copy. */
export const QuoteIntegrity = named('QuoteIntegrity', Type.Object(members, { examples: [example] }))
export type QuoteIntegrity = Static<typeof QuoteIntegrity>
export const QuoteIntegrityPage = pageOf(QuoteIntegrity)

/** The same across the newsroom, with the article and whether readers see the quote. */
export const IntegrityEntry = named(
  'IntegrityEntry',
  Type.Object(
    {
      ...members,
      article: Type.Object({ title: Type.String(), slug: Type.String(), updatedAt: Timestamp }),
      isPublic: Type.Boolean({
        description: 'A visible edition has the quote, as it was when it was published.',
      }),
    },
    {
      examples: [
        {
          ...example,
          article: {
            title: 'Harbour dredging resumes',
            slug: 'harbour-dredging-resumes',
            updatedAt: '2026-03-14T09:26:53.589Z',
          },
          isPublic: true,
        },
      ],
    },
  ),
)
export type IntegrityEntry = Static<typeof IntegrityEntry>
export const IntegrityEntryPage = pageOf(IntegrityEntry)

const filters = {
  ...pageMembers,
  status: Type.Optional(listOf(Type.Enum([...INTEGRITIES]), 'Any of these.')),
  severity: Type.Optional(listOf(Type.Enum([...SEVERITIES]), 'Any of these.')),
}
export const ArticleFilters = closed(filters)
export const NewsroomFilters = closed({
  ...filters,
  article: Type.Optional(
    listOf(Type.String({ minLength: 1, maxLength: 120 }), 'Ids or slugs; an unknown one matches nothing.'),
  ),
  review: Type.Optional(
    listOf(Type.Enum(['proposed', 'confirmed']), 'Any of these; rejected quotes are never listed.'),
  ),
})
export type NewsroomFilters = Static<typeof NewsroomFilters>

export const schemas = [QuoteIntegrity, QuoteIntegrityPage, IntegrityEntry, IntegrityEntryPage]
