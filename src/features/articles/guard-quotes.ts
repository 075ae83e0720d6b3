import type { Act } from '../../db/act.ts'
import { ApiError } from '../../lib/errors.ts'
import { isVerbatim, recheck } from '../quotes/integrity.ts'
import { type FullQuote, integrityOf, listQuotes, markQuote, placeQuote } from '../quotes/store.ts'
import type { Acknowledgements } from './schema.ts'

interface Save {
  id: string
  revision: number
  text: string
  acknowledged: Acknowledgements
}

/**
 * Moves an article's quotes to where their words stand in the new text. A save that alters the words of a
 * confirmed quote is refused, unless it says why; then the quote keeps its words and is marked, and the
 * article cannot be published until somebody anchors it anew or takes it off.
 */
export async function guardQuotes({ tx }: Act, { id, revision, text, acknowledged }: Save): Promise<void> {
  const checks = (await listQuotes(tx, id)).map((quote) => ({ quote, ...recheck(text, quote.segments) }))
  const reasons = new Map(acknowledged.map(({ quoteId, reason }) => [quoteId, reason]))
  const broken = checks.filter(({ quote, integrity }) => isHeld(quote) && !isVerbatim(integrity))
  const refused = broken.filter(({ quote }) => !reasons.has(quote.id))
  if (refused.length > 0) throw quoteAltered(refused)
  for (const { quote, integrity, anchors } of checks) {
    if (isVerbatim(integrity)) await placeQuote(tx, quote.id, revision, integrity, anchors)
    else await markQuote(tx, quote.id, integrity)
  }
}

/** Words in quotation marks that somebody has vouched for. A quote that was broken before is not broken anew. */
const isHeld = (quote: FullQuote) =>
  quote.review === 'confirmed' && quote.kind !== 'paraphrase' && isVerbatim(integrityOf(quote))

interface Broken {
  quote: FullQuote
  integrity: string
  found: string | null
}

/** 409 `quote-altered` with what each quote says and what the text says now. */
const quoteAltered = (broken: readonly Broken[]) =>
  new ApiError('quote-altered', 'The text no longer holds the words of a confirmed quote.', {
    members: {
      quotes: broken.map(({ quote, integrity, found }) => ({
        quoteId: quote.id,
        integrity,
        expected: quote.text,
        found,
      })),
    },
  })
