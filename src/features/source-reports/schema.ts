import { type Static, type TSchema, Type } from 'typebox'
import { closed, named, nullable, ref, Timestamp } from '../../http/schemas.ts'
import { CHANNELS } from '../../lib/channels.ts'
import { SpeakerRef } from '../speakers/schema.ts'

const GROUPS = ['speaker', 'organization', 'channel'] as const
export type GroupName = (typeof GROUPS)[number]

const moment = (description: string, example: string) =>
  Type.Unsafe<string>({
    type: 'string',
    maxLength: 40,
    anyOf: [{ format: 'date' }, { format: 'date-time' }],
    description: `${description} A day is one of the newsroom’s own time zone.`,
    examples: [example],
  })

export const ReportQuery = closed({
  from: moment('The first day, or the first instant.', '2026-03-01'),
  to: moment('The last day, or the instant before which it ends.', '2026-03-31'),
  group: Type.Optional(
    Type.Enum([...GROUPS], {
      description:
        'By whom it was said, unless said otherwise; by the organization that was spoken for, or that the speaker is or belongs to; by the channel.',
    }),
  ),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 100,
      default: 50,
      description: 'Rows, those with most words first.',
    }),
  ),
})

const count = Type.Integer({ minimum: 0 })
const share = (of: string) => Type.Number({ minimum: 0, maximum: 1, description: `Of ${of}.` })
const amount = { articles: count, quotes: count, words: count }
const part = (description: string, more: Record<string, TSchema> = {}) =>
  Type.Object({ ...amount, share: share('all quoted words'), ...more }, { description })

const row = Type.Object({
  speaker: Type.Optional(nullable(ref(SpeakerRef), 'Null: nobody knows who.')),
  organization: Type.Optional(nullable(ref(SpeakerRef), 'Null: for no organization.')),
  channel: Type.Optional(Type.Enum([...CHANNELS])),
  ...amount,
  shares: Type.Object({
    articles: share('all articles'),
    quotes: share('all quotes'),
    words: share('all quoted words'),
  }),
})

const amounts = { articles: 12, quotes: 31, words: 640 }

export const SourceReport = named(
  'SourceReport',
  Type.Object(
    {
      from: Timestamp,
      to: Timestamp,
      group: Type.Enum([...GROUPS]),
      totals: Type.Object({
        ...amount,
        quotedArticles: Type.Integer({ minimum: 0, description: 'Articles that quote anybody.' }),
        speakers: count,
      }),
      anonymous: part('What speakers said who are kept as anonymous.'),
      unattributed: part('What was confirmed although nobody knows who said it.'),
      firstTimeVoices: Type.Object(
        { count, data: Type.Array(ref(SpeakerRef), { maxItems: 100 }) },
        {
          description: 'Whom no article quoted before the period; anonymous sources and documents left out.',
        },
      ),
      data: Type.Array(row),
      others: Type.Object(
        { groups: count, quotes: count, words: count },
        { description: 'What the rows leave out.' },
      ),
    },
    {
      examples: [
        {
          from: '2026-03-01T00:00:00.000Z',
          to: '2026-04-01T00:00:00.000Z',
          group: 'channel',
          totals: { ...amounts, quotedArticles: 9, speakers: 14 },
          anonymous: { articles: 1, quotes: 1, words: 12, share: 0.0188 },
          unattributed: { articles: 0, quotes: 0, words: 0, share: 0 },
          firstTimeVoices: { count: 0, data: [] },
          data: [
            {
              channel: 'interview',
              articles: 6,
              quotes: 20,
              words: 480,
              shares: { articles: 0.5, quotes: 0.6452, words: 0.75 },
            },
          ],
          others: { groups: 3, quotes: 11, words: 160 },
        },
      ],
    },
  ),
)
export type SourceReport = Static<typeof SourceReport>

export const schemas = [SourceReport]
