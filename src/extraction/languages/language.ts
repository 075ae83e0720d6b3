import type { Channel } from '../../lib/channels.ts'

/** How a reporting verb is trusted. */
export type VerbStrength =
  /** Hardly means anything but speech: say, tell, add. */
  | 'core'
  /** A verb of speech. */
  | 'strong'
  /** Introduces a word or two more often than a sentence: call, describe, dub. */
  | 'naming'
  /** Reports only where it stands close to the quote: believe, show, begin. */
  | 'weak'

export interface VerbForm {
  lemma: string
  strength: VerbStrength
  /** `finite` takes a subject, `participle` (saying) shares that of its sentence, `base` follows another verb. */
  form: 'finite' | 'participle' | 'base'
  /** Is a noun as often: a claim, a report. Needs a subject beside it to count. */
  isNounToo: boolean
}

/** What a word that is not a reporting verb does in a sentence. */
export type WordClass =
  | 'determiner'
  | 'pronoun'
  | 'relative'
  | 'possessive'
  /** Him, them: never a subject. */
  | 'object'
  | 'auxiliary'
  /** Forms of the verb that make a passive: was (told). */
  | 'be'
  /** To (say). */
  | 'infinitive'
  | 'adverb'
  | 'preposition'
  | 'coordinator'
  | 'subordinator'
  | 'that'
  | 'time'
  | 'role'
  | 'title'
  | 'plain'

/** The word before another one. */
export interface Neighbour {
  lower: string
  wordClass: WordClass
  verb: VerbForm | undefined
  isCapital: boolean
}

/** Who a pronoun may stand for. */
export type Gender = 'male' | 'female' | 'plural' | 'neuter' | 'any'

/** Nouns by what they name; in lower case. */
export interface Nouns {
  /** Speak for somebody else: spokesman, lawyer. */
  spokespersons: ReadonlySet<string>
  /** Forms of address, which are no role: Mr, Dr. */
  honorifics: ReadonlySet<string>
  /** Written texts that are quoted as if they spoke: statement, report, lawsuit. */
  documents: ReadonlySet<string>
  /** What somebody says, as a noun: claim, promise, slogan. */
  speech: ReadonlySet<string>
  /** What bears a title: show, book, song. */
  works: ReadonlySet<string>
  /** Institutions: ministry, company, Post. */
  organizations: ReadonlySet<string>
  /** Several people: protesters, officials, crowd. */
  groups: ReadonlySet<string>
  /** What a minister is minister of: the words between a title and a name. */
  offices: ReadonlySet<string>
  /** Parts of names in lower case: van, bin. */
  particles: ReadonlySet<string>
  /** What a title or a role says of somebody's gender. */
  genders: ReadonlyMap<string, Gender>
}

/** How a language speaks of time. Weekdays begin with Sunday, months with January. */
export interface TimeWords {
  weekdays: readonly string[]
  months: readonly string[]
  /** Days from the day of publication: yesterday −1. */
  days: ReadonlyMap<string, number>
  /**
   * Global, case-insensitive, most specific first. Named groups say what was found: `day`, `month`, `year`,
   * `weekday`, `relative` (a key of `days`), and `lastWeek`, `lastMonth`, `lastYear` for the unit before.
   */
  patterns: readonly RegExp[]
}

/**
 * Everything the extraction knows of a language. The algorithm reads nothing of a language but this, so that a
 * further language is a further file.
 */
export interface Language {
  /** BCP 47 primary subtag. */
  code: string
  /** Which marks open and which close, where the spaces around them do not say otherwise. */
  quotation: { openers: string; closers: string }
  /** Every form of every reporting verb, in lower case. */
  verbs: ReadonlyMap<string, VerbForm>
  words: ReadonlyMap<string, WordClass>
  /** What ends participles that may open a sentence: Reached by phone, … */
  participles?: RegExp
  /** Lower case, without the stop that does not end a sentence. */
  abbreviations: ReadonlySet<string>
  /** What introduces a source without a verb, as words in lower case: according to. */
  accordingTo: readonly (readonly string[])[]
  /** Third persons, and whom they may stand for. */
  pronouns: ReadonlyMap<string, Gender>
  nouns: Nouns
  time: TimeWords
  /** What the words around an attribution say of the channel; the first that matches wins. */
  channels: readonly (readonly [Channel, RegExp])[]
  /** Labels of an interview, in lower case: Q, A. */
  interview?: { question: ReadonlySet<string>; answer: ReadonlySet<string> }
  /** Directly before a quote these make it a name or a word held at arm's length: so-called, titled. */
  scareWords: ReadonlySet<string>
  /** Word classes by how a word ends, for words that stand in no list. */
  endings?: readonly (readonly [RegExp, WordClass])[]
  /** Where one written word is several: l’|eau, dit-|il. Global; what it matches belongs to neither. */
  joints?: RegExp
  /** What names a source behind it: der Studie zufolge. */
  postpositions?: ReadonlySet<string>
  /** What names a source only right behind a quote: „…“, so Müller. */
  tags?: ReadonlySet<string>
  /** Articles that hang a noun on the one before: die Tochter der Wirtin. */
  genitives?: ReadonlySet<string>
  /** Articles and owners that no subject begins with: dem Boten sagte sie. */
  obliques?: ReadonlySet<string>
  /** A number with a stop that ends no sentence: 3. März. */
  ordinal?: RegExp
  /** The speaker may be named between the marks: « Il pleut, dit-elle, depuis hier ». */
  interrupts?: true
  /** Whatever stands first, the verb is second and its subject may follow: in einem Brief schrieb Müller. */
  isVerbSecond?: true
  /** Where nouns have capitals: whether a word with one is no name. */
  isCommonNoun?: (word: string, before: Neighbour | undefined) => boolean
}
