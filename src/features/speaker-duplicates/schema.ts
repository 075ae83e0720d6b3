import { type Static, Type } from 'typebox'
import { named, pageOf, ref } from '../../http/schemas.ts'
import { SpeakerRef } from '../speakers/schema.ts'

export const SpeakerDuplicate = named(
  'SpeakerDuplicate',
  Type.Object(
    {
      score: Type.Number({ minimum: 0, maximum: 1, description: 'How likely the two are one.' }),
      why: Type.String({ description: 'What they have in common.', examples: ['surname and initial'] }),
      speakers: Type.Array(ref(SpeakerRef), {
        minItems: 2,
        maxItems: 2,
        description: 'The one that was added first comes first.',
      }),
    },
    {
      examples: [
        {
          score: 0.8,
          why: 'surname and initial',
          speakers: [
            {
              id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
              slug: 'leonor-achterberg',
              name: 'Leonor Achterberg',
              kind: 'person',
            },
            {
              id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b21',
              slug: 'l-achterberg',
              name: 'L. Achterberg',
              kind: 'person',
            },
          ],
        },
      ],
    },
  ),
)
export type SpeakerDuplicate = Static<typeof SpeakerDuplicate>
export const SpeakerDuplicatePage = pageOf(SpeakerDuplicate)

export const schemas = [SpeakerDuplicate, SpeakerDuplicatePage]
