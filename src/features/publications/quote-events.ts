/** A quote as an edition froze it. */
export interface FrozenQuote {
  id: string
  text: string
  speakerId: string | null
}

interface QuoteEvent {
  type: 'quote.confirmed' | 'quote.corrected' | 'quote.retracted'
  id: string
}

/** What became of the public quotes of an article with its next edition. */
export function quoteEvents(before: readonly FrozenQuote[], after: readonly FrozenQuote[]): QuoteEvent[] {
  const old = new Map(before.map((quote) => [quote.id, quote]))
  const kept = new Set(after.map(({ id }) => id))
  const gone = before.filter(({ id }) => !kept.has(id))
  return [
    ...gone.map(({ id }) => ({ type: 'quote.retracted' as const, id })),
    ...after.flatMap((quote): QuoteEvent[] => {
      const was = old.get(quote.id)
      if (!was) return [{ type: 'quote.confirmed', id: quote.id }]
      const isSame = was.text === quote.text && was.speakerId === quote.speakerId
      return isSame ? [] : [{ type: 'quote.corrected', id: quote.id }]
    }),
  ]
}
