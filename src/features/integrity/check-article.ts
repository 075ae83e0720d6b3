import type { Attribution } from '../quotes/standing-schema.ts'
import type { FullQuote } from '../quotes/store.ts'
import { type Anchored, type Check, checkQuote } from './check-quote.ts'
import { contextAt } from './context.ts'
import { severityFor } from './severity.ts'
import { integrityOf, isVerbatim } from './statuses.ts'
import { indexText } from './text-index.ts'

/** A quote with what became of it. */
export interface Checked {
  quote: FullQuote
  check: Check
}

interface Edit {
  /** The text before the edit. */
  before: string
  after: string
}

/** What an edit of its text does to each quote of an article. Two quotes never end up as the same passage. */
export function checkArticle(quotes: readonly FullQuote[], { before, after }: Edit): Checked[] {
  const index = indexText(after)
  const checked = quotes.map((quote) => {
    const anchored = anchoredOf(quote)
    const stood = anchored.anchors.every(({ exact, start }) => before.startsWith(exact, start))
    return { quote, check: checkQuote({ before: stood ? before : undefined, after: index }, anchored) }
  })
  return withoutTwins(checked, after)
}

function anchoredOf(quote: FullQuote): Anchored {
  return {
    anchors: quote.segments.map(({ exact, prefix, suffix, start, end }) => ({
      exact,
      prefix,
      suffix,
      start,
      end,
    })),
    isParaphrase: quote.kind === 'paraphrase',
    was: integrityOf(quote),
    // The column holds what the schema let in.
    attribution: quote.attribution as Attribution | null,
    names: namesOf(quote),
  }
}

/** The full name, and of a person the last part of it, by which later mentions go. */
function namesOf({ speaker }: FullQuote): string[] {
  if (!speaker) return []
  const surname = speaker.name.split(/\s+/).at(-1) ?? ''
  return speaker.kind === 'person' && surname !== speaker.name ? [speaker.name, surname] : [speaker.name]
}

/**
 * Of quotes with the same words one may be deleted, and is then found in the place of the other. Two that stood
 * apart do not stand together: the one whose context is there keeps the place, the other is gone.
 */
function withoutTwins(checked: readonly Checked[], after: string): Checked[] {
  const best = new Map<number, Checked>()
  const contextOf = ({ quote, check }: Checked) => {
    const [old, now] = [quote.segments[0], check.anchors[0]]
    return old && now ? contextAt(after, old, now.start, now.end) : 0
  }
  for (const each of checked) {
    const place = each.check.anchors[0]?.start
    if (place === undefined || !isVerbatim(each.check.integrity)) continue
    const other = best.get(place)
    if (!other || contextOf(each) > contextOf(other)) best.set(place, each)
  }
  return checked.map((each) => {
    const winner = best.get(each.check.anchors[0]?.start ?? -1)
    return winner && winner !== each && areApart(each, winner) && isVerbatim(each.check.integrity)
      ? gone(each)
      : each
  })
}

const areApart = (a: Checked, b: Checked) => a.quote.segments[0]?.start !== b.quote.segments[0]?.start

function gone({ quote }: Checked): Checked {
  const diff = [{ op: 'removed' as const, text: quote.text }]
  const check: Check = {
    ...{ integrity: 'missing', severity: severityFor('missing', diff), found: null, diff, suggestion: null },
    anchors: anchoredOf(quote).anchors.slice(),
  }
  return { quote, check }
}
