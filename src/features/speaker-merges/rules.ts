import { canonicalJson } from '../../lib/canonical.ts'
import { ApiError, conflict } from '../../lib/errors.ts'
import type { EditorialSpeaker, SpeakerWords } from '../speakers/schema.ts'

type Lists = Required<Pick<SpeakerWords, 'aliases' | 'identifiers' | 'roles'>>

/** A row of an edition's quotes. */
export type FrozenPlace = readonly [editionId: string, quoteId: string]

/** Quotes whose speaker, or whom they were said for, was exchanged. */
export interface MovedQuotes {
  quotes: string[]
  editions: FrozenPlace[]
  /** What editions had said of these quotes before, and an undo must leave. */
  kept: FrozenPlace[]
}

/** Everything that a merge moved: what an undo restores. */
export interface Moved {
  said: MovedQuotes
  represented: MovedQuotes
  /** Speakers who belonged to the merged one, and who had been merged into it. */
  members: string[]
  merged: string[]
  /** The merged one's words before, and what of them the survivor lacked. */
  before: SpeakerWords
  gained: Lists & { parentOrganization: { before: string | null; after: string | null } }
}

/** Nobody is merged into themselves, and no merge leads on to another; of anonymous sources there is no telling. */
export function refuseMerge(speaker: EditorialSpeaker, into: EditorialSpeaker): void {
  if (speaker.id === into.id) throw refused('itself', 'names the speaker itself')
  if (speaker.kind === 'anonymous' || into.kind === 'anonymous') {
    throw refused('anonymous', 'would say who an anonymous source is')
  }
  if (speaker.mergedInto) throw conflict(`${speaker.slug} is merged into ${speaker.mergedInto} already.`)
  if (into.mergedInto === speaker.id)
    throw conflict(`${into.slug} was merged into ${speaker.slug}: undo that first.`)
  if (into.mergedInto) throw conflict(`${into.slug} was merged into ${into.mergedInto}: merge into that one.`)
}

const refused = (code: string, detail: string) =>
  new ApiError('unprocessable', `A merge ${detail}.`, { errors: [{ pointer: '/into', code, detail }] })

const same = (a: object, b: object) => canonicalJson(a) === canonicalJson(b)
const without = <T extends object>(items: readonly T[], others: readonly T[]) =>
  items.filter((item) => !others.some((other) => same(item, other)))

const LIST_MAX = 50

/** What the survivor gains: the other's name as an alias, and whatever it had that the survivor lacks. */
export function gainOf(survivor: EditorialSpeaker, merged: EditorialSpeaker): Moved['gained'] {
  const named = merged.name === survivor.name ? [] : [{ name: merged.name, type: 'full' as const }]
  const before = listsOf(survivor)
  const theirs = listsOf(merged)
  const gained = {
    aliases: without([...named, ...without(theirs.aliases, named)], before.aliases),
    identifiers: theirs.identifiers,
    roles: without(theirs.roles, before.roles),
  }
  for (const list of ['aliases', 'identifiers', 'roles'] as const) {
    if (before[list].length + gained[list].length > LIST_MAX) {
      throw conflict(`The survivor would have more than ${LIST_MAX} ${list}.`)
    }
  }
  return { ...gained, parentOrganization: parentAfter(survivor, merged) }
}

/** A survivor that belonged to the other, or to nobody, belongs to whatever the other belonged to. */
function parentAfter(survivor: EditorialSpeaker, merged: EditorialSpeaker) {
  const before = survivor.parentOrganization
  const theirs = merged.parentOrganization === survivor.id ? null : merged.parentOrganization
  return { before, after: before === null || before === merged.id ? theirs : before }
}

/** The lists in the shape in which they are written. */
const listsOf = ({ aliases, identifiers, roles }: EditorialSpeaker): Lists => ({
  aliases,
  identifiers,
  roles: roles.map(
    (role) =>
      Object.fromEntries(
        Object.entries(role).filter(([, value]) => value !== null),
      ) as Lists['roles'][number],
  ),
})

/** The survivor's lists with what they gain. */
export const withGain = (survivor: EditorialSpeaker, gained: Lists): Lists => {
  const { aliases, identifiers, roles } = listsOf(survivor)
  return {
    aliases: [...aliases, ...gained.aliases],
    identifiers: [...identifiers, ...gained.identifiers],
    roles: [...roles, ...gained.roles],
  }
}

/** The survivor's lists without what they gained, as far as nobody has changed it since. */
export const withoutGain = (survivor: EditorialSpeaker, gained: Lists): Lists => {
  const { aliases, identifiers, roles } = listsOf(survivor)
  return {
    aliases: without(aliases, gained.aliases),
    identifiers: without(identifiers, gained.identifiers),
    roles: without(roles, gained.roles),
  }
}
