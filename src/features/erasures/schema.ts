import { type Static, Type } from 'typebox'
import { closed, Id, named, nullable, pageMembers, pageOf, Timestamp } from '../../http/schemas.ts'

/** Whose words are meant: one comment's, or all that one address wrote. */
export const targetMembers = {
  commentId: Type.Optional({ ...Id, description: 'A comment.' }),
  receipt: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'The receipt of a comment, as its author got it with the posting.',
    }),
  ),
  email: Type.Optional(
    Type.String({
      format: 'email',
      maxLength: 320,
      description: 'An address: all that was written with it.',
    }),
  ),
}
/** Exactly one of them. */
export const ONE_TARGET = [{ required: ['commentId'] }, { required: ['receipt'] }, { required: ['email'] }]

const reason = Type.String({
  minLength: 1,
  maxLength: 500,
  description: 'For colleagues, and kept: no personal data.',
})

export const NewErasure = named(
  'NewErasure',
  closed(
    { ...targetMembers, reason: Type.Optional(reason) },
    {
      oneOf: ONE_TARGET,
      examples: [
        { email: 'mara@example.org', reason: 'Asked by letter, no. 12' },
        { commentId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30' },
      ],
    },
  ),
)
export type NewErasure = Static<typeof NewErasure>

const members = {
  id: Id,
  comments: Type.Integer({ description: 'How many comments it erased.' }),
  reason: nullable(Type.String()),
  createdAt: Timestamp,
  createdBy: Type.String(),
}
const example = {
  id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b90',
  comments: 3,
  reason: 'Asked by letter, no. 12',
  createdAt: '2026-03-14T09:26:53.589Z',
  createdBy: 'Night desk',
}

export const Erasure = named('Erasure', Type.Object(members, { examples: [example] }))
export type Erasure = Static<typeof Erasure>
export const ErasurePage = pageOf(Erasure)

export const CarriedOutErasure = named(
  'CarriedOutErasure',
  Type.Object(
    {
      ...members,
      isComplete: Type.Boolean({
        description: 'False where one address wrote more than one request erases: send it again.',
      }),
    },
    { examples: [{ ...example, isComplete: true }] },
  ),
)
export type CarriedOutErasure = Static<typeof CarriedOutErasure>

export const ErasureRequest = named(
  'ErasureRequest',
  Type.Object(
    {
      commentId: Id,
      articleId: Id,
      requestedAt: { ...Timestamp, description: 'When it was first asked for.' },
      requests: Type.Integer({ description: 'How often it was asked for.' }),
    },
    {
      examples: [
        {
          commentId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30',
          articleId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
          requestedAt: '2026-03-14T09:26:53.589Z',
          requests: 1,
        },
      ],
    },
  ),
)
export type ErasureRequest = Static<typeof ErasureRequest>
export const ErasureRequestPage = pageOf(ErasureRequest)

export const ErasureQuery = closed(pageMembers)

export const schemas = [
  NewErasure,
  Erasure,
  ErasurePage,
  CarriedOutErasure,
  ErasureRequest,
  ErasureRequestPage,
]
