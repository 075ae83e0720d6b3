import { type Static, type TObject, Type } from 'typebox'
import { closed, Id, named, nullable, pageMembers, pageOf, Timestamp } from '../../http/schemas.ts'
import { ORDERS } from './orders.ts'

const members = {
  id: Id,
  parentId: nullable(Id, 'The comment that it answers; null at the top level.'),
  depth: Type.Integer({
    minimum: 0,
    maximum: 4,
    description: 'Replies to the deepest level are shown beside what they answer.',
  }),
  author: nullable(
    Type.Object({ name: Type.String({ examples: ['Mara'] }) }),
    'Null when the comment was taken back.',
  ),
  body: nullable(
    Type.Object({
      html: Type.String({ examples: ['<p>The ferry left <em>twice</em> last week.</p>'] }),
      text: Type.String({ examples: ['The ferry left twice last week.'] }),
    }),
    'Null when the comment was taken back.',
  ),
  createdAt: Timestamp,
  editedAt: nullable(Timestamp),
  replyCount: Type.Integer({ description: 'Public comments that are shown directly under this one.' }),
  deleted: Type.Optional(
    Type.Boolean({ description: 'True where a comment was taken back and its replies stand.' }),
  ),
}

interface Replies {
  data: Comment[]
  next: string | null
}
/** What the public sees of a comment. */
export type Comment = Static<TObject<typeof members>> & { replies?: Replies }

export const Comment = named(
  'Comment',
  Type.Object(
    {
      ...members,
      replies: Type.Optional(
        Type.Object(
          {
            data: Type.Array(Type.Unsafe<Comment>({ $ref: 'Comment#' }), { maxItems: 21 }),
            next: nullable(Type.String({ description: 'Relative URL of the rest.' })),
          },
          { description: 'Oldest first; only in `view=tree`.' },
        ),
      ),
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30',
          parentId: null,
          depth: 0,
          author: { name: 'Mara' },
          body: {
            html: '<p>The ferry left <em>twice</em> last week.</p>',
            text: 'The ferry left twice last week.',
          },
          createdAt: '2026-03-14T09:26:53.589Z',
          editedAt: null,
          replyCount: 0,
          replies: { data: [], next: null },
        },
      ],
    },
  ),
)
export const CommentPage = pageOf(Comment)

export const CommentQuery = closed({
  view: Type.Optional(
    Type.Enum(['tree', 'flat'], {
      description:
        '`tree` (default) pages the top level with replies inside, `flat` all comments in one row.',
    }),
  ),
  order: Type.Optional(
    Type.Enum([...ORDERS], {
      description:
        'Of what is paged; `oldest` by default. `best` puts first what has most replies: places may change between two pages while people answer.',
    }),
  ),
  anchor: Type.Optional({
    ...Id,
    description:
      'Begin the first page with this comment, in a tree with the one at the top level under which it stands. Of a comment that is not public here, or not in the list, nothing is said: the page begins with the first.',
  }),
  parentId: Type.Optional({ ...Id, description: 'Only what is shown under this comment.' }),
  ...pageMembers,
})
export type CommentQuery = Static<typeof CommentQuery>

export const schemas = [Comment, CommentPage]
