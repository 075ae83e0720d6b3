import type { Act } from '../../db/act.ts'
import { ApiError, unknownReference } from '../../lib/errors.ts'
import { type Checked, checkArticle } from '../integrity/check-article.ts'
import { integrityOf, wordsStand } from '../integrity/statuses.ts'
import { storeChecks } from '../integrity/store.ts'
import { type FullQuote, listQuotes } from '../quotes/store.ts'
import type { Acknowledgements } from './schema.ts'

interface Save {
  id: string
  revision: number
  /** The text that the quotes were anchored in, and the one that is to be saved. */
  before: string
  text: string
  acknowledged: Acknowledgements
}

/** A confirmed quote whose words a save altered, and why it may. */
export interface AlteredQuote {
  quoteId: string
  reason: string
  integrity: string
  severity: string
  diff: Checked['check']['diff']
}

/**
 * Moves an article's quotes to where their words stand in the new text. A save that alters the words of a
 * confirmed quote is refused, unless it says why; then the quote keeps its words and is marked, and the
 * article cannot be published until somebody anchors it anew or takes it off. Returns what was altered so.
 */
export async function guardQuotes(
  { tx }: Act,
  { id, revision, before, text, acknowledged }: Save,
): Promise<AlteredQuote[]> {
  const quotes = await listQuotes(tx, id)
  const checked = checkArticle(quotes, { before, after: text })
  const { altered, refused } = judge(checked, acknowledged)
  if (refused.length > 0) throw quoteAltered(refused)
  await storeChecks(tx, revision, checked)
  return altered
}

/** What a save would alter: what its acknowledgements cover, and what it would be refused for. */
export function judge(checked: readonly Checked[], acknowledged: Acknowledgements) {
  const reasons = new Map(acknowledged.map(({ quoteId, reason }) => [quoteId.toLowerCase(), reason]))
  const broken = checked.filter(({ quote, check }) => isHeld(quote) && !wordsStand(check.integrity))
  const altered = broken.flatMap(({ quote, check }): AlteredQuote[] => {
    const reason = reasons.get(quote.id)
    if (reason === undefined) return []
    const { integrity, severity, diff } = check
    return [{ quoteId: quote.id, reason, integrity, severity, diff }]
  })
  return { altered, refused: broken.filter(({ quote }) => !reasons.has(quote.id)) }
}

/** An acknowledgement speaks of a quote of this article. */
export function refuseUnknownQuotes(
  quotes: readonly Pick<FullQuote, 'id'>[],
  acknowledged: Acknowledgements,
) {
  const known = new Set(quotes.map(({ id }) => id))
  const at = acknowledged.findIndex(({ quoteId }) => !known.has(quoteId.toLowerCase()))
  const unknown = acknowledged[at]
  if (unknown) throw unknownReference(`/acknowledgeQuoteChanges/${at}/quoteId`, 'quote', unknown.quoteId)
}

/** Words that somebody has vouched for. A quote that was broken before is not broken anew. */
const isHeld = (quote: FullQuote) =>
  quote.review === 'confirmed' && quote.kind !== 'paraphrase' && wordsStand(integrityOf(quote))

/** 409 `quote-altered` with what each quote says, what the text says now, and how they differ. */
const quoteAltered = (broken: readonly Checked[]) =>
  new ApiError('quote-altered', 'The text no longer holds the words of a confirmed quote.', {
    members: {
      quotes: broken.map(({ quote, check: { integrity, severity, found, diff } }) => ({
        ...{ quoteId: quote.id, integrity, severity, expected: quote.text, found, diff },
      })),
    },
  })
