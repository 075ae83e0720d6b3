import type { Article, ArticleRevision } from '../../db/models.ts'
import { ApiError } from '../../lib/errors.ts'
import type { References } from '../../lib/references.ts'
import { mediaIdIn } from '../../lib/references.ts'
import { integrityOf, isVerbatim } from '../integrity/statuses.ts'
import type { FullQuote } from '../quotes/store.ts'

/** What stands in the way of a publication, or what an editor should know before it. */
export interface Finding {
  code: string
  /** JSON Pointer into the article. */
  pointer: string
  detail: string
  quoteId?: string
}

/** Everything that decides whether a working copy may be published. */
export interface Candidate {
  head: Pick<Article, 'state'>
  copy: Pick<ArticleRevision, 'text' | 'sectionId' | 'imageId' | 'imageAlt'>
  /** All quotes of the working copy. */
  quotes: readonly FullQuote[]
  /** What the body points at. */
  references: References
  /** The images that it uses, with what they say of themselves. */
  media: readonly { id: string; alt: string | null }[]
  requireReview: boolean
}

export const confirmedOf = (quotes: readonly FullQuote[]) =>
  quotes.filter(({ review }) => review === 'confirmed')

/** What blocks a publication; the same list for a dry run and for the real one. */
export const blocksOf = (candidate: Candidate): Finding[] => [
  ...unreviewed(candidate),
  ...unreadable(candidate),
  ...imagesWithoutAlt(candidate),
  ...alteredQuotes(candidate).map(({ id }) => ({
    code: 'quote-altered',
    pointer: '/body',
    detail: 'no longer holds the words of a confirmed quote',
    quoteId: id,
  })),
]

/** Refuses a publication that anything blocks: altered quotes in their own words, since they are the promise. */
export function refuseBlocked(candidate: Candidate): void {
  const altered = alteredQuotes(candidate)
  if (altered.length > 0) throw quoteAltered(altered)
  const blocks = blocksOf(candidate)
  if (blocks.length === 0) return
  const errors = blocks.map(({ code, pointer, detail }) => ({ code, pointer, detail }))
  throw new ApiError('publication-blocked', 'The article cannot be published as it is.', { errors })
}

function unreviewed({ head, requireReview }: Candidate): Finding[] {
  const isReviewed = head.state === 'approved' || head.state === 'published'
  if (!requireReview || isReviewed) return []
  return [{ code: 'review', pointer: '/state', detail: 'must be approved first' }]
}

/** The plain text of the body is empty, say, since it was all markup. */
const unreadable = ({ copy }: Candidate): Finding[] =>
  copy.text.trim() === '' ? [{ code: 'empty', pointer: '/body', detail: 'has no text' }] : []

export const isBlank = (alt: string | null | undefined) => !alt?.trim()

function imagesWithoutAlt({ copy, references, media }: Candidate): Finding[] {
  const code = 'image-without-alt'
  const lead = media.find(({ id }) => id === copy.imageId)
  const isLeadBare = lead !== undefined && isBlank(copy.imageAlt) && isBlank(lead.alt)
  const bare = references.images.filter(({ src, alt }) => mediaIdIn(src) && isBlank(alt))
  return [
    ...(isLeadBare ? [{ code, pointer: '/image', detail: 'has no alternative text' }] : []),
    ...bare.map(({ src }) => ({
      code,
      pointer: '/body',
      detail: `shows ${src} without alternative text`,
    })),
  ]
}

/** A confirmed quote must stand letter by letter where its anchors say. */
const alteredQuotes = ({ quotes, copy }: Candidate) =>
  confirmedOf(quotes).filter(
    (quote) =>
      quote.kind !== 'paraphrase' &&
      (!isVerbatim(integrityOf(quote)) ||
        quote.segments.some(({ exact, start, end }) => copy.text.slice(start, end) !== exact)),
  )

const quoteAltered = (altered: readonly FullQuote[]) =>
  new ApiError('quote-altered', 'A confirmed quote does not stand in the text letter by letter.', {
    members: {
      quotes: altered.map((quote) => ({
        quoteId: quote.id,
        integrity: integrityOf(quote),
        expected: quote.text,
        found: null,
      })),
    },
  })
