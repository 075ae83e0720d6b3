import type { Settings } from '../../http/settings.ts'
import type { Correction } from '../corrections/schema.ts'
import { toCorrection } from '../corrections/store.ts'
import { toQuote } from '../published-quotes/store.ts'
import type { Quote } from '../quotes/schema.ts'
import { type ArticleJson, toArticle } from './present.ts'
import type { BodyFormat } from './schema.ts'

/** An article with all that belongs to it, however much that is: what formats of others are written from. */
export interface Whole {
  article: ReturnType<typeof toArticle>
  /** In the order of the text. */
  quotes: readonly Quote[]
  /** Newest first. */
  corrections: readonly Correction[]
  urgency: number | null
}

/** What has to be asked for of it. */
export const WHOLE = { quotes: true, speakers: false, corrections: true, isWhole: true }

export function wholeFrom(
  { quotes = [], corrections = [], urgency = null, ...json }: ArticleJson,
  settings: Settings,
  format: BodyFormat,
): Whole {
  return {
    article: toArticle(json, { urls: settings, format, cursorAfter: () => '' }),
    quotes: quotes.map((quote) => toQuote(quote, settings)),
    corrections: corrections.map((correction) => toCorrection(correction, settings)),
    urgency,
  }
}

type Said = Pick<Quote, 'speaker'>

/** Everybody who is quoted, each once, in the order of the text. */
export const speakersOf = (quotes: readonly Said[]): NonNullable<Quote['speaker']>[] => [
  ...new Map(quotes.flatMap(({ speaker }) => (speaker ? [[speaker.id, speaker] as const] : []))).values(),
]
