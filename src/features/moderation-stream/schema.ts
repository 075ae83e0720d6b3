import { type Static, Type } from 'typebox'
import { Id, named, nullable, Timestamp } from '../../http/schemas.ts'

export const QueueEvent = named(
  'ModerationEvent',
  Type.Object(
    {
      id: Id,
      type: Type.String({ examples: ['comment.created'] }),
      commentId: Id,
      articleId: nullable(Id),
      version: nullable(Type.Integer(), 'Of the comment after it.'),
      by: Type.String({ description: 'Label of the key; empty for readers.', examples: ['Night desk'] }),
      occurredAt: Timestamp,
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b70',
          type: 'comment.created',
          commentId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30',
          articleId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
          version: 1,
          by: '',
          occurredAt: '2026-03-14T10:02:11.004Z',
        },
      ],
    },
  ),
)
export type QueueEvent = Static<typeof QueueEvent>

export const ResumeHeaders = Type.Object({
  'last-event-id': Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'The `id` of the last message that came: goes on behind it.',
    }),
  ),
})

export const schemas = [QueueEvent]
