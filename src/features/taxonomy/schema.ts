import { type Static, Type } from 'typebox'
import { patchOf } from '../../http/patch.ts'
import { closed, Id, line, named, nullable, pageOf, Slug, Timestamp } from '../../http/schemas.ts'

/** The three lists of things that articles are filed under. They differ in words and in who sees them. */
export const TERM_NOUNS = ['section', 'tag', 'author'] as const
export type TermNoun = (typeof TERM_NOUNS)[number]

const EXAMPLES = {
  section: { slug: 'world', name: 'Region & World', description: 'From the other shore and beyond.' },
  tag: { slug: 'harbour', name: 'Harbour', description: 'Quays, ships and those who work on them.' },
  author: { slug: 'mirela-sundt', name: 'Mirela Sundt', description: 'Covers the town hall.' },
}

const name = line(160)
const description = Type.String({ minLength: 1, maxLength: 2000 })
const id = '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20'

/** Everything a desk may write about a term; what a patch must leave whole. */
export const TermWords = closed({ name, slug: Slug, description: Type.Optional(description) })
export type TermWords = Static<typeof TermWords>

const termOf = (members: Record<string, unknown>) =>
  Type.Object({ id: Id, slug: Slug, name, description: nullable(description) }, { examples: [members] })

const editorialTermOf = (members: Record<string, unknown>) =>
  Type.Object(
    {
      ...termOf(members).properties,
      version: Type.Integer(),
      createdAt: Timestamp,
      updatedAt: Timestamp,
      updatedBy: Type.String({ examples: ['Foreign desk'] }),
    },
    {
      examples: [
        {
          ...members,
          version: 1,
          createdAt: '2026-03-14T09:26:53.589Z',
          updatedAt: '2026-03-14T09:26:53.589Z',
          updatedBy: 'Foreign desk',
        },
      ],
    },
  )

/** The noun as the names of schemas and operations have it. */
export const titleOf = (noun: TermNoun) => `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`

/** The schemas of one kind of term, under its names. */
export function termSchemas(noun: TermNoun) {
  const title = titleOf(noun)
  const example = EXAMPLES[noun]
  const Term = named(title, termOf({ id, ...example }))
  const EditorialTerm = named(`Editorial${title}`, editorialTermOf({ id, ...example }))
  const NewTerm = named(
    `New${title}`,
    closed(
      { name, slug: Type.Optional(Slug), description: Type.Optional(description) },
      {
        description: 'Without `slug` one is made from the name.',
        examples: [{ name: example.name }, example],
      },
    ),
  )
  const words = {
    description: 'A merge patch (RFC 7396).',
    examples: [{ name: example.name, description: null }],
  }
  const TermChange = named(`${title}Change`, patchOf(TermWords, words))
  return {
    Term,
    TermPage: pageOf(Term),
    EditorialTerm,
    EditorialTermPage: pageOf(EditorialTerm),
    NewTerm,
    TermChange,
  }
}

export type TermSchemas = ReturnType<typeof termSchemas>
export type Term = Static<TermSchemas['Term']>
export type EditorialTerm = Static<TermSchemas['EditorialTerm']>
export type NewTerm = Static<TermSchemas['NewTerm']>
