import { type Static, Type } from 'typebox'
import { closed, Id, named, nullable, Timestamp } from '../../http/schemas.ts'

const at = (description: string) => Type.Optional(Type.Unsafe<string>({ ...Timestamp, description }))

export const NewPublication = named(
  'NewPublication',
  closed(
    {
      publishAt: at('When it shall be visible; now when left out or past.'),
      embargoUntil: at('Not visible before this instant, whatever `publishAt` says.'),
      expiresAt: at('Not visible from this instant on.'),
    },
    { examples: [{ publishAt: '2026-03-12T05:00:00+01:00' }] },
  ),
)
export type NewPublication = Static<typeof NewPublication>

export const Publication = named(
  'Publication',
  Type.Object(
    {
      edition: Type.Integer({ description: 'Numbered 1, 2, 3 per article.' }),
      revision: Type.Integer({ description: 'The save that it was compiled from.' }),
      publishAt: Type.Unsafe<string>({ ...Timestamp, description: 'When it becomes visible.' }),
      embargoUntil: nullable(Timestamp),
      expiresAt: nullable(Timestamp),
      publishedAt: nullable(Timestamp, 'When the article first became visible; null while that lies ahead.'),
      version: Type.Integer({ description: 'The article’s new version: the ETag.' }),
    },
    {
      examples: [
        {
          edition: 1,
          revision: 3,
          publishAt: '2026-03-12T04:00:00.000Z',
          embargoUntil: null,
          expiresAt: null,
          publishedAt: null,
          version: 8,
        },
      ],
    },
  ),
)
export type Publication = Static<typeof Publication>

const kind = Type.Enum(['withheld', 'canceled', 'legal'], {
  description: '`withheld` hides it until it is reinstated; `canceled` (a kill) and `legal` are for good.',
})
const reason = Type.String({ minLength: 1, maxLength: 2000, description: 'For the newsroom.' })
const notice = Type.String({
  minLength: 1,
  maxLength: 2000,
  description: 'Shown with 410 and 451. The notice of a withheld article stays inside.',
})

export const NewWithdrawal = named(
  'NewWithdrawal',
  closed(
    { kind, reason, notice: Type.Optional(notice) },
    {
      examples: [
        { kind: 'canceled', reason: 'The document was forged.', notice: 'This story was withdrawn.' },
      ],
    },
  ),
)
export type NewWithdrawal = Static<typeof NewWithdrawal>

export const Withdrawal = named(
  'Withdrawal',
  Type.Object(
    {
      id: Id,
      kind,
      reason,
      notice: nullable(notice),
      createdAt: Timestamp,
      createdBy: Type.String(),
      version: Type.Integer({ description: 'The article’s new version: the ETag.' }),
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b23',
          kind: 'canceled',
          reason: 'The document was forged.',
          notice: 'This story was withdrawn.',
          createdAt: '2026-03-12T09:00:00.000Z',
          createdBy: 'City desk',
          version: 9,
        },
      ],
    },
  ),
)
export type Withdrawal = Static<typeof Withdrawal>

/** The body of a request that needs none. */
export const NoMembers = named('NoMembers', closed({}, { examples: [{}] }))

const finding = {
  code: Type.String({ examples: ['image-without-alt'] }),
  pointer: Type.String({ description: 'JSON Pointer into the article.', examples: ['/image'] }),
  detail: Type.String(),
  quoteId: Type.Optional(Id),
}

export const Validation = named(
  'Validation',
  Type.Object(
    {
      publishable: Type.Boolean({ description: 'Nothing blocks it.' }),
      blocks: Type.Array(Type.Object(finding), {
        description:
          'What stands in the way: `state`, `review`, `empty`, `quote-altered`, `image-without-alt`.',
      }),
      warnings: Type.Array(Type.Object(finding), {
        description:
          'What an editor should know: `no-section`, `unconfirmed-proposals`, `speaker-without-role`, `link-to-hidden-article`, `foreign-image-without-alt`, `replaces-scheduled`, `drops-expiry`.',
      }),
      changes: Type.Object(
        {
          edition: Type.Integer({ description: 'The number that the edition would get.' }),
          fields: Type.Array(Type.String(), {
            description: 'The members that differ from the newest edition that has begun.',
          }),
          quotes: Type.Object({
            confirmed: Type.Integer({ description: 'Quotes that readers would see for the first time.' }),
            corrected: Type.Integer({ description: 'Quotes with other words or another speaker.' }),
            retracted: Type.Integer({ description: 'Quotes that readers would no longer see.' }),
          }),
        },
        { description: 'What readers would see change.' },
      ),
      version: Type.Integer({ description: 'The version that was looked at: the ETag.' }),
      revision: Type.Integer(),
    },
    {
      examples: [
        {
          publishable: false,
          blocks: [{ code: 'image-without-alt', pointer: '/image', detail: 'has no alternative text' }],
          warnings: [{ code: 'no-section', pointer: '/section', detail: 'is not set' }],
          changes: {
            edition: 2,
            fields: ['body', 'title'],
            quotes: { confirmed: 1, corrected: 0, retracted: 0 },
          },
          version: 7,
          revision: 4,
        },
      ],
    },
  ),
)
export type Validation = Static<typeof Validation>

export const schemas = [NoMembers, Validation, NewPublication, Publication, NewWithdrawal, Withdrawal]
