import { type Static, Type } from 'typebox'
import {
  closed,
  HttpUrl,
  Id,
  Language,
  line,
  named,
  nullable,
  pageOf,
  ref,
  Timestamp,
} from '../../http/schemas.ts'
import { CHANNELS } from '../../lib/channels.ts'
import { INTEGRITIES } from '../integrity/statuses.ts'
import { SPEAKER_KINDS, SpeakerRef } from '../speakers/schema.ts'
import { quoteExample } from './example.ts'
import { QuoteReading } from './reading-schema.ts'
import {
  Attribution,
  attributionMembers,
  Lifecycle,
  OriginalWords,
  originalMembers,
  Verification,
} from './standing-schema.ts'

export const QUOTE_KINDS = ['direct', 'partial', 'paraphrase', 'document'] as const
const REVIEWS = ['proposed', 'confirmed', 'rejected'] as const

const QuoteKind = Type.Enum([...QUOTE_KINDS], {
  description:
    '`document` is a written text that somebody issued; a `paraphrase` is never shown in quotation marks.',
})
export const Channel = Type.Enum([...CHANNELS])
export const Edtf = Type.String({
  format: 'edtf',
  maxLength: 60,
  description: 'When it was said: Extended Date/Time Format, levels 0 and 1.',
  examples: ['2020-12-21', '2019-04'],
})
export const RoleAsStated = line(300, {
  description: 'What the speaker was called when the words were said.',
  examples: ['harbour master'],
})
const SaidAtText = line(200, {
  description: 'The words of the article that say when.',
  examples: ['on Monday night'],
})

const sourceMembers = {
  url: HttpUrl,
  archivedUrl: Type.Optional(HttpUrl),
  capturedAt: Type.Optional(Timestamp),
  sha256: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$', description: 'Of what was captured.' })),
  timecode: Type.Optional(line(20, { description: 'Where in a recording.', examples: ['00:14:32'] })),
}
const QuoteSource = named(
  'QuoteSource',
  closed(sourceMembers, {
    description: 'Where the words can be checked.',
    examples: [{ url: 'https://example.org/minutes' }],
  }),
)
export type QuoteSource = Static<typeof QuoteSource>

const offset = (description: string) => Type.Integer({ minimum: 0, maximum: 1_000_000, description })
export const QuoteSegment = named(
  'QuoteSegment',
  Type.Object(
    {
      exact: Type.String({ description: 'The words, without outer marks.' }),
      prefix: Type.String({ description: 'Up to 32 units before.' }),
      suffix: Type.String({ description: 'Up to 32 units after.' }),
      start: offset('In UTF-16 units of the article’s plain text.'),
      end: offset('Exclusive.'),
    },
    {
      examples: [
        {
          exact: 'We will dredge at night.',
          prefix: 'Council on Tuesday. “',
          suffix: '” she said.',
          start: 120,
          end: 144,
        },
      ],
    },
  ),
)

const quoteMembers = {
  id: Id,
  articleId: Id,
  kind: QuoteKind,
  text: Type.String({ description: 'The words, verbatim; segments joined by a space.' }),
  segments: Type.Array(ref(QuoteSegment)),
  speaker: nullable(ref(SpeakerRef), 'Null when nobody knows who said it.'),
  roleAsStated: nullable(RoleAsStated),
  onBehalfOf: nullable(
    Type.Object({ id: Id, name: Type.String() }, { description: 'Whom the speaker spoke for.' }),
  ),
  channel: Channel,
  saidAt: nullable(Edtf),
  saidAtText: nullable(SaidAtText),
  source: nullable(ref(QuoteSource)),
  language: nullable(Language),
  original: nullable(ref(OriginalWords), 'Null where the words were not translated.'),
  verification: Verification,
  lifecycle: Lifecycle,
  deepLink: Type.String({ description: 'The article at the very words, as a text fragment URL.' }),
}

/** A quote as the public reads it. */
export const Quote = named('Quote', Type.Object(quoteMembers, { examples: [quoteExample] }))
export type Quote = Static<typeof Quote>

/** The same on the desk, with its review and where it stands. */
export const EditorialQuote = named(
  'EditorialQuote',
  Type.Object(
    {
      ...quoteMembers,
      speakerUnknown: Type.Boolean({ description: 'Confirmed although nobody knows who said it.' }),
      attribution: nullable(ref(Attribution)),
      proposal: nullable(ref(QuoteReading), 'Null of a quote that a person marked.'),
      review: Type.Enum([...REVIEWS]),
      integrity: Type.Enum([...INTEGRITIES], {
        description: 'Whether the words stand in the newest revision.',
      }),
      revision: Type.Integer({ description: 'The revision whose text the anchors refer to.' }),
      version: Type.Integer({ description: 'The article’s version: the ETag.' }),
      confirmedAt: nullable(Timestamp),
      confirmedBy: nullable(Type.String()),
      createdAt: Timestamp,
      updatedAt: Timestamp,
    },
    {
      examples: [
        {
          ...quoteExample,
          speakerUnknown: false,
          attribution: { text: 'Mara Quint, the harbour master', cue: 'said' },
          proposal: null,
          review: 'confirmed',
          integrity: 'intact',
          revision: 3,
          version: 7,
          confirmedAt: '2026-03-11T08:00:00.000Z',
          confirmedBy: 'City desk',
          createdAt: '2026-03-11T07:50:00.000Z',
          updatedAt: '2026-03-11T08:00:00.000Z',
        },
      ],
    },
  ),
)
export type EditorialQuote = Static<typeof EditorialQuote>
export const EditorialQuotePage = pageOf(EditorialQuote)

const SegmentClaim = closed({
  exact: Type.String({ minLength: 1, maxLength: 20_000 }),
  start: Type.Optional(offset('Left out, the place is found from the words and their context.')),
  end: Type.Optional(offset('Exclusive.')),
  prefix: Type.Optional(Type.String({ maxLength: 200 })),
  suffix: Type.Optional(Type.String({ maxLength: 200 })),
})

export const NewQuote = named(
  'NewQuote',
  closed(
    {
      kind: QuoteKind,
      segments: Type.Array(SegmentClaim, {
        minItems: 1,
        maxItems: 50,
        description: 'In the order of the text.',
      }),
      revision: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 2_000_000_000,
          description: 'The revision that the offsets refer to.',
        }),
      ),
      speakerId: Type.Optional(Id),
      speaker: Type.Optional(
        closed(
          {
            create: closed({
              name: line(200),
              kind: Type.Enum([...SPEAKER_KINDS]),
            }),
          },
          { description: 'Makes the speaker with the quote.' },
        ),
      ),
      speakerUnknown: Type.Optional(
        Type.Boolean({ description: 'Says expressly that nobody knows who said it.' }),
      ),
      roleAsStated: Type.Optional(RoleAsStated),
      onBehalfOfId: Type.Optional(Id),
      channel: Type.Optional(Channel),
      saidAt: Type.Optional(Edtf),
      saidAtText: Type.Optional(SaidAtText),
      source: Type.Optional(closed(sourceMembers)),
      language: Type.Optional(Language),
      original: Type.Optional(closed(originalMembers)),
      attribution: Type.Optional(closed(attributionMembers)),
      verification: Type.Optional(Verification),
      lifecycle: Type.Optional(Lifecycle),
      review: Type.Optional(Type.Enum([...REVIEWS], { description: '`proposed` unless said otherwise.' })),
    },
    {
      description: 'At most one of `speakerId`, `speaker` and `speakerUnknown`; a confirmed quote needs one.',
      examples: [
        {
          kind: 'direct',
          segments: [{ exact: 'We will dredge at night.' }],
          speakerId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b22',
          roleAsStated: 'harbour master',
          channel: 'press_conference',
          saidAt: '2026-03-10',
          review: 'confirmed',
        },
      ],
    },
  ),
)
export type NewQuote = Static<typeof NewQuote>

export const schemas = [
  QuoteSource,
  OriginalWords,
  Attribution,
  QuoteSegment,
  QuoteReading,
  EditorialQuote,
  EditorialQuotePage,
  NewQuote,
]
