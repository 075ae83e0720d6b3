import { type Static, Type } from 'typebox'
import { closed, Id, named, pageOf, Slug, Timestamp } from '../../http/schemas.ts'

const kind = Type.Enum(['correction', 'clarification', 'update', 'retraction'], {
  description:
    '`correction` of something wrong, `clarification` of something misleading, `update` with what was not known, `retraction` of what should not have been said.',
})
const publicText = Type.String({
  minLength: 1,
  maxLength: 2000,
  description: 'What readers are told, plain text; public for ever.',
})
const example = {
  kind: 'correction',
  publicText: 'An earlier version gave the depth of the channel as nine metres. It is eleven.',
} as const

export const NewCorrection = named('NewCorrection', closed({ kind, publicText }, { examples: [example] }))
export type NewCorrection = Static<typeof NewCorrection>

const members = {
  id: Id,
  articleId: Id,
  kind,
  publicText,
  at: Type.Unsafe<string>({ ...Timestamp, description: 'When the corrected edition began.' }),
  fromEdition: Type.Integer({ description: 'The edition that was wrong.' }),
  toEdition: Type.Integer({ description: 'The edition that put it right.' }),
}

const whole = {
  id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b25',
  articleId: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
  ...example,
  at: '2026-03-12T09:00:00.000Z',
  fromEdition: 1,
  toEdition: 2,
}

/** A correction as its maker sees it. */
export const MadeCorrection = named(
  'MadeCorrection',
  Type.Object(
    { ...members, version: Type.Integer({ description: 'The article’s new version: the ETag.' }) },
    { examples: [{ ...whole, version: 9 }] },
  ),
)
export type MadeCorrection = Static<typeof MadeCorrection>

/** A correction as readers see it, with the article as it is called now. */
export const Correction = named(
  'Correction',
  Type.Object(
    {
      ...members,
      article: Type.Object({ id: Id, slug: Slug, title: Type.String(), url: Type.String() }),
    },
    {
      examples: [
        {
          ...whole,
          article: {
            id: whole.articleId,
            slug: 'harbour-dredging-resumes-at-night',
            title: 'Harbour dredging resumes at night',
            url: 'https://news.example/city/harbour-dredging-resumes-at-night',
          },
        },
      ],
    },
  ),
)
export type Correction = Static<typeof Correction>
export const CorrectionPage = pageOf(Correction)

export const schemas = [NewCorrection, MadeCorrection, Correction, CorrectionPage]
