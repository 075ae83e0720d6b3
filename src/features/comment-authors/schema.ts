import { type Static, Type } from 'typebox'
import { closed, Id, named, nullable, Timestamp } from '../../http/schemas.ts'
import { NewComment } from '../comments/schema.ts'

export const CommentEdit = named(
  'CommentEdit',
  closed(
    { body: NewComment.properties.body },
    { examples: [{ body: 'The ferry left *three times* last week.' }] },
  ),
)

export const EditHeaders = Type.Object({
  'edit-token': Type.Optional(
    Type.String({ description: 'The `editToken` of the posting. Wrong, late or missing is 404.' }),
  ),
})

const status = Type.Enum(['pending', 'approved', 'rejected', 'withdrawn', 'erased'], {
  description: '`pending` waits for a moderator.',
})

export const EditedComment = named(
  'EditedComment',
  Type.Object(
    {
      comment: Type.Object({
        id: Id,
        status: Type.Enum(['pending', 'approved'], {
          description:
            'Of the new words: `pending` while a moderator has not read them, `approved` when they are public.',
        }),
      }),
      editableUntil: Timestamp,
    },
    {
      examples: [
        {
          comment: { id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30', status: 'pending' },
          editableUntil: '2026-03-14T09:41:53.589Z',
        },
      ],
    },
  ),
)
export type EditedComment = Static<typeof EditedComment>

export const Receipt = named(
  'CommentReceipt',
  Type.Object(
    {
      id: Id,
      status,
      body: nullable(
        Type.String({ description: 'The newest words, as they were typed.' }),
        'Null when they are gone.',
      ),
      isEditPending: Type.Boolean({ description: 'Other words are public than the newest.' }),
      reason: nullable(Type.String(), 'Why it was not taken, when a moderator said so.'),
      notePublic: nullable(Type.String(), 'What the moderators wrote to the author.'),
      createdAt: Timestamp,
      editableUntil: Timestamp,
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30',
          status: 'rejected',
          body: 'The ferry left *twice* last week.',
          isEditPending: false,
          reason: 'off-topic',
          notePublic: 'Please write to the ferry company.',
          createdAt: '2026-03-14T09:26:53.589Z',
          editableUntil: '2026-03-14T09:41:53.589Z',
        },
      ],
    },
  ),
)
export type Receipt = Static<typeof Receipt>

export const ReceiptParams = Type.Object({
  receipt: Type.String({
    maxLength: 200,
    description: 'The `receipt` of the posting.',
    examples: ['019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20.0bq6yJt1m0cKq4n1xYd3m9sJb2rV8uQw3p0kzqF7lqg'],
  }),
})

export const ErasureRequested = named(
  'ErasureRequested',
  Type.Object({ requestedAt: Timestamp }, { examples: [{ requestedAt: '2026-03-14T09:26:53.589Z' }] }),
)

export const schemas = [CommentEdit, EditedComment, Receipt, ErasureRequested]
