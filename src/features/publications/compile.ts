import type { ArticleRevision } from '../../db/models.ts'
import { type Rendering, toMarkedHtml } from '../../lib/markdown.ts'
import { textFragment } from '../quotes/deep-link.ts'
import type { FullQuote } from '../quotes/store.ts'
import { countWords } from './rules.ts'
import type { NewEdition } from './store.ts'

/** What a publication freezes of a revision: its words as they were, compiled once. */
export function compileWords(copy: ArticleRevision, rendering: Rendering, quotes: readonly FullQuote[]) {
  const passages = quotes.flatMap(({ id, segments }) =>
    segments.map(({ start, end }) => ({ quoteId: id, start, end })),
  )
  return {
    slug: copy.slug,
    title: copy.title,
    subtitle: copy.subtitle,
    slugline: copy.slugline,
    kind: copy.kind,
    language: copy.language,
    sectionId: copy.sectionId,
    summary: copy.summary,
    datelinePlace: copy.datelinePlace,
    datelineDate: copy.datelineDate,
    byline: copy.byline,
    markdown: copy.body,
    html: toMarkedHtml(rendering, passages),
    text: rendering.text,
    wordCount: countWords(rendering.text, copy.language),
    timeZone: copy.timeZone,
    urgency: copy.urgency,
    source: copy.source,
    rights: copy.rights,
    imageId: copy.imageId,
    imageAlt: copy.imageAlt,
    imageCaption: copy.imageCaption,
  } satisfies Partial<NewEdition>
}

/** The quotes as an edition keeps them: words, anchors, role and order; who is who is read live. */
export function compileQuotes(
  quotes: readonly FullQuote[],
  text: string,
  language: string,
  publishedAt: Date,
) {
  return quotes.map((quote, position) => {
    const segments = quote.segments.map(({ exact, prefix, suffix, start, end }) => ({
      exact,
      prefix,
      suffix,
      start,
      end,
    }))
    return {
      quoteId: quote.id,
      position,
      kind: quote.kind,
      text: quote.text,
      segments,
      speakerId: quote.speakerId,
      onBehalfOfId: quote.onBehalfOfId,
      roleAsStated: quote.roleAsStated,
      channel: quote.channel,
      saidAt: quote.saidAt,
      saidAtMin: quote.saidAtMin,
      saidAtMax: quote.saidAtMax,
      saidAtText: quote.saidAtText,
      ...(quote.source !== null && { source: quote.source }),
      language: quote.language ?? language,
      ...(quote.original !== null && { original: quote.original }),
      deepLinkHash: textFragment(text, segments),
      publishedAt,
    }
  })
}
