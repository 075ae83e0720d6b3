import { foldTypography } from '../../lib/typography.ts'
import { wordsOf } from '../../lib/words.ts'
import type { Anchor } from '../quotes/rules.ts'
import type { Attribution } from '../quotes/standing-schema.ts'

/** By what a text says who spoke. */
export interface Attributed {
  /** The phrase that was noted with the quote. */
  attribution: Attribution | null
  /** The names of the speaker, the fullest first. */
  names: readonly string[]
}

/** What stands around a quote in its paragraphs, its own words left out. */
interface Surroundings {
  /** The rest of its sentence, on both sides. */
  near: string
  /** All of its paragraphs. */
  wide: string
}

/**
 * Whether words that still stand are given to somebody else now, or to nobody. What counts is what the text said
 * before: the phrase that was noted, else a name of the speaker, else the pronoun or name in the same sentence.
 * What stood in the sentence must stand in the sentence again, what stood in the paragraph in the paragraph.
 */
export function isReattributed(
  before: { text: string; anchors: readonly Anchor[] },
  after: { text: string; anchors: readonly Anchor[] },
  { attribution, names }: Attributed,
): boolean {
  const old = surroundingsOf(before.text, before.anchors)
  const now = surroundingsOf(after.text, after.anchors)
  const { text, cue } = attribution ?? {}
  if (text && isLost(old, now, text) && !names.some((name) => has(now.near, name))) return true
  if (cue && has(old.near, cue) && !has(now.near, cue)) return true
  if (text && has(old.wide, text)) return false
  const named = names.filter((name) => has(old.wide, name))
  if (named.length > 0)
    return named.every((name) => isLost(old, now, name)) && !names.some((name) => has(now.near, name))
  return !names.some((name) => has(now.near, name)) && losesSubject(old.near, now.near)
}

/** Whether the words around a quote name its speaker again, after they did not. */
export function isAttributed(
  { text, anchors }: { text: string; anchors: readonly Anchor[] },
  { attribution, names }: Attributed,
): boolean {
  const { wide } = surroundingsOf(text, anchors)
  return [...(attribution ? [attribution.text] : []), ...names].some((words) => has(wide, words))
}

const isLost = (old: Surroundings, now: Surroundings, words: string) =>
  has(old.near, words) ? !has(now.near, words) : has(old.wide, words) && !has(now.wide, words)

/** Whether words stand in a text as words, but for typography. */
function has(text: string, words: string): boolean {
  const folded = foldTypography(words).text.trim()
  const isLetter = (character: string | undefined) => /[\p{L}\p{N}]/u.test(character ?? '')
  for (let at = text.indexOf(folded); folded !== '' && at >= 0; at = text.indexOf(folded, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + folded.length])) return true
  }
  return false
}

// ─── Who is the subject, where nobody is known ───────────────────────────────────────────────────

const PRONOUNS = new Set('he she they it we i er sie es wir ich man il elle ils elles on nous je'.split(' '))

/** The pronouns and the capitalised words of a sentence say who spoke; all of them gone is somebody else. */
function losesSubject(old: string, now: string): boolean {
  const subjects = subjectsOf(old)
  if (subjects.size === 0) return false
  const left = subjectsOf(now)
  return ![...subjects].some((subject) => left.has(subject))
}

const subjectsOf = (text: string) =>
  new Set(
    wordsOf(text)
      .filter(({ key, start }) => PRONOUNS.has(key) || /\p{Lu}/u.test(text[start] ?? ''))
      .map(({ key }) => key),
  )

// ─── Surroundings ────────────────────────────────────────────────────────────────────────────────

/** So much of a paragraph is looked at on either side: what names a speaker is near. */
const REACH = 600

function surroundingsOf(text: string, anchors: readonly Anchor[]): Surroundings {
  const near: string[] = []
  const wide: string[] = []
  for (const { start, end } of anchors) {
    const before =
      text
        .slice(Math.max(0, start - REACH), start)
        .split('\n\n')
        .at(-1) ?? ''
    const after = text.slice(end, end + REACH).split('\n\n')[0] ?? ''
    near.push(before.split(SENTENCE_END).at(-1) ?? '', untilSentenceEnd(after))
    wide.push(before, after)
  }
  return { near: folded(near), wide: folded(wide) }
}

const folded = (parts: readonly string[]) => foldTypography(parts.join(' ¶ ')).text

/** A sentence ends with its point and the mark behind it, before a space; not after a single letter. */
const SENTENCE_END = /(?<=[^\s.]{2}[.!?…][”"“»«’')\]]{0,2})\s/u

/** The rest of the sentence that a quote stands in; when the quote ends it, the next one. */
const untilSentenceEnd = (after: string) => {
  const mark = /^[.,;:!?…]{0,2}[”"“»«’']?\s*/u.exec(after)?.[0] ?? ''
  return after.slice(mark.length).split(SENTENCE_END)[0] ?? ''
}
