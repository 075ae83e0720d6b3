import { type Anchor, anchorAt } from '../quotes/rules.ts'
import { findReworded } from './find-reworded.ts'
import { findExact, findFolded, type Verbatim } from './find-verbatim.ts'
import { frameAt, keepsFrame, spanAround } from './frame.ts'
import { isFramed, type Passage, passageOfSpan, type Wanted } from './passage.ts'
import { rewordingOf } from './reword.ts'
import type { Integrity } from './statuses.ts'
import type { TextIndex } from './text-index.ts'

/** What became of a segment, and where: null where nothing is left of it. */
export interface SegmentCheck {
  integrity: Integrity
  place: Anchor | null
}

/**
 * Looks for a segment in a text: at its place, elsewhere, but for typography, then as a part of something or with
 * other words. Words that stand are looked at once more: their marks may be gone, or hold more than before.
 */
export function checkSegment(index: TextIndex, wanted: Wanted): SegmentCheck {
  const exact = findExact(index, wanted)
  if (exact) return standing(index, wanted, exact, exact.isSame ? 'intact' : 'moved')
  const folded = findFolded(index, wanted)
  if (folded) return standing(index, wanted, folded, 'typography-changed')
  const passage = findReworded(index, wanted)
  if (!passage) return { integrity: 'missing', place: null }
  const place = anchorOf(index, passage)
  const integrity = rewordingOf(wanted.anchor.exact, place.exact)
  return integrity === 'typography-changed'
    ? standing(index, wanted, passage, integrity)
    : { integrity, place }
}

const anchorOf = ({ text }: TextIndex, { start, end }: Passage) => anchorAt(text, start, end - start)

function standing(
  index: TextIndex,
  wanted: Wanted,
  found: Passage & Partial<Verbatim>,
  integrity: Integrity,
): SegmentCheck {
  const place = anchorOf(index, found)
  if (found.isAmbiguous) return { integrity: 'ambiguous', place }
  if (keepsFrame(wanted.frame, frameAt(index.text, found.start, found.end))) return { integrity, place }
  const around = spanAround(index, found.start, found.end)
  if (!around || !isFramed(wanted)) return { integrity: around ? integrity : 'unquoted', place }
  if (around.last - around.first <= wanted.keys.length) return { integrity, place }
  return { integrity: 'extended', place: anchorOf(index, passageOfSpan(index, around)) }
}
