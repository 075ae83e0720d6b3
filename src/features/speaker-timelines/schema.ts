import { type Static, Type } from 'typebox'
import { named, nullable, pageOf, ref, Timestamp } from '../../http/schemas.ts'
import { quoteExample } from '../quotes/example.ts'
import { Quote } from '../quotes/schema.ts'
import { HeldRole } from '../speakers/role-schema.ts'

export const TimelineEntry = named(
  'TimelineEntry',
  Type.Object(
    {
      earliest: nullable(Timestamp, 'Not said before; null where that is open.'),
      latest: nullable(Timestamp, 'Not said after; null where that is open.'),
      isDated: Type.Boolean({ description: 'False where the date is that of the publication.' }),
      role: nullable(
        ref(HeldRole),
        'What the speaker was then by the directory; `roleAsStated` of the quote is what the article says.',
      ),
      quote: ref(Quote),
    },
    {
      examples: [
        {
          earliest: '2026-03-10T00:00:00.000Z',
          latest: '2026-03-10T23:59:59.999Z',
          isDated: true,
          role: { title: 'Harbour master', organization: 'Port of Marsana', from: '2021', to: null },
          quote: quoteExample,
        },
      ],
    },
  ),
)
export type TimelineEntry = Static<typeof TimelineEntry>
export const TimelineEntryPage = pageOf(TimelineEntry)

export const schemas = [TimelineEntry, TimelineEntryPage]
