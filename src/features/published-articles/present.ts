import type { Place } from '../../http/cursor.ts'
import { type CorrectionJson, toCorrection } from '../corrections/store.ts'
import type { ImageRow } from '../media/rules.ts'
import { type QuoteJson, toQuote } from '../published-quotes/store.ts'
import { type Addressed, articleUrl } from '../revisions/rules.ts'
import { datelineOf, directionOf, leadImage, withWholeAddresses } from './rules.ts'
import type { BodyFormat, WholeArticle } from './schema.ts'

const EMBEDDED_MAX = 20

type Identified<Shown> = Shown & { id: string }

/**
 * An article as SQL builds it from a visible edition and what is joined live. The ids of its section, tags and
 * authors are for caches; the schema does not let them out.
 */
export type ArticleJson = Omit<
  WholeArticle,
  | ('url' | 'dir' | 'dateline' | 'comments' | 'image' | 'body' | 'quotes' | 'corrections' | 'translations')
  | ('section' | 'tags' | 'authors')
> & {
  section: Identified<NonNullable<WholeArticle['section']>> | null
  tags: Identified<WholeArticle['tags'][number]>[]
  authors: Identified<WholeArticle['authors'][number]>[]
  datelinePlace: string | null
  datelineDate: string | null
  open: boolean
  count: number
  body?: string
  quotes?: QuoteJson[]
  corrections?: CorrectionJson[]
  translations?: (Addressed & { title: string; sectionId: string | null })[]
  /** The language editions among which an article by itself is one. */
  group?: string
  urgency?: number | null
  image: ImageRow | null
  imageAlt: string | null
  imageCaption: string | null
}

interface Presentation {
  urls: { siteUrl: string; articleUrl: string; publicUrl: string }
  format: BodyFormat
  /** The cursor that continues an embedded list after its last row. */
  cursorAfter: (path: string, place: Place) => string
}

/** What the public reads of an article; without a body it is a summary. */
export function toArticle(
  json: ArticleJson,
  presentation: Presentation,
): Omit<WholeArticle, 'body' | 'translations'> & Partial<Pick<WholeArticle, 'body' | 'translations'>> {
  const { datelinePlace, datelineDate, open, count, body, quotes, speakers, ...others } = json
  const { image, imageAlt, imageCaption, corrections, translations, group: _group, ...rest } = others
  const { urls, format } = presentation
  return {
    ...rest,
    url: articleUrl(urls, { ...rest, section: rest.section?.slug ?? null }),
    dir: directionOf(rest.language),
    dateline: datelineOf(datelinePlace, datelineDate, rest.language),
    image: image && leadImage(urls.publicUrl, image, { alt: imageAlt, caption: imageCaption }),
    comments: { open, count },
    ...(body !== undefined && { body: { format, content: shownBody(body, format, urls.publicUrl) } }),
    ...(translations && { translations: translations.map((each) => toTranslation(each, urls)) }),
    ...(quotes && { quotes: embedQuotes(json.id, quotes, presentation) }),
    ...(corrections && { corrections: embedCorrections(json.id, corrections, presentation) }),
    ...(speakers && { speakers }),
  }
}

const shownBody = (body: string, format: BodyFormat, publicUrl: string) =>
  format === 'html' ? withWholeAddresses(body, publicUrl) : body

export function toTranslation(
  { section, sectionId: _id, ...shown }: NonNullable<ArticleJson['translations']>[number],
  urls: Presentation['urls'],
) {
  return { ...shown, url: articleUrl(urls, { ...shown, section }) }
}

/** At most 20 of a list, and where the rest is. */
function embed<Row, Item>(
  rows: readonly Row[],
  path: string,
  { cursorAfter }: Presentation,
  placeOf: (row: Row) => Place,
  toItem: (row: Row) => Item,
) {
  const shown = rows.slice(0, EMBEDDED_MAX)
  const last = rows.length > EMBEDDED_MAX ? shown.at(-1) : undefined
  return { data: shown.map(toItem), next: last ? `${path}?cursor=${cursorAfter(path, placeOf(last))}` : null }
}

const embedQuotes = (id: string, quotes: readonly QuoteJson[], presentation: Presentation) =>
  embed(
    quotes,
    `/v1/articles/${id}/quotes`,
    presentation,
    (quote) => [String(quote.position), quote.id],
    (quote) => toQuote(quote, presentation.urls),
  )

const embedCorrections = (id: string, corrections: readonly CorrectionJson[], presentation: Presentation) =>
  embed(
    corrections,
    `/v1/articles/${id}/corrections`,
    presentation,
    (correction) => [correction.at, correction.id],
    (correction) => toCorrection(correction, presentation.urls),
  )
