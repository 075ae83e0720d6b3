import { type QuoteJson, toQuote } from '../published-quotes/store.ts'
import { articleUrl } from '../revisions/rules.ts'
import type { BodyFormat, WholeArticle } from './schema.ts'

const QUOTES_EMBEDDED = 20
const RIGHT_TO_LEFT = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg', 'Samr', 'Mand'])

/** An article as SQL builds it from a visible edition and what is joined live. */
export type ArticleJson = Omit<
  WholeArticle,
  'url' | 'dir' | 'dateline' | 'comments' | 'image' | 'correctionCount' | 'body' | 'quotes'
> & {
  datelinePlace: string | null
  datelineDate: string | null
  open: boolean
  count: number
  body?: string
  quotes?: QuoteJson[]
}

interface Presentation {
  urls: { siteUrl: string; articleUrl: string }
  format: BodyFormat
  /** The cursor that continues the embedded quotes after this one. */
  quotesAfter: (articleId: string, last: QuoteJson) => string
}

/** What the public reads of an article; without a body it is a summary. */
export function toArticle(
  json: ArticleJson,
  presentation: Presentation,
): Omit<WholeArticle, 'body'> & Pick<Partial<WholeArticle>, 'body'> {
  const { datelinePlace, datelineDate, open, count, body, quotes, speakers, ...rest } = json
  const { urls, format } = presentation
  return {
    ...rest,
    url: articleUrl(urls, { ...rest, section: rest.section?.slug ?? null }),
    dir: directionOf(rest.language),
    dateline: datelineOf(datelinePlace, datelineDate, rest.language),
    image: null,
    correctionCount: 0,
    comments: { open, count },
    ...(body !== undefined && { body: { format, content: body } }),
    ...(quotes && { quotes: embed(json.id, quotes, presentation) }),
    ...(speakers && { speakers }),
  }
}

function embed(id: string, quotes: readonly QuoteJson[], { urls, quotesAfter }: Presentation) {
  const shown = quotes.slice(0, QUOTES_EMBEDDED)
  const last = quotes.length > QUOTES_EMBEDDED ? shown.at(-1) : undefined
  const next = last ? `/v1/articles/${id}/quotes?cursor=${quotesAfter(id, last)}` : null
  return { data: shown.map((quote) => toQuote(quote, urls)), next }
}

/** From the script that the language is usually written in (CLDR likely subtags). */
function directionOf(language: string): 'ltr' | 'rtl' {
  const { script } = new Intl.Locale(language).maximize()
  return script !== undefined && RIGHT_TO_LEFT.has(script) ? 'rtl' : 'ltr'
}

function datelineOf(place: string | null, date: string | null, language: string) {
  if (place === null) return null
  if (date === null) return { place, date, text: place }
  const written = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(date),
  )
  return { place, date, text: `${place}, ${written}` }
}
