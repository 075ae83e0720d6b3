import { type Static, Type } from 'typebox'
import { closed, Id, listOf, named, nullable, pageMembers, pageOf, Timestamp } from '../../http/schemas.ts'
import { ACTIONS, QUEUES, type Queue, REASONS, type Reason, STATUSES } from './rules.ts'

const status = Type.Enum([...STATUSES])
const reason = Type.Enum(Object.keys(REASONS) as Reason[], {
  description: 'See `GET /v1/moderation/reasons`.',
})
const version = Type.Integer({ description: 'Send it as `If-Match` with a decision.', examples: [1] })
const body = Type.String({
  description: 'The newest words, as they were typed.',
  examples: ['The ferry left *twice* last week.'],
})

export const ModeratedComment = named(
  'ModeratedComment',
  Type.Object(
    {
      id: Id,
      version,
      status,
      headRevisionId: { ...Id, description: 'The newest words: what a decision is about.' },
      publishedRevisionId: nullable(Id, 'The words that are public; null when none are.'),
      body,
      publicBody: nullable(
        Type.String(),
        'The words that are public; other than `body` where the author has edited them.',
      ),
      author: Type.Object({ name: Type.String({ examples: ['Mara'] }) }),
      article: Type.Object({
        id: Id,
        title: Type.String({ examples: ['Harbour dredging resumes'] }),
        slug: Type.String({ examples: ['harbour-dredging-resumes'] }),
      }),
      parent: nullable(
        Type.Object({ id: Id, excerpt: Type.String({ examples: ['When does the ferry leave?'] }) }),
        'What it answers.',
      ),
      reasons: Type.Array(Type.String(), { description: 'Why policy held it.' }),
      allowedActions: Type.Array(Type.Enum([...ACTIONS])),
      createdAt: Timestamp,
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30',
          version: 1,
          status: 'pending',
          headRevisionId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b31',
          publishedRevisionId: null,
          body: 'The ferry left *twice* last week.',
          publicBody: null,
          author: { name: 'Mara' },
          article: {
            id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
            title: 'Harbour dredging resumes',
            slug: 'harbour-dredging-resumes',
          },
          parent: null,
          reasons: [],
          allowedActions: ['approve', 'reject', 'spam'],
          createdAt: '2026-03-14T09:26:53.589Z',
        },
      ],
    },
  ),
)
export type ModeratedComment = Static<typeof ModeratedComment>
export const ModeratedCommentPage = pageOf(ModeratedComment)

export const ModerationQuery = closed({
  status: Type.Optional(listOf(status, 'Any of these; looks through everything unless `queue` is sent too.')),
  queue: Type.Optional(
    Type.Enum(Object.keys(QUEUES) as Queue[], {
      description:
        '`pending` (default) is what waits for a decision, `edited` what is public and was changed by its author since.',
    }),
  ),
  articleId: Type.Optional(listOf(Id, 'Under any of these articles.')),
  order: Type.Optional(Type.Enum(['oldest', 'newest'], { description: '`oldest` by default.' })),
  ...pageMembers,
})
export type ModerationQuery = Static<typeof ModerationQuery>

const note = (description: string) => Type.String({ minLength: 1, maxLength: 2000, description })

export const NewDecision = named(
  'NewModerationDecision',
  closed(
    {
      action: Type.Enum([...ACTIONS]),
      revisionId: {
        ...Id,
        description:
          'The `headRevisionId` that was read; of an edited comment the `publishedRevisionId` to take down what is public.',
      },
      reason: Type.Optional(reason),
      noteInternal: Type.Optional(note('For the desk; with `illegal` the legal grounds.')),
      notePublic: Type.Optional(note('For the author; needed with `other`.')),
    },
    {
      examples: [
        { action: 'reject', revisionId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b21', reason: 'off-topic' },
      ],
    },
  ),
)
export type NewDecision = Static<typeof NewDecision>

export const Decision = named(
  'ModerationDecision',
  Type.Object(
    { id: Id, commentId: Id, from: status, to: status, version, decidedAt: Timestamp },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b40',
          commentId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30',
          from: 'pending',
          to: 'approved',
          version: 2,
          decidedAt: '2026-03-14T10:02:11.004Z',
        },
      ],
    },
  ),
)
export type Decision = Static<typeof Decision>

export const PastDecision = named(
  'PastModerationDecision',
  Type.Object(
    {
      id: Id,
      commentId: Id,
      revisionId: Id,
      from: status,
      to: status,
      version: Type.Integer({ description: 'Of the comment after the decision.' }),
      decidedBy: Type.Enum(['policy', 'human', 'author', 'system']),
      moderator: Type.String({ description: 'Label of the key that decided.', examples: ['Night desk'] }),
      decidedAt: Timestamp,
      reason: nullable(Type.String(), 'The code that was given.'),
      noteInternal: nullable(Type.String()),
      notePublic: nullable(Type.String()),
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b40',
          commentId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30',
          revisionId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b31',
          from: 'pending',
          to: 'rejected',
          version: 2,
          decidedBy: 'human',
          moderator: 'Night desk',
          decidedAt: '2026-03-14T10:02:11.004Z',
          reason: 'off-topic',
          noteInternal: null,
          notePublic: null,
        },
      ],
    },
  ),
)
export type PastDecision = Static<typeof PastDecision>
export const PastDecisionPage = pageOf(PastDecision)

const ModerationReason = named(
  'ModerationReason',
  Type.Object(
    {
      code: reason,
      title: Type.String({ examples: ['Not about the article'] }),
      needs: nullable(Type.Enum(['noteInternal', 'notePublic']), 'The note that must come with it.'),
    },
    { examples: [{ code: 'off-topic', title: 'Not about the article', needs: null }] },
  ),
)
export const ModerationReasonPage = pageOf(ModerationReason)

export const HistoryQuery = closed(pageMembers)

export const schemas = [
  ModeratedComment,
  ModeratedCommentPage,
  NewDecision,
  Decision,
  PastDecision,
  PastDecisionPage,
  ModerationReason,
  ModerationReasonPage,
]
