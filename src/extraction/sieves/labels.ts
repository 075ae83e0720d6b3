import type { Found, Sieve } from '../attribution.ts'
import { phraseEnd, phraseStart } from '../noun-phrases.ts'
import type { Phrase, Place } from '../scene.ts'
import { type Token, tokeniserOf } from '../tokens.ts'

const LABEL_MAX = 6
const LABEL_LENGTH = 40
const SIGNATURE_MAX = 14

/** SMITH: “Q.” The name of a transcript, or Q: and A: of an interview. */
export const label: Sieve = ({ sentence, paragraph, at }) => {
  const { tokens } = paragraph
  const to = at - 1
  if (tokens[to]?.text !== ':' || to <= sentence.from) return undefined
  const from = phraseStart(tokens, to - 1, Math.max(sentence.from, to - LABEL_MAX))
  const isWhole = from === sentence.from || isDash(tokens[from - 1])
  return isWhole && isName(tokens, from, to) ? ownerOf({ paragraph, from, to }) : undefined
}

/** “Smith’s | verdict”, “her | answer”: the label says whose. */
function ownerOf({ paragraph, from, to }: Phrase): Found {
  const { tokens } = paragraph
  const owner = tokens
    .slice(from, to)
    .findIndex(({ isPossessive, wordClass }) => isPossessive || wordClass === 'possessive')
  const cue = owner < 0 ? null : { paragraph, from: from + owner + 1, to }
  return { source: { paragraph, from, to: cue?.from ?? to }, cue: cue && cue.from < to ? cue : null }
}

const CAPITALS = /^(\p{Lu}[\p{Lu}.'’ -]{1,30}):\s/u

/** “SMITH: Q.” A transcript that was quoted whole: the label stands inside the marks. */
export const labelInside: Sieve = ({ scene: { text, language }, paragraph, span }) => {
  const [, name] = CAPITALS.exec(text.slice(span.innerStart, span.innerStart + LABEL_LENGTH)) ?? []
  if (!name) return undefined
  const extent = { start: span.innerStart, end: span.innerStart + name.length }
  const tokens = tokeniserOf(text, language)(extent, [])
  return { source: { paragraph: { ...paragraph, tokens }, from: 0, to: tokens.length }, cue: null }
}

/** “Q.” — Ann Smith, and the same on a line of its own. */
export const signature: Sieve = (place) => signatureBehind(place) ?? signatureBelow(place)

function signatureBehind({ paragraph, at }: Place): Found | undefined {
  const { tokens } = paragraph
  const from = isDash(tokens[at + 1]) ? skipDashes(tokens, at + 1) : -1
  return from > 0 ? signed({ paragraph, from, to: tokens.length }) : undefined
}

/** A line below that opens with a dash and holds nothing but a name. */
function signatureBelow({ scene, paragraph, at }: Place): Found | undefined {
  const below = scene.paragraphs[paragraph.index + 1]
  if (!below || at + 1 < paragraph.tokens.length || !isDash(below.tokens[0])) return undefined
  const from = skipDashes(below.tokens, 0)
  return signed({ paragraph: below, from, to: below.tokens.length })
}

/** A name to the end, with what explains it. */
function signed({ paragraph, from, to }: Phrase): Found | undefined {
  const { tokens } = paragraph
  const end = phraseEnd(tokens, from, to)
  const isWhole = tokens.slice(end, to).every(({ kind, verb }) => kind !== 'quote' && !verb)
  const isEnd = end === to || tokens[end]?.kind === 'mark'
  return isEnd && isWhole && to - from <= SIGNATURE_MAX && isName(tokens, from, end)
    ? { source: { paragraph, from, to: end }, cue: null }
    : undefined
}

const isDash = (token: Token | undefined) => token !== undefined && /^[—–―-]$/.test(token.text)

function skipDashes(tokens: readonly Token[], from: number): number {
  let at = from
  while (isDash(tokens[at])) at++
  return at
}

/** Begins with a capital, and no verb of speech is in it. */
const isName = (tokens: readonly Token[], from: number, to: number) =>
  tokens[from]?.isCapital === true &&
  tokens
    .slice(from, to)
    .every(({ kind, verb, wordClass }) => kind === 'word' && !verb && wordClass !== 'auxiliary')
