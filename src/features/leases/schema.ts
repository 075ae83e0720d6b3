import { type Static, Type } from 'typebox'
import { closed, named, Timestamp } from '../../http/schemas.ts'

export const TTL_SECONDS = 120

export const LeaseRequest = named(
  'LeaseRequest',
  closed(
    {
      ttl: Type.Optional(
        Type.Integer({
          minimum: 30,
          maximum: 600,
          description: `Seconds until it ends by itself; ${TTL_SECONDS} unless said otherwise. Send the request again before that to keep it.`,
        }),
      ),
    },
    { description: 'The body may be left out.', examples: [{ ttl: 120 }] },
  ),
)

export const Takeover = closed({
  takeover: Type.Optional(
    Type.Boolean({
      description: '`true`: also when somebody else holds it. It is noted who took it from whom.',
    }),
  ),
})

export const Lease = named(
  'Lease',
  Type.Object(
    {
      holder: Type.String({ description: 'The label of the key that holds it.', examples: ['City desk'] }),
      isYours: Type.Boolean({ description: 'The key of this request holds it.' }),
      acquiredAt: Timestamp,
      expiresAt: Timestamp,
    },
    {
      examples: [
        {
          holder: 'City desk',
          isYours: true,
          acquiredAt: '2026-03-11T07:50:00.000Z',
          expiresAt: '2026-03-11T07:52:00.000Z',
        },
      ],
    },
  ),
)
export type Lease = Static<typeof Lease>

export const schemas = [LeaseRequest, Lease]
