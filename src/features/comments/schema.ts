import { type Static, Type } from 'typebox'
import { closed, Id, line, listOf, named, nullable, ref, Timestamp } from '../../http/schemas.ts'
import { Captcha } from '../captcha/schema.ts'

/** Directional marks in a name would turn around what stands beside it. */
const NO_DIRECTIONS = '^[^\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]*$'

/** In characters. */
export const BODY_MAX = 5000
export const NAME_MAX = 80

export const NewComment = named(
  'NewComment',
  closed(
    {
      body: Type.String({
        maxLength: BODY_MAX,
        description:
          'Text with a little Markdown: paragraphs, line breaks, `*em*`, `**strong**`, `code`, `>` quotes, links to http, https and mailto. All else is shown as it was typed. More than eight combining marks in a row are refused (422).',
        examples: ['The ferry left *twice* last week. Where is the timetable?'],
      }),
      author: closed({
        name: line(NAME_MAX, {
          pattern: NO_DIRECTIONS,
          description: 'One line, without directional marks.',
          examples: ['Mara'],
        }),
        email: Type.Optional(
          Type.String({
            format: 'email',
            maxLength: 320,
            description:
              'Tells the comments of one author from those of others. Never shown to anybody, and without `notify` kept only as a digest.',
          }),
        ),
      }),
      notify: Type.Optional(
        Type.Boolean({
          description:
            'Public replies to this comment are to be told to `author.email`, which is then needed, once somebody has followed the link that is sent to it. Where the newsroom sends no mail nothing comes of it.',
        }),
      ),
      parentId: Type.Optional(nullable(Id, 'The public comment of this article that is answered.')),
      website: Type.Optional(
        Type.String({
          maxLength: 500,
          description:
            'A trap: a field of the form that people do not see, to be left empty. Who fills it in is answered like anybody else.',
        }),
      ),
      captcha: Type.Optional(ref(Captcha)),
    },
    {
      examples: [
        {
          body: 'The ferry left *twice* last week. Where is the timetable?',
          author: { name: 'Mara' },
          captcha: { token: 'eyJhcnQiOm51bGx9.3p0kzqF7lqg0bq6yJt1m0cKq4n1xYd3m9sJb2rV8uQw', answer: '65' },
        },
      ],
    },
  ),
)
export type NewComment = Static<typeof NewComment>

export const PostedComment = named(
  'PostedComment',
  Type.Object(
    {
      comment: Type.Object({
        id: Id,
        status: Type.Enum(['pending', 'approved'], {
          description: '`pending` waits for a moderator, `approved` is public already.',
        }),
      }),
      editToken: Type.String({
        description: 'Proves that the comment is the caller’s until `editableUntil`.',
        examples: ['b7Qm0cKq4n1xYd3m9sJb2rV8uQw3p0kzqF7lqg0bq6y'],
      }),
      receipt: Type.String({
        description: 'Names the comment to its author.',
        examples: ['019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20.0bq6yJt1m0cKq4n1xYd3m9sJb2rV8uQw3p0kzqF7lqg'],
      }),
      editableUntil: Timestamp,
    },
    {
      examples: [
        {
          comment: { id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30', status: 'pending' },
          editToken: 'b7Qm0cKq4n1xYd3m9sJb2rV8uQw3p0kzqF7lqg0bq6y',
          receipt: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30.0bq6yJt1m0cKq4n1xYd3m9sJb2rV8uQw3p0kzqF7lqg',
          editableUntil: '2026-03-14T09:41:53.589Z',
        },
      ],
    },
  ),
)
export type PostedComment = Static<typeof PostedComment>

export const CountsQuery = closed({
  articleId: listOf(Id, 'Up to 100 ids; each is answered once.', 100),
})

export const CommentCounts = named(
  'CommentCounts',
  Type.Object(
    {
      data: Type.Array(
        Type.Object({
          articleId: Id,
          count: Type.Integer({ description: 'Public comments; 0 also for an article that is not visible.' }),
        }),
      ),
    },
    { examples: [{ data: [{ articleId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20', count: 2 }] }] },
  ),
)
export type CommentCounts = Static<typeof CommentCounts>

export const schemas = [NewComment, PostedComment, CommentCounts]
