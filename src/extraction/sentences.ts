import { isNominal } from './noun-phrases.ts'
import type { Token } from './tokens.ts'

/** Token indices, the end exclusive. */
export interface Range {
  from: number
  to: number
}

/** Nobody writes longer sentences; hostile text does, and every rule looks at one sentence at a time. */
const LENGTH_MAX = 160
/** How far behind “Really?” a verb of speech still belongs to it. */
const TAG_MAX = 8

/** The sentences of a paragraph. A quote is one token, and what it ends with may end the sentence around it. */
export function sentencesOf(tokens: readonly Token[], text: string): Range[] {
  const sentences: Range[] = []
  let from = 0
  for (let at = 0; at < tokens.length; at++) {
    const isLong = at - from >= LENGTH_MAX
    if (!isLong && !endsSentence(tokens, at, text)) continue
    sentences.push({ from, to: at + 1 })
    from = at + 1
  }
  if (from < tokens.length) sentences.push({ from, to: tokens.length })
  return sentences
}

function endsSentence(tokens: readonly Token[], at: number, text: string): boolean {
  const token = tokens[at]
  const next = tokens[at + 1]
  if (!token || !next) return true
  if (token.kind === 'quote') return quoteEnds(tokens, at, text)
  if (isStop(token.text)) return next.kind !== 'mark' && mayBegin(next)
  // An abbreviation ends one only before what hardly follows it inside: “at 9 a.m. The …”
  return token.text.endsWith('.') && next.isCapital && /^(determiner|pronoun)$/.test(next.wordClass)
}

const isStop = (mark: string) => mark === '.' || mark === '!' || mark === '?' || mark === '…'
const mayBegin = (token: Token) => token.kind === 'quote' || token.isCapital || /^[\p{N}#]/u.test(token.text)

function quoteEnds(tokens: readonly Token[], at: number, text: string): boolean {
  const span = tokens[at]?.span
  const next = tokens[at + 1]
  if (!span || !next || !mayBegin(next)) return false
  const last = text.charAt(span.innerEnd - 1)
  if (last === '.') return !text.slice(0, span.innerEnd).endsWith('...') || !isTagged(tokens, at + 1)
  return /[!?…—–―-]/.test(last) && !isTagged(tokens, at + 1)
}

/** A weak verb belongs to it only where nothing follows: “Really?” Smith pressed. */
const isTag = ({ verb }: Token, next: Token | undefined) =>
  verb?.strength !== 'weak' || !next || next.kind === 'mark'

/** “Really?” Smith said: a verb of speech follows before anything that would begin a sentence of its own. */
function isTagged(tokens: readonly Token[], from: number): boolean {
  for (let at = from; at < from + TAG_MAX; at++) {
    const token = tokens[at]
    if (!token) return false
    if (token.verb?.form === 'finite' && at > from && isTag(token, tokens[at + 1])) return true
    if (!isNominal(token) && token.wordClass !== 'preposition' && token.wordClass !== 'adverb') return false
  }
  return false
}
