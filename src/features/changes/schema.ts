import { type Static, Type } from 'typebox'
import { closed, Id, listOf, named, nullable, pageMembers, ref, Timestamp } from '../../http/schemas.ts'
import { Lifecycle, Verification } from '../quotes/standing-schema.ts'
import { CHANGE_TYPES } from './rules.ts'

const WAIT_MAX = 30

const ChangeTypeName = Type.Enum([...CHANGE_TYPES])

export const ChangeQuery = closed({
  cursor: pageMembers.cursor,
  limit: pageMembers.limit,
  types: Type.Optional(listOf(ChangeTypeName, 'Only these types of events.', CHANGE_TYPES.length)),
  wait: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: WAIT_MAX,
      default: 0,
      description: 'When there is nothing yet: how many seconds to wait for it. Streams ignore it.',
    }),
  ),
})
export type ChangeQuery = Static<typeof ChangeQuery>

export const ResumeHeaders = Type.Object({
  'last-event-id': Type.Optional(
    Type.String({
      maxLength: 2000,
      description: 'Streams only: the `id` of the last event that was received; counts before `cursor`.',
    }),
  ),
})

/** What the public may know of an event; a member is there when the type has it. */
export const ChangeData = Type.Object({
  edition: Type.Optional(Type.Integer({ description: 'The edition that became visible.' })),
  correction: Type.Optional(
    Type.Enum(['correction', 'clarification', 'update', 'retraction'], {
      description: 'What the edition puts right.',
    }),
  ),
  from: Type.Optional(Type.String({ description: 'The slug before a changed one.' })),
  articleId: Type.Optional(Type.Unsafe<string>({ ...Id, description: 'The article of a quote or comment.' })),
  parentId: Type.Optional(nullable(Id, 'The comment that this one answers.')),
  lifecycle: Type.Optional(Lifecycle),
  verification: Type.Optional(Verification),
  into: Type.Optional(Type.Unsafe<string>({ ...Id, description: 'The speaker that a merged one became.' })),
})

export const Change = named(
  'Change',
  Type.Object(
    {
      id: Id,
      type: ChangeTypeName,
      subject: Type.Object({
        type: Type.Enum(['article', 'quote', 'speaker', 'section', 'tag', 'author', 'media', 'comment']),
        id: Id,
        slug: nullable(Type.String(), 'At that moment; null where the event did not concern it.'),
        aliases: Type.Array(Type.String(), { description: 'Slugs that it had before.' }),
      }),
      tombstone: Type.Boolean({ description: 'The public can read the subject no longer: drop every copy.' }),
      occurredAt: Timestamp,
      data: ChangeData,
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
          type: 'article.published',
          subject: {
            type: 'article',
            id: '019360d4-4a0d-7b00-8b29-5c0e9f2e4a1f',
            slug: 'harbour-dredging-resumes',
            aliases: [],
          },
          tombstone: false,
          occurredAt: '2026-03-14T09:26:53.589Z',
          data: { edition: 1 },
        },
      ],
    },
  ),
)
export type Change = Static<typeof Change>

export const ChangePage = named(
  'ChangePage',
  Type.Object({
    data: Type.Array(ref(Change)),
    page: Type.Object({
      next: Type.String({ description: 'Send it as `cursor` to go on; always there, to come back later.' }),
    }),
  }),
)

export const schemas = [Change, ChangePage]
