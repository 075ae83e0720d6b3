import { type Anchor, anchorAt, findFolded, occurrences } from './rules.ts'

export const INTEGRITIES = [
  'intact',
  'moved',
  'typography-changed',
  'altered',
  'ambiguous',
  'missing',
] as const
export type Integrity = (typeof INTEGRITIES)[number]

/** Whether the words still stand, letter by letter or but for typography: then the quote may be published. */
export const isVerbatim = (integrity: Integrity) =>
  integrity === 'intact' || integrity === 'moved' || integrity === 'typography-changed'

export interface Check {
  integrity: Integrity
  /** The anchors in the new text; the old ones where the words are gone. */
  anchors: Anchor[]
  /** What stands in the place of the first altered segment. */
  found: string | null
}

/**
 * Where a quote's segments are after the text was edited. Each is looked for at its place, then elsewhere
 * (nearest to it, its context deciding), then but for typography, then between its old neighbours.
 */
export function recheck(text: string, anchors: readonly Anchor[]): Check {
  const checks: SegmentCheck[] = []
  for (const anchor of anchors) {
    checks.push(recheckSegment(text, anchor, checks.at(-1)?.anchor.end ?? 0))
  }
  const worst = checks.reduce((a, b) => (severity(b.integrity) > severity(a.integrity) ? b : a))
  return {
    integrity: worst.integrity,
    anchors: isVerbatim(worst.integrity) ? checks.map(({ anchor }) => anchor) : [...anchors],
    found: worst.found,
  }
}

interface SegmentCheck {
  integrity: Integrity
  anchor: Anchor
  found: string | null
}

const severity = (integrity: Integrity) => INTEGRITIES.indexOf(integrity)

function recheckSegment(text: string, anchor: Anchor, from: number): SegmentCheck {
  const { exact, start } = anchor
  const places = occurrences(text, exact, from)
  if (places.includes(start)) return found('intact', anchorAt(text, start, exact.length))
  const nearest = nearestPlace(text, anchor, places)
  if (nearest !== undefined) return found('moved', anchorAt(text, nearest, exact.length))
  const folded = findFolded(text, exact, from)
  if (folded) return found('typography-changed', folded)
  const between = betweenNeighbours(text, anchor, from)
  return { integrity: between === null ? 'missing' : 'altered', anchor, found: between }
}

const found = (integrity: Integrity, anchor: Anchor): SegmentCheck => ({
  integrity,
  anchor,
  found: anchor.exact,
})

/** Of several places the one with the most of the old context, then the one nearest to the old place. */
function nearestPlace(text: string, anchor: Anchor, places: readonly number[]): number | undefined {
  const ranked = places.map((at) => ({
    at,
    kept: keptContext(text, anchor, at),
    away: Math.abs(at - anchor.start),
  }))
  ranked.sort((a, b) => b.kept - a.kept || a.away - b.away)
  return ranked[0]?.at
}

const keptContext = (text: string, { prefix, suffix, exact }: Anchor, at: number) =>
  Number(text.slice(0, at).endsWith(prefix)) + Number(text.startsWith(suffix, at + exact.length))

/** How much longer or shorter an altered passage may be and still count as the same one. */
const STRETCH = 3

/** The words that now stand where the old neighbours are, when both are still there. */
function betweenNeighbours(text: string, { prefix, suffix, exact }: Anchor, from: number): string | null {
  const before = prefix.slice(-16)
  const after = suffix.slice(0, 16)
  if (before.trim() === '' || after.trim() === '') return null
  const open = text.indexOf(before, from)
  if (open < 0) return null
  const start = open + before.length
  const close = text.indexOf(after, start)
  return close < 0 || close - start > exact.length * STRETCH + 40 ? null : text.slice(start, close)
}
