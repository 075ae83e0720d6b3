import { createHash } from 'node:crypto'
import { prototypeOf } from './confusables.ts'

/** A text as the eye takes it, and where each of its code units comes from. */
export interface Skeleton {
  text: string
  /** For each code unit of `text` where its character begins in the original, and one more for the end. */
  origins: readonly number[]
}

/** Marks, format characters and fillers: nobody sees them between letters. */
const UNSEEN = /[\p{Mn}\p{Me}\p{Cf}\p{Default_Ignorable_Code_Point}]/u
const BLANK = /[\s\p{Z}\p{Cc}]/u

/**
 * Folds compatibility forms, marks, case and look-alikes away (NFKD, then the rules of UTS #39), and every run
 * of white space to one blank, so that two texts that look alike are the same. Takes time in proportion to the
 * length.
 */
export function skeletonOf(original: string): Skeleton {
  const parts: string[] = []
  const origins: number[] = []
  let at = 0
  for (const character of original) {
    const shown = isBlank(character) ? blankAfter(parts.at(-1)) : folded(character)
    for (const part of shown) {
      parts.push(part)
      for (let unit = 0; unit < part.length; unit++) origins.push(at)
    }
    at += character.length
  }
  return { text: parts.join(''), origins: [...origins, at] }
}

const isBlank = (character: string) => BLANK.test(character)
/** One blank for a run of them, and none before the first word. */
const blankAfter = (part: string | undefined) => (part === undefined || part === ' ' ? [] : [' '])

function folded(character: string): string[] {
  if (character < '\x7f') return [prototypeOf(character.toLowerCase())]
  return Array.from(character.normalize('NFKD').toLowerCase().normalize('NFKD'))
    .filter((part) => !UNSEEN.test(part))
    .map(prototypeOf)
}

/** What repetitions of a text have in common; undefined for one of which nothing is left. */
export function skeletonHash({ text }: Skeleton): Uint8Array<ArrayBuffer> | undefined {
  const words = text.trim()
  return words === '' ? undefined : new Uint8Array(createHash('sha256').update(words).digest())
}
