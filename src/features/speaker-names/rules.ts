import { transliterate } from 'transliteration'
import type { SpeakerWords } from '../speakers/schema.ts'

/** Goes up with every change of what `fold` or `keysOf` answer: a job then writes the keys anew. */
export const FOLD_VERSION = 1

/** Single signs may spell whole phrases; an index keeps no more than it compares. */
const FOLDED_MAX = 200

/** Signs that mark a letter without being one: accents, and the vowels of Arabic and Hebrew. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\p{Cf}]/gu

/**
 * A name as it is looked up: spelled in Latin letters, without case, accents, vowel signs and punctuation.
 * What people type in other ways means the same; what has neither letters nor digits is empty.
 */
export function fold(name: string): string {
  const letters = name.normalize('NFKD').replace(MARKS, '').normalize('NFC')
  const spelled = transliterate(letters)
    .toLowerCase()
    .replace(/['’`ʼ]/g, '')
  const words = spelled.replace(/[^a-z0-9]+/g, ' ').trim()
  return words.slice(0, FOLDED_MAX).trimEnd()
}

export interface NameKey {
  type: 'name' | 'alias' | 'surname' | 'handle'
  folded: string
}

type Named = Pick<SpeakerWords, 'name' | 'kind' | 'sortName' | 'aliases' | 'identifiers'>

/** Everything under which a speaker is looked up, each once. */
export function keysOf({ name, kind, sortName, aliases = [], identifiers = [] }: Named): NameKey[] {
  const keys = [
    key('name', name),
    ...(sortName === undefined ? [] : [key('alias', sortName)]),
    ...aliases.map((alias) => key(ALIAS_KEYS[alias.type], alias.name)),
    ...identifiers.flatMap(handleOf),
    ...(kind === 'person' ? [key('surname', surnameOf(name, sortName))] : []),
  ]
  const told = keys.filter(({ folded }) => folded !== '')
  return [...new Map(told.map((each) => [`${each.type} ${each.folded}`, each])).values()]
}

const ALIAS_KEYS = {
  full: 'alias',
  transliteration: 'alias',
  former_name: 'alias',
  surname: 'surname',
  handle: 'handle',
} as const

const key = (type: NameKey['type'], name: string): NameKey => ({ type, folded: fold(name) })

/** On X the name of an account is all of it; on Mastodon what stands before the server. */
function handleOf({ scheme, value }: { scheme: string; value: string }): NameKey[] {
  if (scheme === 'x') return [key('handle', value)]
  return scheme === 'mastodon' ? [key('handle', value.split('@')[1] ?? '')] : []
}

/** What follows a surname without being one. */
const SUFFIXES = new Set(['jr', 'sr', 'ii', 'iii', 'iv', 'phd', 'md', 'qc', 'kc', 'mp'])

/** What a newspaper calls a person at the second mention: as the register sorts them, else the last word. */
export function surnameOf(name: string, sortName?: string): string {
  const [first = '', ...rest] = (sortName ?? '').split(',')
  if (rest.length > 0) return fold(first)
  const words = fold(name).split(' ')
  while (words.length > 1 && SUFFIXES.has(words.at(-1) ?? '')) words.pop()
  return words.at(-1) ?? ''
}

// ─── Likeness ────────────────────────────────────────────────────────────────────────────────────

/** A name that is asked for, and a key that may mean the same. */
export interface Encounter {
  asked: string
  key: NameKey
  /** The speaker's own name, folded. */
  own: string
  /** Of the trigrams of both, between 0 and 1. */
  similarity: number
}

export interface Likeness {
  score: number
  why: string
}

/** The least that `similar_names` finds in the database. */
const SIMILAR = 0.5

/** How likely a name that is asked for means the speaker whose key was found; undefined for hardly. */
export function likeness({ asked, key, own, similarity }: Encounter): Likeness | undefined {
  if (key.folded === asked) return SAME[key.type]
  const initials = key.type === 'surname' && sharesInitial(asked, own)
  if (initials) return { score: 0.8, why: 'surname and initial' }
  if (key.type === 'surname' && own === key.folded) return { score: 0.6, why: 'surname' }
  if (key.type === 'surname' || similarity < SIMILAR) return undefined
  return { score: Math.round((0.3 + 0.6 * similarity) * 100) / 100, why: 'similar name' }
}

const SAME: Record<NameKey['type'], Likeness> = {
  name: { score: 0.97, why: 'full name' },
  alias: { score: 0.95, why: 'alias' },
  handle: { score: 0.95, why: 'handle' },
  surname: { score: 0.7, why: 'surname' },
}

/** One of the two gives only the initial of the name that the other spells out. */
function sharesInitial(asked: string, own: string): boolean {
  const [given = ''] = asked.split(' ')
  const [other = ''] = own.split(' ')
  return (
    given !== asked && other !== own && given[0] === other[0] && Math.min(given.length, other.length) === 1
  )
}
