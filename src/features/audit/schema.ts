import { type Static, Type } from 'typebox'
import { SUBJECT_TYPES } from '../../db/event-types.ts'
import { closed, Id, listOf, named, nullable, pageMembers, pageOf, Timestamp } from '../../http/schemas.ts'

const EventType = Type.String({
  maxLength: 60,
  pattern: '^[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*$',
  examples: ['article.saved'],
})

const SubjectType = Type.Enum([...SUBJECT_TYPES])

const instant = (description: string) => Type.Optional(Type.Unsafe<string>({ ...Timestamp, description }))

export const AuditQuery = closed({
  ...pageMembers,
  type: Type.Optional(listOf(EventType, 'Events of these types.')),
  subjectType: Type.Optional(SubjectType),
  subjectId: Type.Optional(Id),
  actor: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'The label of the key, to the letter.' }),
  ),
  keyId: Type.Optional(Type.Unsafe<string>({ ...Id, description: 'What was done with this key.' })),
  requestId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  'occurredAt[gte]': instant('Happened at or after this instant.'),
  'occurredAt[lt]': instant('Happened before this instant.'),
})
export type AuditQuery = Static<typeof AuditQuery>

const anything = (description: string) => Type.Unsafe<unknown>({ description })

export const AuditEvent = named(
  'AuditEvent',
  Type.Object(
    {
      id: Id,
      type: EventType,
      position: nullable(Type.Integer(), 'Its place in the change feed; null when it was never public.'),
      subject: Type.Object({
        type: SubjectType,
        id: Id,
        slug: nullable(Type.String()),
        aliases: Type.Array(Type.String()),
      }),
      actor: Type.Object({
        keyId: nullable(Id, 'Null for the public, for `ADMIN_KEY` and for the server itself.'),
        label: Type.String({ description: 'Who acted; empty for the public.', examples: ['Foreign desk'] }),
      }),
      version: nullable(Type.Integer(), 'The version of the subject after it.'),
      requestId: nullable(Type.String(), 'As in the log and in `X-Request-Id`.'),
      occurredAt: Timestamp,
      data: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
      changes: Type.Unsafe<Record<string, { before: unknown; after: unknown }> | null>({
        type: ['object', 'null'],
        additionalProperties: closed({
          before: anything('Null where there was none.'),
          after: anything('Null where there is none.'),
        }),
        description: 'Each member that changed, with its values; of a long text the beginning.',
      }),
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
          type: 'article.saved',
          position: null,
          subject: {
            type: 'article',
            id: '019360d4-4a0d-7b00-8b29-5c0e9f2e4a1f',
            slug: 'harbour-dredging-resumes',
            aliases: [],
          },
          actor: { keyId: '019360d4-3f00-7a10-8d18-4b0d8e1d390e', label: 'Foreign desk' },
          version: 4,
          requestId: '019360d4-5b1d-7c10-8b18-5c0e9f2e4a1f',
          occurredAt: '2026-03-14T09:26:53.589Z',
          data: { revision: 3 },
          changes: { title: { before: 'Harbour', after: 'Harbour dredging resumes' } },
        },
      ],
    },
  ),
)
export type AuditEvent = Static<typeof AuditEvent>
export const AuditEventPage = pageOf(AuditEvent)

export const schemas = [AuditEvent, AuditEventPage]
