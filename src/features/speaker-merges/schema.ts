import { type Static, Type } from 'typebox'
import { closed, Id, named, nullable, pageOf, ref, Timestamp } from '../../http/schemas.ts'
import { SpeakerRef } from '../speakers/schema.ts'

export const NewSpeakerMerge = named(
  'NewSpeakerMerge',
  closed(
    {
      into: Type.String({
        minLength: 1,
        maxLength: 120,
        description: 'Id or slug of the speaker that this one turned out to be.',
      }),
    },
    { examples: [{ into: 'leonor-achterberg' }] },
  ),
)

const count = (description: string) => Type.Integer({ description })

export const SpeakerMerge = named(
  'SpeakerMerge',
  Type.Object(
    {
      id: Id,
      speaker: ref(SpeakerRef, 'Who was merged.'),
      into: ref(SpeakerRef, 'The survivor.'),
      moved: Type.Object({
        quotes: count('Quotes of articles in work, said by the merged one.'),
        quotesOnBehalf: count('Quotes in which somebody spoke for the merged one.'),
        publishedQuotes: count('Quotes in editions, of both sorts.'),
        aliases: count('Names that the survivor gained.'),
        identifiers: count('Identifiers that the survivor gained.'),
        roles: count('Roles that the survivor gained.'),
        members: count('Speakers who belonged to the merged one.'),
        merged: count('Speakers who had been merged into the merged one before.'),
      }),
      version: Type.Integer({ description: 'Of the merged speaker: the ETag.' }),
      createdAt: Timestamp,
      createdBy: Type.String({ examples: ['City desk'] }),
      undoneAt: nullable(Timestamp),
      undoneBy: nullable(Type.String()),
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b60',
          speaker: {
            id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b21',
            slug: 'l-achterberg',
            name: 'L. Achterberg',
            kind: 'person',
          },
          into: {
            id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
            slug: 'leonor-achterberg',
            name: 'Leonor Achterberg',
            kind: 'person',
          },
          moved: {
            quotes: 12,
            quotesOnBehalf: 0,
            publishedQuotes: 15,
            aliases: 1,
            identifiers: 1,
            roles: 0,
            members: 0,
            merged: 0,
          },
          version: 3,
          createdAt: '2026-03-14T09:26:53.589Z',
          createdBy: 'City desk',
          undoneAt: null,
          undoneBy: null,
        },
      ],
    },
  ),
)
export type SpeakerMerge = Static<typeof SpeakerMerge>
export const SpeakerMergePage = pageOf(SpeakerMerge)

export const schemas = [NewSpeakerMerge, SpeakerMerge, SpeakerMergePage]
