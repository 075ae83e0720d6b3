import { type Static, Type } from 'typebox'
import { selectable } from '../../http/fields.ts'
import { patchOf } from '../../http/patch.ts'
import {
  closed,
  Id,
  line,
  listOf,
  named,
  nullable,
  pageOf,
  ref,
  Slug,
  Timestamp,
} from '../../http/schemas.ts'
import { HeldRole, Role } from './role-schema.ts'

export const SPEAKER_KINDS = ['person', 'organization', 'group', 'document', 'anonymous'] as const
const ALIAS_TYPES = ['full', 'surname', 'transliteration', 'handle', 'former_name'] as const
const SCHEMES = ['wikidata', 'viaf', 'orcid', 'isni', 'x', 'mastodon', 'url'] as const

const SpeakerName = line(160, { examples: ['Leonor Achterberg'] })
const SpeakerKind = Type.Enum([...SPEAKER_KINDS], {
  description: 'Of an `anonymous` speaker the name is a label and says nothing of who it is.',
})
const SortName = line(160, { description: 'As in a register.', examples: ['Achterberg, Leonor'] })
const Description = Type.String({ minLength: 1, maxLength: 2000, examples: ['Mayor of Marsana.'] })
const Alias = closed({
  name: line(160, { examples: ['Achterberg'] }),
  type: Type.Enum([...ALIAS_TYPES]),
})
const Identifier = closed({
  scheme: Type.Enum([...SCHEMES]),
  value: line(500, {
    description: 'Checked by its scheme: pattern, and the check digit of `orcid` and `isni`.',
    examples: ['Q42'],
  }),
})
const many = { maxItems: 50 }
const Aliases = Type.Array(Alias, {
  ...many,
  description: 'Other names. Two speakers may share one.',
  examples: [[{ name: 'Achterberg', type: 'surname' }]],
})
const Identifiers = Type.Array(Identifier, {
  ...many,
  description: 'Each belongs to one speaker.',
  examples: [[{ scheme: 'wikidata', value: 'Q42' }]],
})
const words = { name: SpeakerName, kind: SpeakerKind }
const choices = {
  sortName: Type.Optional(SortName),
  description: Type.Optional(Description),
  aliases: Type.Optional(Aliases),
  identifiers: Type.Optional(Identifiers),
  roles: Type.Optional(Type.Array(Role, { ...many, description: 'Over time, as the newsroom orders them.' })),
  parentOrganization: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 120,
      description: 'Id or slug of another speaker, an organization or group.',
      examples: ['city-of-marsana'],
    }),
  ),
}

const example = {
  name: 'Leonor Achterberg',
  kind: 'person',
  slug: 'leonor-achterberg',
  sortName: 'Achterberg, Leonor',
  description: 'Mayor of Marsana.',
  aliases: [{ name: 'Achterberg', type: 'surname' }],
  identifiers: [{ scheme: 'wikidata', value: 'Q42' }],
  roles: [{ title: 'Mayor of Marsana', organization: 'City of Marsana', from: '2022-06' }],
  parentOrganization: 'city-of-marsana',
}
const parentId = '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b21'
const heldRoles = [{ ...example.roles[0], to: null }]

export const NewSpeaker = named(
  'NewSpeaker',
  closed(
    { ...words, slug: Type.Optional(Slug), ...choices },
    {
      description: 'Names are not unique. Without `slug` one is made from the name.',
      examples: [{ name: 'Leonor Achterberg', kind: 'person' }, example],
    },
  ),
)
export type NewSpeaker = Static<typeof NewSpeaker>

/** Everything a desk may write about a speaker; what a patch must leave whole. */
export const SpeakerWords = closed({ ...words, slug: Slug, ...choices })
export type SpeakerWords = Static<typeof SpeakerWords>

export const SpeakerChange = named(
  'SpeakerChange',
  patchOf(SpeakerWords, {
    description: 'A merge patch (RFC 7396). Lists are replaced whole; null removes what may be absent.',
    examples: [{ description: 'Mayor of Marsana since 2022.', sortName: null }],
  }),
)

const shown = {
  sortName: nullable(SortName),
  kind: SpeakerKind,
  description: nullable(Description),
  aliases: Aliases,
  identifiers: Identifiers,
  roles: Type.Array(ref(HeldRole)),
}

export const EditorialSpeaker = named(
  'EditorialSpeaker',
  Type.Object(
    {
      id: Id,
      slug: Slug,
      name: SpeakerName,
      ...shown,
      parentOrganization: nullable(Id, 'Id of the speaker that this one belongs to.'),
      mergedInto: nullable(Id, 'The speaker that this one turned out to be.'),
      roleAt: Type.Optional(
        nullable(ref(HeldRole), 'Only with `at`: what the speaker was then; null where nobody knows.'),
      ),
      version: Type.Integer(),
      createdAt: Timestamp,
      updatedAt: Timestamp,
      updatedBy: Type.String({ examples: ['Foreign desk'] }),
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
          ...example,
          roles: heldRoles,
          parentOrganization: parentId,
          mergedInto: null,
          version: 1,
          createdAt: '2026-03-14T09:26:53.589Z',
          updatedAt: '2026-03-14T09:26:53.589Z',
          updatedBy: 'Foreign desk',
        },
      ],
    },
  ),
)
export type EditorialSpeaker = Static<typeof EditorialSpeaker>
export const EditorialSpeakerPage = pageOf(EditorialSpeaker)

/** Who said it, as far as a quote tells. */
export const SpeakerRef = named(
  'SpeakerRef',
  Type.Object(
    { id: Id, slug: Slug, name: SpeakerName, kind: SpeakerKind },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
          slug: 'leonor-achterberg',
          name: 'Leonor Achterberg',
          kind: 'person',
        },
      ],
    },
  ),
)
export type SpeakerRef = Static<typeof SpeakerRef>

/** A speaker as the public reads it, before `?fields=` chooses. */
export const WholeSpeaker = named(
  'PublicSpeaker',
  Type.Object(
    {
      id: Id,
      slug: Slug,
      name: SpeakerName,
      ...shown,
      parentOrganization: nullable(
        Type.Object({ id: Id, slug: Slug, name: SpeakerName }),
        'Null also while no visible article names it.',
      ),
      quoteCount: Type.Integer({ description: 'Quotes of theirs in visible articles.' }),
    },
    {
      examples: [
        {
          id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
          ...example,
          roles: heldRoles,
          parentOrganization: { id: parentId, slug: 'city-of-marsana', name: 'City of Marsana' },
          quoteCount: 12,
        },
      ],
    },
  ),
)
export type WholeSpeaker = Static<typeof WholeSpeaker>
export const PublicSpeaker = selectable(WholeSpeaker)
export const PublicSpeakerPage = pageOf(PublicSpeaker)

/** How a list of speakers is narrowed, on the desk and in public. */
export const filterMembers = {
  q: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 160,
      description:
        'A part of the name, of an alias or of a handle, in any case, with or without accents, and in any script that is spelled like it.',
    }),
  ),
  kind: Type.Optional(listOf(SpeakerKind, 'Any of these kinds.')),
  slug: Type.Optional(listOf(Type.String({ minLength: 1, maxLength: 120 }), 'Any of these slugs.')),
}

export const schemas = [
  HeldRole,
  NewSpeaker,
  SpeakerChange,
  EditorialSpeaker,
  EditorialSpeakerPage,
  SpeakerRef,
  PublicSpeaker,
  PublicSpeakerPage,
]
