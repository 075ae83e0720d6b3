import { type Static, Type } from 'typebox'
import { closed, Id, named, nullable, pageMembers, pageOf, Timestamp } from '../../http/schemas.ts'
import { CommentFilter } from '../moderation-queues/schema.ts'
import { ACTIONS, BULK_MAX, FILTER_MAX, REASONS, type Reason, STATUSES } from './rules.ts'

const status = Type.Enum([...STATUSES])
const reason = Type.Enum(Object.keys(REASONS) as Reason[], {
  description: 'See `GET /v1/moderation/reasons`.',
})
const version = Type.Integer({ description: 'Send it as `If-Match` with a decision.', examples: [1] })
const note = (description: string) => Type.String({ minLength: 1, maxLength: 2000, description })

/** What is decided and why, whatever it is about. */
const verdict = {
  action: Type.Enum([...ACTIONS]),
  reason: Type.Optional(reason),
  noteInternal: Type.Optional(note('For the desk; with `illegal` the legal grounds.')),
  notePublic: Type.Optional(note('For the author; needed with `other`.')),
}
const Verdict = Type.Object(verdict)
export type Verdict = Static<typeof Verdict>

const revisionId = {
  ...Id,
  description:
    'The `headRevisionId` that was read; of an edited comment the `publishedRevisionId` to take down what is public.',
}

export const NewDecision = named(
  'NewModerationDecision',
  closed(
    { ...verdict, revisionId },
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

const BulkItem = closed({ id: Id, version, revisionId })
export type BulkItem = Static<typeof BulkItem>

const notWith = (...names: string[]) => ({ not: { anyOf: names.map((name) => ({ required: [name] })) } })

export const NewBulkDecision = named(
  'NewBulkModerationDecision',
  closed(
    {
      ...verdict,
      items: Type.Optional(
        Type.Array(BulkItem, { minItems: 1, maxItems: BULK_MAX, description: 'What was read, one by one.' }),
      ),
      filter: Type.Optional({
        ...CommentFilter,
        description: 'What the list of comments takes; its newest words are decided on.',
      }),
      expectedCount: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: FILTER_MAX,
          description: 'How many the filter means. If it means more or fewer: 409 `count-changed`.',
        }),
      ),
      dryRun: Type.Optional(Type.Boolean({ description: 'Only counts what the filter means.' })),
    },
    {
      description: 'Either `items`, or `filter` with `expectedCount`; `dryRun` goes without it.',
      oneOf: [
        { required: ['items'], ...notWith('filter', 'expectedCount', 'dryRun') },
        { required: ['filter'], anyOf: [{ required: ['expectedCount'] }, { required: ['dryRun'] }] },
      ],
      examples: [
        {
          action: 'approve',
          items: [
            {
              id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30',
              version: 1,
              revisionId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b31',
            },
          ],
        },
        { action: 'spam', reason: 'spam', filter: { reason: ['campaign'] }, expectedCount: 12 },
      ],
    },
  ),
)
export type NewBulkDecision = Static<typeof NewBulkDecision>

const exampleDecision = {
  id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b40',
  commentId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30',
  from: 'pending',
  to: 'approved',
  version: 2,
  decidedAt: '2026-03-14T10:02:11.004Z',
}

const ItemAnswer = Type.Object({
  id: Id,
  status: Type.Integer({ description: 'What a request for this comment alone would have been answered.' }),
  decision: Type.Optional(Type.Ref('ModerationDecision')),
  problem: Type.Optional(
    Type.Object({
      code: Type.String(),
      title: Type.String(),
      status: Type.Integer(),
      detail: Type.String(),
      current: Type.Optional(
        Type.Object({
          version: Type.Integer(),
          status,
          headRevisionId: Id,
          body: Type.String(),
          changedBy: nullable(Type.String()),
          changedAt: Timestamp,
        }),
      ),
    }),
  ),
})
/** What became of one of many: a decision or a problem. */
export interface ItemAnswer extends Omit<Static<typeof ItemAnswer>, 'decision'> {
  decision?: Decision
}

export const BulkAnswer = named(
  'BulkModerationAnswer',
  Type.Object(
    {
      batchId: nullable(Id, 'For `POST /v1/moderation/batches/{id}/undo`; null where nothing was done.'),
      count: Type.Integer({ description: 'How many were decided, or of a dry run how many are meant.' }),
      data: Type.Array(ItemAnswer, { description: 'In the order of the items.' }),
    },
    {
      examples: [
        {
          batchId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b50',
          count: 1,
          data: [{ id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30', status: 201, decision: exampleDecision }],
        },
      ],
    },
  ),
)
export interface BulkAnswer {
  batchId: string | null
  count: number
  data: ItemAnswer[]
}

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
      policyVersion: nullable(Type.Integer(), 'The policy under which the words had been judged.'),
      batchId: nullable(Id, 'The bulk request that it was part of.'),
      undoesId: nullable(Id, 'The decision that it took back.'),
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
          policyVersion: 3,
          batchId: null,
          undoesId: null,
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
  NewDecision,
  Decision,
  NewBulkDecision,
  BulkAnswer,
  PastDecision,
  PastDecisionPage,
  ModerationReason,
  ModerationReasonPage,
]
