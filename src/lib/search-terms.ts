/** One thing that a reader looks for: words that stand side by side, or the beginning of a word. */
export interface Term {
  kind: 'words' | 'prefix'
  text: string
  /** What is found must not have it. */
  isExcluded: boolean
}

/** `"a phrase"`, also in typographic marks, or a run of anything else; a hyphen before it excludes. */
const TERM = /(?<![^\s])(-?)(?:["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+))/gu
const HAS_WORD = /[\p{L}\p{N}]/u
/** Fewer letters begin half of all words. */
const PREFIX = /^(.*[\p{L}\p{M}\p{N}]{2})\*+$/su

/**
 * Reads what somebody typed: words, `"phrases"`, `beginn*`, `-without`. There is no wrong syntax: marks that mean
 * nothing are passed over.
 */
export function readTerms(query: string): Term[] {
  return Array.from(query.matchAll(TERM), ([, minus, phrase, word = '']): Term => {
    const prefix = PREFIX.exec(word)?.[1]
    const isExcluded = minus === '-'
    if (prefix !== undefined) return { kind: 'prefix', text: prefix, isExcluded }
    return { kind: 'words', text: phrase ?? word, isExcluded }
  }).filter(({ text }) => HAS_WORD.test(text))
}
