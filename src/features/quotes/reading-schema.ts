import { type Static, Type } from 'typebox'
import { named, nullable } from '../../http/schemas.ts'
import { SPEAKER_KINDS } from '../speakers/schema.ts'

/** How a quote was found in the text, and whom the text names: what an editor confirms or not. */
export const QuoteReading = named(
  'QuoteReading',
  Type.Object(
    {
      rule: Type.String({ description: 'The rule that found the source.' }),
      confidence: Type.Number({ minimum: 0, maximum: 1 }),
      needsConfirmation: Type.Boolean(),
      speaker: nullable(
        Type.Object({
          name: Type.String(),
          role: nullable(Type.String()),
          kind: Type.Enum([...SPEAKER_KINDS]),
          onBehalfOf: nullable(Type.String()),
        }),
        'As the text names them; null when nobody was found.',
      ),
    },
    {
      description: 'What the rules read of a quote that was found in the text.',
      examples: [
        {
          rule: 'after-sv',
          confidence: 0.98,
          needsConfirmation: false,
          speaker: { name: 'Mara Quint', role: 'harbour master', kind: 'person', onBehalfOf: null },
        },
      ],
    },
  ),
)
export type QuoteReading = Static<typeof QuoteReading>
