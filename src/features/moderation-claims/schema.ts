import { type Static, Type } from 'typebox'
import { closed, Id, named, pageMembers, pageOf, Timestamp } from '../../http/schemas.ts'
import { QUEUES, type Queue } from '../moderation-queues/rules.ts'

/** Long enough to read and decide; who is still reading claims again. */
export const CLAIM_SECONDS = 120
const CLAIMED_MAX = 50

export const NewClaims = named(
  'NewModerationClaims',
  closed(
    {
      queue: Type.Optional(
        Type.Enum(Object.keys(QUEUES) as Queue[], {
          description: 'Take the next free comments of this queue, the oldest first.',
        }),
      ),
      count: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: CLAIMED_MAX,
          description: 'How many of the queue; 1 by default.',
        }),
      ),
      commentIds: Type.Optional(
        Type.Array(Id, {
          minItems: 1,
          maxItems: CLAIMED_MAX,
          uniqueItems: true,
          description: 'Take these, or keep them for another two minutes.',
        }),
      ),
    },
    {
      oneOf: [
        { required: ['queue'], not: { required: ['commentIds'] } },
        { required: ['commentIds'], maxProperties: 1 },
      ],
      examples: [{ queue: 'pending', count: 10 }],
    },
  ),
)
export type NewClaims = Static<typeof NewClaims>

export const Claim = named(
  'ModerationClaim',
  Type.Object(
    {
      id: Id,
      commentId: Id,
      by: Type.String({ description: 'Label of the key that holds it.', examples: ['Night desk'] }),
      isYours: Type.Boolean({ description: 'The key of this request holds it.' }),
      claimedAt: Timestamp,
      expiresAt: Timestamp,
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b60',
          commentId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30',
          by: 'Night desk',
          isYours: true,
          claimedAt: '2026-03-14T10:02:11.004Z',
          expiresAt: '2026-03-14T10:04:11.004Z',
        },
      ],
    },
  ),
)
export type Claim = Static<typeof Claim>

export const Claims = named(
  'ModerationClaims',
  Type.Object(
    { data: Type.Array(Type.Ref('ModerationClaim')) },
    {
      description:
        'The claims as they stand. One that somebody else holds is told as theirs; a comment that does not exist is left out.',
    },
  ),
)
export const ClaimPage = pageOf(Claim)
export const ClaimQuery = closed(pageMembers)

export const schemas = [NewClaims, Claim, Claims, ClaimPage]
