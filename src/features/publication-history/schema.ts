import { type Static, Type } from 'typebox'
import { named, nullable, pageOf, Slug, Timestamp } from '../../http/schemas.ts'
import { Title } from '../articles/parts.ts'
import { NewCorrection } from '../corrections/schema.ts'
import { Publication, Withdrawal } from '../publications/schema.ts'

const { edition, revision, publishAt, embargoUntil, expiresAt } = Publication.properties

/** A publication as the desk looks back on it, or forward to it. */
export const PublicationEntry = named(
  'PublicationEntry',
  Type.Object(
    {
      ...{ edition, revision },
      title: Title,
      slug: Slug,
      ...{ publishAt, embargoUntil, expiresAt },
      endsAt: nullable(Timestamp, 'When it ends, or ended: by expiry, or because the next one begins.'),
      correction: nullable(Type.Object(NewCorrection.properties), 'What it puts right.'),
      createdAt: Timestamp,
      createdBy: Type.String({ description: 'The label of the key that ordered it.' }),
    },
    {
      examples: [
        {
          ...{ edition: 1, revision: 3 },
          ...{ title: 'Harbour dredging resumes at night', slug: 'harbour-dredging-resumes-at-night' },
          ...{ publishAt: '2026-03-12T04:00:00.000Z', embargoUntil: null, expiresAt: null },
          ...{ endsAt: null, correction: null },
          ...{ createdAt: '2026-03-11T16:20:00.000Z', createdBy: 'City desk' },
        },
      ],
    },
  ),
)
export type PublicationEntry = Static<typeof PublicationEntry>
export const PublicationEntryPage = pageOf(PublicationEntry)

const { id, kind, reason, notice, createdAt, createdBy } = Withdrawal.properties

/** Why an article was taken from the public, and whether it came back. */
export const WithdrawalEntry = named(
  'WithdrawalEntry',
  Type.Object(
    {
      ...{ id, kind, reason, notice, createdAt, createdBy },
      endedAt: nullable(Timestamp, 'When it was reinstated, or withdrawn further; null while it lasts.'),
      endedBy: nullable(Type.String(), 'The label of the key that ended it.'),
    },
    {
      examples: [
        {
          ...{ id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b23', kind: 'withheld' },
          ...{ reason: 'The second source takes it back.', notice: null },
          ...{ createdAt: '2026-03-12T09:00:00.000Z', createdBy: 'City desk' },
          ...{ endedAt: '2026-03-12T11:30:00.000Z', endedBy: 'City desk' },
        },
      ],
    },
  ),
)
export type WithdrawalEntry = Static<typeof WithdrawalEntry>
export const WithdrawalEntryPage = pageOf(WithdrawalEntry)

export const schemas = [PublicationEntry, PublicationEntryPage, WithdrawalEntry, WithdrawalEntryPage]
