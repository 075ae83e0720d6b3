import { type Static, Type } from 'typebox'
import { closed, Id, named, nullable, Timestamp } from '../../http/schemas.ts'
import { ONE_TARGET, targetMembers } from '../erasures/schema.ts'

export const NewAuthorExport = named(
  'NewAuthorExport',
  closed(targetMembers, {
    oneOf: ONE_TARGET,
    description: 'A comment or a receipt stands for all that was written with the same address.',
    examples: [{ email: 'mara@example.org' }],
  }),
)
export type NewAuthorExport = Static<typeof NewAuthorExport>

const Address = Type.Object({
  email: nullable(Type.String(), 'Null where it was sealed under a secret that is gone.'),
  confirmedAt: nullable(Timestamp, 'When its owner confirmed that it is theirs.'),
  unsubscribedAt: nullable(Timestamp),
  createdAt: Timestamp,
  lastUsedAt: Timestamp,
})

const Words = Type.Object({
  number: Type.Integer(),
  body: Type.String(),
  createdAt: Timestamp,
  score: Type.Integer(),
  reasons: Type.Array(Type.String(), { description: 'What was found in these words.' }),
})

const DecisionOnIt = Type.Object({
  decidedAt: Timestamp,
  from: Type.String(),
  to: Type.String(),
  reason: nullable(Type.String()),
  notePublic: nullable(Type.String()),
})

const Written = Type.Object({
  id: Id,
  articleId: Id,
  parentId: nullable(Id),
  status: Type.String(),
  authorName: Type.String(),
  createdAt: Timestamp,
  editedAt: nullable(Timestamp),
  importSource: nullable(Type.String(), 'Where it was brought from.'),
  addressMonth: nullable(
    Type.String(),
    'The month under whose key a digest of the network prefix is kept; null for none.',
  ),
  isSubscribed: Type.Boolean({ description: 'Replies to it are told by mail.' }),
  revisions: Type.Array(Words),
  decisions: Type.Array(DecisionOnIt),
})

export const AuthorExport = named(
  'AuthorExport',
  Type.Object(
    {
      createdAt: Timestamp,
      addresses: Type.Array(Address, {
        description: 'The address as it is kept; empty where none is, or only a digest of it.',
      }),
      comments: Type.Array(Written, { description: 'Oldest first, whatever became of them.' }),
    },
    {
      examples: [
        {
          createdAt: '2026-03-14T09:26:53.589Z',
          addresses: [
            {
              email: 'mara@example.org',
              confirmedAt: '2026-03-02T08:00:00.000Z',
              unsubscribedAt: null,
              createdAt: '2026-03-02T07:58:12.120Z',
              lastUsedAt: '2026-03-13T20:11:09.007Z',
            },
          ],
          comments: [
            {
              id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30',
              articleId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
              parentId: null,
              status: 'approved',
              authorName: 'Mara',
              createdAt: '2026-03-13T20:11:09.007Z',
              editedAt: null,
              importSource: null,
              addressMonth: '2026-03',
              isSubscribed: true,
              revisions: [
                {
                  number: 1,
                  body: 'The ferry left *twice* last week.',
                  createdAt: '2026-03-13T20:11:09.007Z',
                  score: 0,
                  reasons: [],
                },
              ],
              decisions: [
                {
                  decidedAt: '2026-03-13T20:30:00.000Z',
                  from: 'pending',
                  to: 'approved',
                  reason: null,
                  notePublic: null,
                },
              ],
            },
          ],
        },
      ],
    },
  ),
)
export type AuthorExport = Static<typeof AuthorExport>

export const schemas = [NewAuthorExport, AuthorExport]
