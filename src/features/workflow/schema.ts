import { type Static, Type } from 'typebox'
import { closed, Id, named, nullable, pageOf, Timestamp } from '../../http/schemas.ts'

const STATES = ['draft', 'in_review', 'approved', 'published', 'archived'] as const

const note = Type.String({
  minLength: 1,
  maxLength: 5000,
  description: 'For colleagues; never public.',
  examples: ['Who is the second source? Please name the report.'],
})

export const NewReviewStep = named(
  'NewReviewStep',
  closed({ note: Type.Optional(note) }, { examples: [{ note: 'Ready, but for the caption.' }] }),
)
export type NewReviewStep = Static<typeof NewReviewStep>

const example = {
  id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b24',
  kind: 'return',
  from: 'in_review',
  to: 'draft',
  revision: 3,
  note: 'Who is the second source? Please name the report.',
  createdAt: '2026-03-12T09:00:00.000Z',
  createdBy: 'City desk',
}

export const ReviewStep = named(
  'ReviewStep',
  Type.Object(
    {
      id: Id,
      kind: Type.Enum(['submission', 'approval', 'return', 'archival']),
      from: Type.Enum([...STATES]),
      to: Type.Enum([...STATES]),
      revision: Type.Integer({ description: 'The save that was looked at.' }),
      note: nullable(note),
      createdAt: Timestamp,
      createdBy: Type.String({ description: 'The label of the key.' }),
    },
    {
      examples: [example],
    },
  ),
)
export type ReviewStep = Static<typeof ReviewStep>
export const ReviewStepPage = pageOf(ReviewStep)

export const ReviewStepTaken = named(
  'ReviewStepTaken',
  Type.Object(
    {
      ...ReviewStep.properties,
      version: Type.Integer({ description: 'The article’s new version: the ETag.' }),
    },
    { examples: [{ ...example, version: 9 }] },
  ),
)
export type ReviewStepTaken = Static<typeof ReviewStepTaken>

export const schemas = [NewReviewStep, ReviewStep, ReviewStepPage, ReviewStepTaken]
