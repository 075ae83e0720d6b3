import { type Static, Type } from 'typebox'
import { closed, Id, named, nullable, pageMembers, pageOf, ref, Timestamp } from '../../http/schemas.ts'
import { Captcha } from '../captcha/schema.ts'
import { REPORT_REASONS } from './rules.ts'

const reason = Type.Enum([...REPORT_REASONS])

export const NewReport = named(
  'NewCommentReport',
  closed(
    {
      reason,
      note: Type.Optional(
        Type.String({ minLength: 1, maxLength: 500, description: 'For the moderators, and nobody else.' }),
      ),
      captcha: Type.Optional({
        ...ref(Captcha),
        description: 'One that was issued for the action `comment.report`.',
      }),
    },
    {
      examples: [
        {
          reason: 'harassment',
          note: 'She means her neighbour.',
          captcha: { token: 'eyJhcnQiOm51bGx9.3p0kzqF7lqg0bq6yJt1m0cKq4n1xYd3m9sJb2rV8uQw', answer: '65' },
        },
      ],
    },
  ),
)
export type NewReport = Static<typeof NewReport>

export const ReportAnswer = named(
  'CommentReportAnswer',
  Type.Object(
    { accepted: Type.Boolean({ description: 'Always true; says nothing of the comment.' }) },
    { examples: [{ accepted: true }] },
  ),
)

export const Report = named(
  'CommentReport',
  Type.Object(
    {
      id: Id,
      commentId: Id,
      revisionId: { ...Id, description: 'The words that were public when it was made.' },
      reason,
      note: nullable(Type.String()),
      createdAt: Timestamp,
      answeredAt: nullable(Timestamp, 'When a moderator decided on the comment; null while it waits.'),
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b50',
          commentId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b30',
          revisionId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b21',
          reason: 'harassment',
          note: 'She means her neighbour.',
          createdAt: '2026-03-14T10:02:11.004Z',
          answeredAt: null,
        },
      ],
    },
  ),
)
export type Report = Static<typeof Report>
export const ReportPage = pageOf(Report)
export const ReportQuery = closed(pageMembers)

export const schemas = [NewReport, ReportAnswer, Report, ReportPage]
