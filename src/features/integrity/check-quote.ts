import { diffWords, type Part } from '../../lib/word-diff.ts'
import { wordsOf } from '../../lib/words.ts'
import { type Anchor, occurrences } from '../quotes/rules.ts'
import { type Attributed, isAttributed, isReattributed } from './attribution.ts'
import { checkSegment, type SegmentCheck } from './check-segment.ts'
import { frameOf } from './frame.ts'
import { severityFor } from './severity.ts'
import { type Integrity, isVerbatim, type Severity, wordsStand, worseOf } from './statuses.ts'
import { indexText, type TextIndex } from './text-index.ts'

/** A quote as it was anchored, with what is known of it. */
export interface Anchored extends Attributed {
  anchors: readonly Anchor[]
  /** A paraphrase stands in no marks. */
  isParaphrase: boolean
  /** What the check before said: marks and names that are gone stay so until they are back. */
  was: Integrity
}

/** What became of a quote. */
export interface Check {
  integrity: Integrity
  severity: Severity
  /** Where its words stand now; where they stood, when they do not. */
  anchors: Anchor[]
  /** Where it could be anchored anew. */
  suggestion: Anchor[] | null
  /** What stands in its place. */
  found: string | null
  /** From its words to those: empty where nothing differs. */
  diff: Part[]
}

interface Texts {
  /** The text that the anchors refer to; undefined where it is another one. */
  before: string | undefined
  after: TextIndex
}

/** Where a quote is after its text was edited, and what became of its words. */
export function checkQuote({ before, after }: Texts, quote: Anchored): Check {
  const { anchors } = quote
  const checks = checkSegments({ before, after }, quote)
  const places = checks.flatMap(({ place }) => place ?? [])
  const integrity = withCircumstances({ before, after: after.text }, quote, together(checks), places)
  const found = places.length > 0 ? textOf(places) : null
  const isChanged = integrity === 'typography-changed' || !wordsStand(integrity)
  const diff = isChanged ? diffOf(anchors, checks) : []
  return {
    integrity,
    severity: severityFor(integrity, diff),
    anchors: isVerbatim(integrity) ? places : [...anchors],
    suggestion: places.length > 0 ? places : null,
    found,
    diff,
  }
}

/** The same for a text that is looked at alone, such as an earlier revision. */
export const recheck = (text: string, anchors: readonly Anchor[]) =>
  checkQuote(
    { before: undefined, after: indexText(text) },
    { anchors, isParaphrase: true, was: 'intact', attribution: null, names: [] },
  )

function checkSegments({ before, after }: Texts, { anchors, isParaphrase }: Anchored): SegmentCheck[] {
  const checks: SegmentCheck[] = []
  let from = 0
  for (const anchor of anchors) {
    const check = checkSegment(after, {
      anchor,
      from,
      keys: wordsOf(anchor.exact).map(({ key }) => key),
      frame: isParaphrase ? { opened: false, closed: false } : frameOf(anchor),
      timesBefore: before === undefined ? 1 : occurrences(before, anchor.exact).length,
    })
    checks.push(check)
    from = check.place?.end ?? from
  }
  return checks
}

/** A quote is as sound as its worst segment; when only some of them are gone, it was cut. */
function together(checks: readonly SegmentCheck[]): Integrity {
  const worst = checks.map(({ integrity }) => integrity).reduce(worseOf)
  return worst === 'missing' && checks.some(({ place }) => place) ? 'truncated' : worst
}

/** Words that stand may have lost what is around them. */
function withCircumstances(
  { before, after }: { before: string | undefined; after: string },
  quote: Anchored,
  integrity: Integrity,
  places: readonly Anchor[],
): Integrity {
  if (!isVerbatim(integrity)) return integrity
  const now = { text: after, anchors: places }
  if (staysUnquoted(quote, places)) return 'unquoted'
  const isLost = before !== undefined && isReattributed({ text: before, anchors: quote.anchors }, now, quote)
  const staysLost = quote.was === 'attribution-changed' && !isAttributed(now, quote)
  return isLost || staysLost ? worseOf(integrity, 'attribution-changed') : integrity
}

const staysUnquoted = ({ was, isParaphrase }: Anchored, places: readonly Anchor[]) =>
  was === 'unquoted' && !isParaphrase && !places.every((place) => frameOf(place).opened)

const textOf = (anchors: readonly Anchor[]) => anchors.map(({ exact }) => exact).join(' ')

function diffOf(anchors: readonly Anchor[], checks: readonly SegmentCheck[]): Part[] {
  const now = checks.flatMap(({ place }) => place ?? [])
  const [old, fresh] = [textOf(anchors), textOf(now)]
  return old === fresh ? [] : diffWords(old, fresh)
}
