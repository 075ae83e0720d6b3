import type { Clause } from './clause.ts'
import type { Language } from './languages/language.ts'
import { isNominal } from './noun-phrases.ts'
import type { Range } from './sentences.ts'
import { leadSubject, localSubject, subjectAfter, subjectBefore, subjectBeside } from './subjects.ts'
import type { Token } from './tokens.ts'

interface Context {
  sentence: Range
  /** The clauses on the left. */
  before: readonly Clause[]
  language: Language
}

/** What a verb of speech reports, with its own subject or that of the clause before. */
export function verbClause(tokens: readonly Token[], at: number, context: Context): Clause | undefined {
  const verb = tokens[at]?.verb
  if (!verb || !isVerbHere(tokens, at, context.sentence) || isPassive(tokens, at, context.sentence))
    return undefined
  const own = ownSubject(tokens, at, context)
  if (own) return { ...own, verb: at, strength: verb.strength }
  const subject = sharedSubject(tokens, at, context)
  return (
    subject && { cue: { from: at, to: at + 1 }, subject, shape: 'shared', verb: at, strength: verb.strength }
  )
}

/** The subject beside a verb, on its left before its right. */
function ownSubject(
  tokens: readonly Token[],
  verb: number,
  { sentence, language }: Context,
): Pick<Clause, 'cue' | 'subject' | 'shape'> | undefined {
  const cue = { from: auxiliariesBefore(tokens, verb), to: verb + 1 }
  const before = takesSubject(tokens, verb)
    ? subjectBefore(tokens, verb, sentence.from)
    : subjectBeside(tokens, verb, sentence.from)
  if (before && mayGovern(tokens, before, verb) && !isTurned(tokens, before, sentence, language)) {
    return { subject: before, cue: { from: before.cueFrom, to: verb + 1 }, shape: 'sv' }
  }
  // “Q,” called Smith: nobody writes that.
  if (tokens[verb]?.verb?.form !== 'finite' || tokens[verb]?.verb?.strength === 'naming') return undefined
  const after = subjectAfter(tokens, { from: cue.from, to: verb + 1 }, sentence, language)
  if (!after) return undefined
  // “In dem Urteil heißt es”: it says so there.
  const isImpersonal = language.pronouns.get(tokens[after.from]?.lower ?? '') === 'neuter'
  return before && isImpersonal ? { cue, subject: before, shape: 'sv' } : { cue, subject: after, shape: 'vs' }
}

/** “a | déclaré le maire”: the verb with what helps it. */
function auxiliariesBefore(tokens: readonly Token[], verb: number): number {
  let at = verb
  while (tokens[at - 1]?.wordClass === 'auxiliary') at--
  return at
}

/** “in | einem Interview”, “dem Boten”: no subject, but where or to whom. */
const isTurned = (
  tokens: readonly Token[],
  { from }: Range,
  sentence: Range,
  { isVerbSecond, obliques }: Language,
) =>
  isVerbSecond === true &&
  (obliques?.has(tokens[from]?.lower ?? '') ||
    (from > sentence.from && tokens[from - 1]?.wordClass === 'preposition'))

/** Not “the report”, “a written note”, “the Washington Post”: nouns and adjectives, whatever the verb. */
function isVerbHere(tokens: readonly Token[], at: number, { from }: Range): boolean {
  const before = at > from ? tokens[at - 1] : undefined
  if (!before || before.kind === 'quote') return true
  if (tokens[at]?.isCapital && before.kind === 'word') return false
  if (before.isPossessive || before.wordClass === 'possessive') return false
  // “Some chanted”: a determiner may stand for people, before a verb that is no noun and describes none.
  return before.wordClass !== 'determiner' || !(tokens[at]?.verb?.isNounToo || isNominal(tokens[at + 1]))
}

/** “was told”, “is often called”: somebody is spoken of. */
const isPassive = (tokens: readonly Token[], at: number, { from }: Range) =>
  tokens[at]?.verb?.form === 'finite' && helperBefore(tokens, at, from)?.wordClass === 'be'

function helperBefore(tokens: readonly Token[], verb: number, from: number): Token | undefined {
  let at = verb - 1
  while (at >= from && tokens[at]?.wordClass === 'adverb') at--
  return at >= from ? tokens[at] : undefined
}

/** “is saying” does, “saying” and “to say” share one. */
function takesSubject(tokens: readonly Token[], at: number): boolean {
  const helper = helperBefore(tokens, at, 0)
  const form = tokens[at]?.verb?.form
  if (form === 'participle') return helper?.wordClass === 'be'
  return form === 'finite' || helper?.wordClass !== 'infinitive'
}

/** “basic pay | rates”, “an East German | write”: what is a noun as often needs a subject that speaks. */
function mayGovern(tokens: readonly Token[], subject: Range, verb: number): boolean {
  const form = tokens[verb]?.verb
  if (!form?.isNounToo && form?.form !== 'base') return true
  if (isBehindQuote(tokens, subject.from) || tokens[subject.to]?.text === ',') return true
  const last = tokens[subject.to - 1]
  if (!last || /^(pronoun|relative|role|title|that)$/.test(last.wordClass)) return last !== undefined
  // “Republicans say”, but “a Twitter | comment”.
  const isBare = form.form === 'base' && subject.to === verb
  return last.isCapital && (!isBare || last.lower.endsWith('s'))
}

/** “Q,” the editorial | read. */
export const isBehindQuote = (tokens: readonly Token[], at: number) =>
  tokens[at - 1]?.kind === 'quote' || (tokens[at - 1]?.text === ',' && tokens[at - 2]?.kind === 'quote')

/** “… and said”, “…, adding”: the subject of the clause before, else of the sentence. */
function sharedSubject(
  tokens: readonly Token[],
  verb: number,
  { sentence, before }: Context,
): Range | undefined {
  const told = before.findLast(({ shape, strength }) => shape === 'sv' && strength !== 'weak')
  if (told) return told.subject
  const subject = localSubject(tokens, { from: sentence.from, to: verb }) ?? leadSubject(tokens, sentence)
  return subject && subject.to <= verb ? subject : undefined
}
