import { type Static, Type } from 'typebox'
import { closed, named, nullable, pageMembers, pageOf, Timestamp } from '../../http/schemas.ts'
import { FINDINGS, type Reason } from '../comment-pipeline/reasons.ts'
import { DEFAULT_POLICY } from './rules.ts'

const score = (description: string) => Type.Integer({ minimum: 1, maximum: 1000, description })
const count = (description: string, maximum: number, minimum = 0) =>
  Type.Integer({ minimum, maximum, description })

const values = {
  mode: Type.Enum(['as-article', 'pre', 'closed'], {
    description:
      'What articles say of themselves, or for all of them at once: every comment waits for a moderator, or none is taken.',
  }),
  holdScore: score('Comments of this score and above wait for a moderator, whatever the mode.'),
  spamScore: score('Comments of this score and above are taken for spam.'),
  linksAllowed: count('Links that weigh nothing.', 100),
  secondsMin: count(
    'Whoever solves the captcha and writes in less waits for a moderator. 2 is what people need at least; 0 is off.',
    60,
  ),
  campaignAuthors: count('The same words by so many others within an hour are a campaign.', 1000, 2),
  reportsToHold: count('Reports after which a public comment waits for a moderator, once.', 1000, 1),
  trustAfter: count(
    'So many approved comments, and none refused in 90 days, make an author trusted who confirmed an address; 0 is never.',
    1000,
  ),
  commentsPerPrefix: count('Comments in ten minutes from one address prefix.', 10_000, 1),
  commentsPerAuthor: count('Comments in ten minutes of one e-mail address.', 10_000, 1),
  retentionDays: nullable(
    Type.Integer({ minimum: 1, maximum: 3650 }),
    'Days until the words of rejected comments and of spam are destroyed; null keeps them.',
  ),
}

export const NewCommentPolicy = named(
  'NewCommentPolicy',
  closed(values, {
    description: 'All of it: a policy is replaced as a whole.',
    examples: [{ ...DEFAULT_POLICY }],
  }),
)
export type NewCommentPolicy = Static<typeof NewCommentPolicy>

const exampleVersion = {
  ...DEFAULT_POLICY,
  version: 3,
  createdAt: '2026-03-14T10:02:11.004Z',
  createdBy: 'Night desk',
}

export const CommentPolicy = named(
  'CommentPolicy',
  Type.Object(
    {
      ...values,
      version: Type.Integer({ description: '1 is what the product brings. Send it as `If-Match`.' }),
      createdAt: nullable(Timestamp),
      createdBy: nullable(Type.String(), 'Label of the key that made it.'),
    },
    { examples: [exampleVersion] },
  ),
)
export type CommentPolicy = Static<typeof CommentPolicy>
export const CommentPolicyPage = pageOf(CommentPolicy)
export const VersionsQuery = closed(pageMembers)

export const NewSimulation = named(
  'NewPolicySimulation',
  closed(
    {
      policy: Type.Ref('NewCommentPolicy'),
      days: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 30, description: 'How far back; 7 by default.' }),
      ),
    },
    { examples: [{ policy: { ...DEFAULT_POLICY, linksAllowed: 0 }, days: 7 }] },
  ),
)
export interface NewSimulation {
  policy: NewCommentPolicy
  days?: number
}

const outcome = Type.Enum(['approved', 'pending', 'spam'])
const reason = Type.Enum(Object.keys(FINDINGS) as Reason[])

export const Simulation = named(
  'PolicySimulation',
  Type.Object(
    {
      examined: Type.Integer({
        description: 'Comments that were judged anew, the newest first, at most 5,000.',
      }),
      isPartial: Type.Boolean({ description: 'There were more.' }),
      unchanged: Type.Integer(),
      changes: Type.Array(
        Type.Object({
          from: outcome,
          to: outcome,
          count: Type.Integer(),
          examples: Type.Array(
            Type.Object({
              commentId: Type.String({ format: 'uuid' }),
              excerpt: Type.String(),
              score: Type.Integer({ description: 'Under the draft.' }),
              reasons: Type.Array(reason),
              status: Type.String({
                description: 'Where the comment stands today, after what people decided.',
              }),
            }),
            { description: 'The newest ten.' },
          ),
        }),
      ),
    },
    {
      examples: [
        {
          examined: 240,
          isPartial: false,
          unchanged: 238,
          changes: [
            {
              from: 'approved',
              to: 'pending',
              count: 2,
              examples: [
                {
                  commentId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30',
                  excerpt: 'The timetable is at https://port-alder.example/ferry',
                  score: 30,
                  reasons: ['links'],
                  status: 'approved',
                },
              ],
            },
          ],
        },
      ],
    },
  ),
)
export type Simulation = Static<typeof Simulation>

export const schemas = [NewCommentPolicy, CommentPolicy, CommentPolicyPage, NewSimulation, Simulation]
