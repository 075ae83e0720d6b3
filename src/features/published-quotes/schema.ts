import { type Static, Type } from 'typebox'
import { selectable } from '../../http/fields.ts'
import { named, pageOf, ref } from '../../http/schemas.ts'
import { CHANNELS } from '../../lib/channels.ts'
import { Quote } from '../quotes/schema.ts'
import { SpeakerRef } from '../speakers/schema.ts'
import { Quotation } from './quotation.ts'

/** A quote as `?fields=` leaves it. */
export const QuoteView = selectable(Quote)
export const QuotePage = pageOf(QuoteView)

export const FACETS = ['speaker', 'channel', 'year'] as const
export type FacetName = (typeof FACETS)[number]

const count = Type.Integer({ minimum: 1 })
const Facets = named(
  'QuoteFacets',
  Type.Object(
    {
      isComplete: Type.Boolean({
        description: 'False when more quotes match than are counted: then these are the newest 10,000.',
      }),
      speaker: Type.Optional(
        Type.Array(Type.Object({ speaker: ref(SpeakerRef), count }), { description: 'The 20 most quoted.' }),
      ),
      channel: Type.Optional(Type.Array(Type.Object({ channel: Type.Enum([...CHANNELS]), count }))),
      year: Type.Optional(
        Type.Array(Type.Object({ year: Type.Integer(), count }), {
          description:
            'The latest 20 years in which something was said; a vague date counts in every year that it touches.',
        }),
      ),
    },
    {
      description:
        'Of all quotes that match, whatever the page. The values most met come first, years latest first.',
      examples: [
        {
          isComplete: true,
          channel: [{ channel: 'interview', count: 12 }],
          year: [{ year: 2026, count: 9 }],
        },
      ],
    },
  ),
)
export type Facets = Static<typeof Facets>

const page = QuotePage.properties
/** A page of quotes, with the counts that `facets` asks for. */
export const FoundQuotes = named(
  'FoundQuotes',
  Type.Object({ data: page.data, page: page.page, facets: Type.Optional(ref(Facets)) }),
)

export const schemas = [QuoteView, Quotation, QuotePage, Facets, FoundQuotes]
