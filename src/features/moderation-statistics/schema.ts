import { type Static, Type } from 'typebox'
import { closed, named, nullable, Timestamp } from '../../http/schemas.ts'

export const DAYS_MAX = 92

export const StatisticsQuery = closed({
  from: Type.Optional({ ...Timestamp, description: 'Seven days before `to` by default.' }),
  to: Type.Optional({
    ...Timestamp,
    description: `Now by default; at most ${DAYS_MAX} days after \`from\`.`,
  }),
})
export type StatisticsQuery = Static<typeof StatisticsQuery>

const count = Type.Integer({ minimum: 0 })
const seconds = nullable(Type.Number({ minimum: 0 }), 'Null where nothing was decided.')

export const Statistics = named(
  'ModerationStatistics',
  Type.Object(
    {
      from: Timestamp,
      to: Timestamp,
      received: { ...count, description: 'Comments that came in.' },
      decisions: { ...count, description: 'Decisions of people, without those that were taken back.' },
      undone: { ...count, description: 'Decisions that were taken back.' },
      byOutcome: Type.Array(Type.Object({ outcome: Type.String(), count })),
      byReason: Type.Array(Type.Object({ reason: nullable(Type.String(), 'Null: none was given.'), count })),
      byModerator: Type.Array(
        Type.Object({
          moderator: Type.String({ description: 'Label of the key.' }),
          count,
          medianSeconds: seconds,
        }),
        { description: 'Of the hundred who decided most.' },
      ),
      byDay: Type.Array(
        Type.Object({ day: Type.String({ format: 'date' }), received: count, decisions: count }),
        { description: 'Days in UTC on which anything happened.' },
      ),
      medianSeconds: {
        ...seconds,
        description:
          'From when the words were written to the first decision of a person on them: half took less.',
      },
      p90Seconds: { ...seconds, description: 'The same: nine of ten took less.' },
    },
    {
      examples: [
        {
          from: '2026-03-07T00:00:00.000Z',
          to: '2026-03-14T00:00:00.000Z',
          received: 412,
          decisions: 388,
          undone: 3,
          byOutcome: [
            { outcome: 'approved', count: 301 },
            { outcome: 'rejected', count: 87 },
          ],
          byReason: [
            { reason: null, count: 301 },
            { reason: 'off-topic', count: 87 },
          ],
          byModerator: [{ moderator: 'Night desk', count: 388, medianSeconds: 340.5 }],
          byDay: [{ day: '2026-03-07', received: 60, decisions: 51 }],
          medianSeconds: 340.5,
          p90Seconds: 2710,
        },
      ],
    },
  ),
)
export type Statistics = Static<typeof Statistics>

export const schemas = [Statistics]
