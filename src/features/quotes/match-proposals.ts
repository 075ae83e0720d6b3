import type { Proposal } from '../../extraction/proposal.ts'
import { foldTypography } from '../../lib/typography.ts'
import { integrityOf, isVerbatim } from '../integrity/statuses.ts'
import type { FullQuote } from './store.ts'

export interface Matched {
  /** Found for the first time. */
  fresh: Proposal[]
  /** Stored before, and still open: with what the text says of them now. */
  known: { quote: FullQuote; proposal: Proposal }[]
  /** Open ones whose words are gone from the text. */
  gone: FullQuote[]
  /** Titles, nicknames and words held at arm's length: shown, never stored. */
  collapsed: Proposal[]
}

/** What of a text's proposals is new to an article, given all of its quotes: also those that were rejected. */
export function matchProposals(found: readonly Proposal[], quotes: readonly FullQuote[]): Matched {
  const standing = quotes.filter((quote) => isVerbatim(integrityOf(quote)))
  const forgotten = quotes.filter((quote) => quote.review === 'rejected' && !standing.includes(quote))
  const at = (proposal: Proposal) => standing.find((quote) => overlaps(quote, proposal))
  const isRejected = ({ text }: Proposal) => forgotten.some((quote) => haveSameWords(quote.text, text))
  const speech = found.filter(({ kind }) => kind !== 'scare')
  return {
    fresh: speech.filter((proposal) => !at(proposal) && !isRejected(proposal)),
    known: speech.flatMap((proposal) => {
      const quote = at(proposal)
      return quote && isOpen(quote) ? [{ quote, proposal }] : []
    }),
    gone: quotes.filter((quote) => isOpen(quote) && !standing.includes(quote)),
    collapsed: found.filter((proposal) => proposal.kind === 'scare' && !at(proposal)),
  }
}

/** It was found in the text and nobody has decided on it. */
export const isOpen = ({ review, proposal }: FullQuote) => review === 'proposed' && proposal !== null

const overlaps = ({ segments }: FullQuote, proposal: Proposal) =>
  segments.some((own) => proposal.segments.some(({ start, end }) => own.start < end && start < own.end))

/** The same but for typography. */
const haveSameWords = (a: string, b: string) => foldTypography(a).text === foldTypography(b).text
