import type { Clause } from './clause.ts'
import type { Language } from './languages/language.ts'
import { phraseEnd, phraseStart } from './noun-phrases.ts'
import type { Range } from './sentences.ts'
import { withApposition } from './subjects.ts'
import type { Token } from './tokens.ts'
import { isBehindQuote, verbClause } from './verb-clauses.ts'

/** How many words may stand between an owner and the noun: her 2014 campaign promise. */
const OWNER_REACH = 4

/** The reporting clauses of a sentence, in order. */
export function clausesOf(tokens: readonly Token[], sentence: Range, language: Language): Clause[] {
  const clauses: Clause[] = []
  for (let at = sentence.from; at < sentence.to; at++) {
    const clause =
      accordingTo(tokens, at, sentence, language) ??
      behindSource(tokens, at, sentence, language) ??
      nounClause(tokens, at, sentence, language) ??
      verbClause(tokens, at, { sentence, before: clauses, language })
    if (clause) clauses.push(clause)
    // “peut-on lire dans”: the verb in it is no clause of its own.
    if (clause?.shape === 'according') at = clause.verb
  }
  return clauses
}

function accordingTo(
  tokens: readonly Token[],
  at: number,
  sentence: Range,
  { accordingTo: openings, tags }: Language,
): Clause | undefined {
  const opening = openings.find((words) => words.every((word, offset) => tokens[at + offset]?.lower === word))
  const isTag = tags?.has(tokens[at]?.lower ?? '') && isBehindQuote(tokens, at)
  if (!opening && !isTag) return undefined
  const from = at + (opening?.length ?? 1)
  const to = withApposition(tokens, phraseEnd(tokens, from, sentence.to), sentence.to)
  if (to === from) return undefined
  const cue = { from: at, to: from }
  return { cue, subject: { from, to }, shape: 'according', verb: from - 1, strength: 'strong' }
}

/** “der Studie | zufolge”: what names a source stands behind it. */
function behindSource(
  tokens: readonly Token[],
  at: number,
  { from: limit }: Range,
  { postpositions }: Language,
): Clause | undefined {
  if (!postpositions?.has(tokens[at]?.lower ?? '')) return undefined
  const from = phraseStart(tokens, at - 1, limit)
  if (from === at) return undefined
  const cue = { from: at, to: at + 1 }
  return { cue, subject: { from, to: at }, shape: 'according', verb: at, strength: 'strong' }
}

/** “Smith’s claim that”, “his promise to”: a noun of speech and whose it is. */
function nounClause(
  tokens: readonly Token[],
  at: number,
  { from }: Range,
  { nouns }: Language,
): Clause | undefined {
  if (!nouns.speech.has(tokens[at]?.lower ?? '')) return undefined
  for (let owner = at - 1; owner >= Math.max(from, at - OWNER_REACH); owner--) {
    const token = tokens[owner]
    if (token?.kind !== 'word') return undefined
    if (!token.isPossessive && token.wordClass !== 'possessive') continue
    const start = token.isPossessive ? phraseStart(tokens, owner, from) : owner
    const subject = { from: start, to: owner + 1 }
    return { cue: { from: at, to: at + 1 }, subject, shape: 'noun', verb: at, strength: 'naming' }
  }
  return undefined
}
