import { type Static, Type } from 'typebox'
import { closed, Id, listOf, named, nullable, pageMembers, pageOf, Timestamp } from '../../http/schemas.ts'
import { ACTIONS, STATUSES } from '../moderation/rules.ts'
import { ORDERS, QUEUES, type Queue } from './rules.ts'

const status = Type.Enum([...STATUSES])
const queue = Type.Enum(Object.keys(QUEUES) as Queue[])
const count = Type.Integer({ minimum: 0 })

const DiffPart = Type.Object({
  op: Type.Enum(['kept', 'inserted', 'removed']),
  text: Type.String(),
})

export const ModeratedComment = named(
  'ModeratedComment',
  Type.Object(
    {
      id: Id,
      version: Type.Integer({ description: 'Send it as `If-Match` with a decision.', examples: [1] }),
      status,
      decidedBy: Type.Enum(['policy', 'human', 'author', 'system'], {
        description: 'Who brought it to its status.',
      }),
      headRevisionId: { ...Id, description: 'The newest words: what a decision is about.' },
      publishedRevisionId: nullable(Id, 'The words that are public; null when none are.'),
      body: Type.String({
        description: 'The newest words, as they were typed.',
        examples: ['The ferry left *twice* last week.'],
      }),
      publicBody: nullable(
        Type.String(),
        'The words that are public; other than `body` where the author has edited them.',
      ),
      diff: nullable(
        Type.Array(DiffPart),
        'From `publicBody` to `body`, word by word; null where there is nothing to compare.',
      ),
      author: Type.Object({
        name: Type.String({ examples: ['Mara'] }),
        key: nullable(
          Type.String(),
          'The same for all comments of one e-mail address, which it does not tell; for `?author=`. Null where none was given.',
        ),
        record: nullable(
          Type.Object({ approved: count, pending: count, rejected: count, spam: count }),
          'What became of the newest 1,000 comments of this author, this one among them.',
        ),
      }),
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
      score: Type.Integer({ description: 'What the reasons weigh together: 0 is innocent, 100 spam.' }),
      matches: Type.Array(Type.Object({ reason: Type.String(), start: count, end: count }), {
        description: 'Where in `body` a reason was seen, in UTF-16 code units.',
      }),
      reports: Type.Array(Type.Object({ reason: Type.String(), count }), {
        description: 'What readers reported since the last decision.',
      }),
      claim: nullable(
        Type.Object({ by: Type.String({ examples: ['Night desk'] }), expiresAt: Timestamp }),
        'The moderator who has it before them.',
      ),
      allowedActions: Type.Array(Type.Enum([...ACTIONS])),
      createdAt: Timestamp,
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30',
          version: 1,
          status: 'pending',
          decidedBy: 'policy',
          headRevisionId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b31',
          publishedRevisionId: null,
          body: 'The ferry left *twice* last week. Cheap watches!',
          publicBody: null,
          diff: null,
          author: { name: 'Mara', key: null, record: null },
          article: {
            id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
            title: 'Harbour dredging resumes',
            slug: 'harbour-dredging-resumes',
          },
          parent: null,
          reasons: ['suspect-word'],
          score: 40,
          matches: [{ reason: 'suspect-word', start: 34, end: 47 }],
          reports: [],
          claim: null,
          allowedActions: ['approve', 'reject', 'spam'],
          createdAt: '2026-03-14T09:26:53.589Z',
        },
      ],
    },
  ),
)
export type ModeratedComment = Static<typeof ModeratedComment>
export const ModeratedCommentPage = pageOf(ModeratedComment)

const filterMembers = {
  status: Type.Optional(listOf(status, 'Any of these; looks through everything unless `queue` is sent too.')),
  queue: Type.Optional({
    ...queue,
    description:
      '`pending` (default) is what waits for a decision, `reported` what readers complained of, `edited` what is public and was changed by its author since.',
  }),
  articleId: Type.Optional(listOf(Id, 'Under any of these articles.')),
  reason: Type.Optional(listOf(Type.String({ pattern: '^[a-z-]{1,40}$' }), 'Held for any of these reasons.')),
  author: Type.Optional(
    Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'The `author.key` of a comment.' }),
  ),
}

/** The comments that are meant, by what they have in common. */
export const CommentFilter = closed(filterMembers)
export type CommentFilter = Static<typeof CommentFilter>

export const ModerationQuery = closed({
  ...filterMembers,
  order: Type.Optional(
    Type.Enum([...ORDERS], {
      description:
        '`oldest` by default; `priority` begins with the highest score, of reported ones with the most reports.',
    }),
  ),
  ...pageMembers,
})
export type ModerationQuery = Static<typeof ModerationQuery>

const QueueCount = named(
  'ModerationQueueCount',
  Type.Object(
    {
      queue,
      title: Type.String({ examples: ['Waits for a decision'] }),
      count: Type.Integer({ description: 'At most 10,000.', examples: [12] }),
      isMore: Type.Boolean({ description: 'There are more than `count`.' }),
      oldestAt: nullable(Timestamp, 'When the oldest of them was written.'),
    },
    {
      examples: [
        {
          queue: 'pending',
          title: 'Waits for a decision',
          count: 12,
          isMore: false,
          oldestAt: '2026-03-14T09:26:53.589Z',
        },
      ],
    },
  ),
)
export const QueueCountPage = pageOf(QueueCount)

export const schemas = [ModeratedComment, ModeratedCommentPage, QueueCount, QueueCountPage]
