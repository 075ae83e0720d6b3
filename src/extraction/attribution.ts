import type { Phrase, Place } from './scene.ts'

/** Whose words a quote is said to be: the phrase that names them, and the verb. */
export interface Found {
  source: Phrase
  cue: Phrase | null
}

export interface Attribution extends Found {
  /** The sieve that found it. */
  rule: string
}

/** A quote and what was found for it. */
export interface Attributed {
  /** One, or one for each paragraph that it runs through. */
  places: readonly Place[]
  attribution: Attribution | undefined
}

/** What was found so far, for the rules that look back. */
export interface Heard {
  /** The quote before. */
  previous: Attributed | undefined
  /** The last quote whose source was found. */
  lastVoice: Attributed | undefined
}

/** A rule that finds the source of a quote, or leaves it to the next. */
export type Sieve = (place: Place, heard: Heard) => Found | undefined
