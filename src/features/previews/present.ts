import { renderMarkdown, toMarkedHtml } from '../../lib/markdown.ts'
import { recheck } from '../integrity/check-quote.ts'
import type { ImageRow } from '../media/rules.ts'
import { countWords } from '../publications/rules.ts'
import { datelineOf, directionOf, leadImage, withWholeAddresses } from '../published-articles/rules.ts'
import type { BodyFormat } from '../published-articles/schema.ts'
import { type FullQuote, startOf, toEditorialQuote } from '../quotes/store.ts'
import { articleUrl } from '../revisions/rules.ts'
import type { PreviewArticle } from './schema.ts'
import type { Previewed } from './store.ts'

interface Presentation {
  urls: { siteUrl: string; articleUrl: string; publicUrl: string }
  format: BodyFormat
}

/** A revision in the words of the public article; what is for colleagues only has no place in them. */
export function toPreviewArticle(
  copy: Previewed,
  quotes: readonly FullQuote[],
  { urls, format }: Presentation,
): PreviewArticle {
  const { articleId: id, slug, language, kind, title, subtitle, slugline, summary, byline, section } = copy
  const rendering = renderMarkdown(copy.body)
  const { text } = rendering
  const standing = quotesIn(text, quotes)
  const url = articleUrl(urls, { id, slug, language, section: section?.slug ?? null })
  const content = {
    text: () => text,
    markdown: () => copy.body,
    html: () => withWholeAddresses(toMarkedHtml(rendering, passagesOf(standing)), urls.publicUrl),
  }
  return {
    ...{ id, slug, url, language, dir: directionOf(language), kind, title, subtitle, slugline, summary },
    dateline: datelineOf(copy.datelinePlace, copy.datelineDate, language),
    byline,
    authors: copy.contributors.map(({ author, role }) => ({ ...author, role })),
    section,
    tags: copy.tags.map(({ tag }) => tag),
    wordCount: countWords(text, language),
    image: imageOf(copy, urls.publicUrl),
    // The columns hold what the schemas of the article let in.
    source: copy.source as PreviewArticle['source'],
    rights: copy.rights as PreviewArticle['rights'],
    body: { format, content: content[format]() },
    // Its schema lets out what the public reads of a quote, and its review.
    quotes: standing.map((quote) => ({
      ...toEditorialQuote({ ...quote, language: quote.language ?? language }, { text, url, version: 0 }),
      review: quote.review,
    })),
  }
}

type Standing = FullQuote & { review: 'proposed' | 'confirmed' }

/** The quotes whose words stand in this text letter by letter, anchored to it, in its order. */
function quotesIn(text: string, quotes: readonly FullQuote[]): Standing[] {
  const standing = quotes.flatMap((quote): Standing[] => {
    const { id: quoteId, review } = quote
    if (review === 'rejected') return []
    const { integrity, anchors } = recheck(text, quote.segments)
    if (integrity !== 'intact' && integrity !== 'moved') return []
    const segments = anchors.map((anchor, position) => ({ ...anchor, quoteId, position }))
    return [{ ...quote, review, segments }]
  })
  return standing.sort((a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1))
}

/** A publication marks what is confirmed, so that is what the HTML shows. */
const passagesOf = (quotes: readonly Standing[]) =>
  quotes
    .filter(({ review }) => review === 'confirmed')
    .flatMap(({ id: quoteId, segments }) => segments.map(({ start, end }) => ({ quoteId, start, end })))

function imageOf({ image, imageAlt: alt, imageCaption: caption }: Previewed, publicUrl: string) {
  if (!image) return null
  // The column holds what an upload was found to be.
  const row = { ...image, mediaType: image.mediaType as ImageRow['mediaType'] }
  return leadImage(publicUrl, row, { alt, caption })
}
