import { type Static, Type } from 'typebox'
import { closed, Id, named, nullable, pageMembers, pageOf, Timestamp } from '../../http/schemas.ts'

const kind = Type.Enum(['author', 'prefix', 'network', 'domain'], {
  description:
    '`author` is an e-mail address and `prefix` an address prefix, each taken from a comment; `network` a range in CIDR form; `domain` what comments link to or write from.',
})
const effect = Type.Enum(['block', 'hold'], {
  description:
    '`block` takes what comes for spam, without a word to its author; `hold` has a moderator look at it.',
})
const reason = Type.String({ minLength: 1, maxLength: 500, description: 'For colleagues.' })
const expiresAt = Type.Optional(nullable(Timestamp, 'Null is without an end.'))

export const NewBan = named(
  'NewCommentBan',
  closed(
    {
      kind,
      effect,
      commentId: Type.Optional({ ...Id, description: 'With `author` and `prefix`: a comment of theirs.' }),
      value: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 253,
          description:
            'With `network` a range or an address, with `domain` a domain; its subdomains are in it.',
        }),
      ),
      reason: Type.Optional(reason),
      expiresAt,
    },
    {
      oneOf: [
        {
          properties: { kind: { enum: ['author', 'prefix'] } },
          required: ['commentId'],
          not: { required: ['value'] },
        },
        {
          properties: { kind: { enum: ['network', 'domain'] } },
          required: ['value'],
          not: { required: ['commentId'] },
        },
      ],
      examples: [
        { kind: 'network', effect: 'hold', value: '192.0.2.0/24', reason: 'Campaign of 14 March' },
        { kind: 'author', effect: 'block', commentId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30' },
      ],
    },
  ),
)
export type NewBan = Static<typeof NewBan>

export const Ban = named(
  'CommentBan',
  Type.Object(
    {
      id: Id,
      kind,
      effect,
      value: nullable(Type.String(), 'Of a network or a domain.'),
      reason: nullable(Type.String()),
      expiresAt: nullable(Timestamp),
      isInForce: Type.Boolean({ description: 'It has not expired.' }),
      createdAt: Timestamp,
      createdBy: Type.String(),
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b70',
          kind: 'network',
          effect: 'hold',
          value: '192.0.2.0/24',
          reason: 'Campaign of 14 March',
          expiresAt: null,
          isInForce: true,
          createdAt: '2026-03-14T09:26:53.589Z',
          createdBy: 'Night desk',
        },
      ],
    },
  ),
)
export type Ban = Static<typeof Ban>
export const BanPage = pageOf(Ban)
export const BanQuery = closed({ kind: Type.Optional(kind), ...pageMembers })
export type BanQuery = Static<typeof BanQuery>

export const schemas = [NewBan, Ban, BanPage]
