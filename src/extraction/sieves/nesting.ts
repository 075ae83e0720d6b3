import type { Clause } from '../clause.ts'
import type { Place } from '../scene.ts'
import type { Token } from '../tokens.ts'

/**
 * “Smith said that | Jones had called it ‘Q’”: words of a sentence that somebody reports are the reporter's, as far out as
 * one clause holds the next.
 */
export function outermost({ paragraph: { tokens }, sentence }: Place, inner: Clause): Clause {
  if (isPutIn(tokens, inner)) return inner
  let clause = inner
  for (const outer of sentence.clauses.toReversed()) {
    if (outer.verb < clause.verb && holds(tokens, outer, clause)) clause = outer
  }
  return clause
}

/** “The costs, | he added, | are ‘Q’”: stands outside of what is said. */
const isPutIn = (tokens: readonly Token[], { subject, cue }: Clause) =>
  tokens[subject.from - 1]?.text === ',' && tokens[cue.to]?.text === ','

/** Nothing between them ends what is reported: no other quote, no conjunction before a subject of its own. */
function holds(tokens: readonly Token[], outer: Clause, inner: Clause): boolean {
  if (outer.shape !== 'sv' || outer.strength === 'weak' || outer.strength === 'naming') return false
  if (inner.subject.from <= outer.verb) return true
  const between = tokens.slice(outer.verb + 1, inner.subject.from)
  if (between.at(-1)?.wordClass === 'coordinator') return false
  return between.every((token, index) => !endsReport(token, between[index - 1]))
}

/** Another quote, a semicolon, a subordinate clause, and “in which he said”. */
const endsReport = ({ kind, text, wordClass }: Token, before: Token | undefined) =>
  kind === 'quote' ||
  text === ';' ||
  wordClass === 'subordinator' ||
  (wordClass === 'relative' && before?.wordClass === 'preposition')
