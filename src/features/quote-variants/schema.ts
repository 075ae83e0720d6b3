import { Type } from 'typebox'
import { named, ref } from '../../http/schemas.ts'
import { QuoteView } from '../published-quotes/schema.ts'

const QuoteVariant = named(
  'QuoteVariant',
  Type.Object(
    {
      similarity: Type.Number({
        description:
          'From 0.6 to 1: the words in both, in order, through the words of both; case, accents and punctuation do not count.',
      }),
      text: Type.String({ description: 'The wording, as it was published last.' }),
      differences: Type.Array(
        Type.Object({ op: Type.Enum(['kept', 'inserted', 'removed']), text: Type.String() }),
        { description: 'How the quote that was asked about became this one, word by word.' },
      ),
      quotes: Type.Array(ref(QuoteView), { description: 'Where the wording stands, newest first.' }),
    },
    {
      examples: [
        {
          similarity: 0.8,
          text: 'We will not dredge at night.',
          differences: [
            { op: 'kept', text: 'We will ' },
            { op: 'inserted', text: 'not ' },
            { op: 'kept', text: 'dredge at night.' },
          ],
          quotes: [],
        },
      ],
    },
  ),
)

export const QuoteVariants = named(
  'QuoteVariants',
  Type.Object(
    { data: Type.Array(ref(QuoteVariant)), page: Type.Object({ next: Type.Null() }) },
    { examples: [{ data: [], page: { next: null } }] },
  ),
)

export const schemas = [QuoteVariant, QuoteVariants]
