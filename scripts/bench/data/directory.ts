import type { Client } from 'pg'
import { FOLD_VERSION, keysOf } from '../../../src/features/speaker-names/rules.ts'
import { slugify } from '../../../src/lib/slug.ts'
import { chanceFrom, pick } from './chance.ts'
import { idOf } from './ids.ts'
import { insertRows } from './insert-rows.ts'
import type { Options } from './options.ts'
import { capital, rareWord } from './vocabulary.ts'

/** Whom and what the articles name, by number. */
export interface Directory {
  sections: Term[]
  tags: Term[]
  authors: Term[]
  speakers: { id: string; name: string; role: string | null }[]
}

interface Term {
  id: string
  name: string
}

const SECTIONS =
  'News Politics Business World City Culture Science Sports Health Opinion Travel Weather'.split(' ')
const GIVEN =
  'Mara Jonas Lina Samir Katarin Obi Tavra Ines Pavel Noor Greta Emil Sofia Idris Yuki Leon'.split(' ')
const TITLES = ['spokesperson', 'director', 'mayor', 'head of research', 'member of the council', 'minister']
const FIRST_YEAR = 1990
const YEARS_IN_OFFICE = 10
/** The directory is older than what names it. */
const AGE_MS = 40 * 365 * 86_400_000

/** Sections, tags, authors and speakers, with the offices that these held and the keys under which they are found. */
export async function writeDirectory(client: Client, options: Options): Promise<Directory> {
  const { articles, seed, until } = options
  const at = new Date(until.getTime() - AGE_MS)
  const stamp = { created_at: at, updated_at: at, updated_by: 'bench' }
  const amount = (most: number, each: number, least: number) =>
    Math.min(most, least + Math.ceil(articles / each))
  const terms = (noun: 'section' | 'tag' | 'author', names: readonly string[]) =>
    names.map((name, n) => ({ id: idOf(seed, noun, n, at), slug: `${slugify(name, noun)}-${n}`, name }))
  const sections = terms('section', SECTIONS)
  const tags = terms(
    'tag',
    numbered(amount(2000, 50, 30), (n) => capital(rareWord(n * 3))),
  )
  const authors = terms('author', numbered(amount(500, 200, 12), personName))
  const speakers = numbered(amount(5000, 40, 40), (n) => speakerNo(n, seed, at))
  for (const [table, rows] of Object.entries({ section: sections, tag: tags, author: authors })) {
    await insertRows(
      client,
      table,
      rows.map((row) => ({ ...row, version: 1, ...stamp })),
    )
  }
  const rows = speakers.map(({ id, slug, name, kind, sortName }) => {
    return { id, slug, name, kind, sort_name: sortName, version: 1, fold_version: FOLD_VERSION, ...stamp }
  })
  await insertRows(client, 'speaker', rows)
  await insertRows(client, 'speaker_role', speakers.flatMap(roleRows))
  await insertRows(client, 'speaker_key', speakers.flatMap(keyRows))
  return {
    ...{ sections, tags, authors },
    speakers: speakers.map(({ id, name, roles }) => ({ id, name, role: roles.at(-1)?.title ?? null })),
  }
}

type Speaker = ReturnType<typeof speakerNo>

const roleRows = ({ id, roles }: Speaker) =>
  roles.map((role, position) => ({ speaker_id: id, position, ...role }))

const keyRows = ({ id, name, kind, sortName }: Speaker) =>
  keysOf({ name, kind, ...(sortName !== null && { sortName }) }).map((key) => ({ speaker_id: id, ...key }))

function speakerNo(n: number, seed: number, at: Date) {
  const isOrganization = n % 5 === 4
  const name = isOrganization ? `${capital(rareWord(n * 11 + 5))} Institute` : personName(n)
  const [given, family] = name.split(' ')
  return {
    id: idOf(seed, 'speaker', n, at),
    slug: `${slugify(name, 'speaker')}-${n}`,
    name,
    sortName: isOrganization ? null : `${family}, ${given}`,
    kind: isOrganization ? ('organization' as const) : ('person' as const),
    roles: isOrganization ? [] : rolesOf(n, seed),
  }
}

/** One to three offices, one after the other; the last is held still. */
function rolesOf(n: number, seed: number) {
  const chance = chanceFrom(seed * 31 + n)
  const count = 1 + Math.floor(chance() * 3)
  return numbered(count, (at) => ({
    title: pick(chance, TITLES),
    organization: `${capital(rareWord(n * 11 + 5))} Institute`,
    from: String(FIRST_YEAR + at * YEARS_IN_OFFICE),
    to: at === count - 1 ? null : String(FIRST_YEAR + (at + 1) * YEARS_IN_OFFICE - 1),
  }))
}

const personName = (n: number) =>
  `${GIVEN[n % GIVEN.length]} ${capital(rareWord(Math.floor(n / GIVEN.length) * 17 + (n % GIVEN.length) * 131))}`

const numbered = <T>(count: number, make: (n: number) => T) =>
  Array.from({ length: count }, (_, n) => make(n))
