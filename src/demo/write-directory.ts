import type { Act } from '../db/act.ts'
import { findTermIds } from '../features/articles/store.ts'
import { createSpeaker } from '../features/speakers/store.ts'
import { createTerm } from '../features/taxonomy/store.ts'
import { speakers } from './speakers.ts'
import { findSpeaker } from './store.ts'
import { authors, sections, tags } from './taxonomy.ts'
import type { DemoSpeaker } from './types.ts'

/** Sections, tags, authors and speakers; returns the speakers' ids by slug. */
export async function writeDirectory(unit: Act): Promise<Map<string, string>> {
  for (const { slug, name } of sections) await writeTerm(unit, 'section', { slug, name })
  for (const { slug, name } of tags) await writeTerm(unit, 'tag', { slug, name })
  for (const { slug, name, bio } of authors) await writeTerm(unit, 'author', { slug, name, description: bio })
  const ids = new Map<string, string>()
  for (const speaker of speakers) ids.set(speaker.slug, await writeSpeaker(unit, speaker))
  return ids
}

async function writeTerm(
  unit: Act,
  noun: 'section' | 'tag' | 'author',
  term: { slug: string; name: string; description?: string },
) {
  const [known] = await findTermIds(unit.tx, noun, [term.slug])
  if (known === undefined) await createTerm(unit, noun, term)
}

async function writeSpeaker(
  unit: Act,
  { slug, name, kind, description, aliases = [], roles = [] }: DemoSpeaker,
) {
  const known = await findSpeaker(unit.tx, slug)
  if (known) return known.id
  const words = { slug, name, kind, description, aliases: [...aliases] }
  const held = roles.map(({ organization, ...role }) => ({
    ...role,
    ...(organization && { organization: nameOf(organization) }),
  }))
  return (await createSpeaker(unit, { ...words, roles: held })).id
}

/** The demo's roles name organizations by their slugs; a speaker's role says the name. */
const nameOf = (slug: string) => speakers.find((speaker) => speaker.slug === slug)?.name ?? slug
