import { validatorOf } from '../../http/validation.ts'
import { readEdtf } from '../../lib/edtf.ts'
import { invalid } from '../../lib/errors.ts'
import { type EditorialSpeaker, SpeakerWords } from './schema.ts'

export type Identifier = NonNullable<SpeakerWords['identifiers']>[number]
type Role = NonNullable<SpeakerWords['roles']>[number]

/** A pattern for LIKE in which `text` stands for itself. */
export const likeLiteral = (text: string) => text.replace(/[\\%_]/g, '\\$&')

interface Scheme {
  form: string
  fits: (value: string) => boolean
}

const matching = (pattern: RegExp) => (value: string) => pattern.test(value)

const SCHEMES: Record<Identifier['scheme'], Scheme> = {
  wikidata: { form: 'an item such as Q42', fits: matching(/^Q[1-9]\d{0,11}$/) },
  viaf: { form: 'a number such as 75121530', fits: matching(/^[1-9]\d{0,21}$/) },
  orcid: {
    form: 'an ORCID such as 0000-0002-1825-0097, with the right check digit',
    fits: (value) => /^(\d{4}-){3}\d{3}[\dX]$/.test(value) && hasCheckDigit(value.replaceAll('-', '')),
  },
  isni: {
    form: 'an ISNI such as 000000012281955X, without spaces, with the right check digit',
    fits: (value) => /^\d{15}[\dX]$/.test(value) && hasCheckDigit(value),
  },
  x: { form: 'a handle such as @newsroom', fits: matching(/^@?[A-Za-z0-9_]{1,15}$/) },
  mastodon: {
    form: 'an address such as @newsroom@social.example',
    fits: matching(/^@[A-Za-z0-9_]+([.-][A-Za-z0-9_]+)*@[a-z0-9-]+(\.[a-z0-9-]+)+$/i),
  },
  url: {
    form: 'an http or https address',
    fits: (value) => /^https?:\/\/[^\s\\]+$/i.test(value) && URL.canParse(value),
  },
}

/** ISO 7064 MOD 11-2, which ORCID and ISNI share: the last of 16 characters follows from the others. */
function hasCheckDigit(characters: string): boolean {
  const total = [...characters.slice(0, -1)].reduce((sum, digit) => (sum + Number(digit)) * 2, 0)
  const check = (12 - (total % 11)) % 11
  return characters.endsWith(check === 10 ? 'X' : String(check))
}

/** Refuses what a schema cannot see: identifiers that are none or twice, roles that end before they begin. */
function refuseContradictions(identifiers: readonly Identifier[], roles: readonly Role[]): void {
  const seen = new Set<string>()
  for (const [index, { scheme, value }] of identifiers.entries()) {
    const place = `/identifiers/${index}`
    const { form, fits } = SCHEMES[scheme]
    if (!fits(value)) throw invalid(`${place}/value`, `must be ${form}`, 'identifier')
    if (seen.has(`${scheme} ${value}`)) throw invalid(place, 'stands in the list twice', 'duplicate')
    seen.add(`${scheme} ${value}`)
  }
  for (const [index, role] of roles.entries()) {
    if (endsEarly(role)) throw invalid(`/roles/${index}/to`, 'must not lie before `from`', 'order')
  }
}

function endsEarly({ from, to }: Role): boolean {
  const begin = from === undefined ? null : readEdtf(from)?.min
  const end = to === undefined ? null : readEdtf(to)?.max
  return Boolean(begin && end && end < begin)
}

const SCHEME_ORDER = Object.keys(SCHEMES)

const checked = validatorOf<SpeakerWords>(SpeakerWords)

/** Of an anonymous source a label and a reason are kept, and nothing that leads to a person. */
function refuseIdentity(words: Partial<SpeakerWords>): void {
  for (const name of IDENTIFYING) {
    const value = words[name]
    const isThere = Array.isArray(value) ? value.length > 0 : value !== undefined
    if (isThere) throw invalid(`/${name}`, 'must be left out for an anonymous source', 'identity')
  }
}

const IDENTIFYING = ['sortName', 'aliases', 'identifiers', 'roles', 'parentOrganization'] as const

/** The words of a speaker as they may be stored, with every list, or 400 for the place that is wrong. */
export function readWords(value: unknown) {
  const { aliases = [], identifiers = [], roles = [], ...words } = checked(value)
  refuseContradictions(identifiers, roles)
  if (words.kind === 'anonymous') refuseIdentity({ ...words, aliases, identifiers, roles })
  return { ...words, aliases, identifiers: sortIdentifiers(identifiers), roles }
}

/** What a desk has written about a speaker: the shape in which it sends and patches it. */
export function toWords(speaker: EditorialSpeaker): SpeakerWords {
  const { name, kind, slug, sortName, description, parentOrganization, aliases, identifiers, roles } = speaker
  const optional = present({ sortName, description, parentOrganization })
  return { name, kind, slug, ...optional, aliases, identifiers, roles: roles.map(present) as Role[] }
}

/** Without the members that are null, which is how a request says that there is none. */
const present = (object: object) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null))

/** Identifiers have no order of their own; this is the one in which they are shown. */
export const sortIdentifiers = (identifiers: readonly Identifier[]): Identifier[] =>
  [...identifiers].sort(
    (a, b) => SCHEME_ORDER.indexOf(a.scheme) - SCHEME_ORDER.indexOf(b.scheme) || (a.value < b.value ? -1 : 1),
  )
