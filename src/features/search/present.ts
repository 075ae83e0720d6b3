import { marked, passages } from '../../lib/highlight.ts'
import { directionOf } from '../published-articles/rules.ts'
import { toQuote } from '../published-quotes/store.ts'
import { articleUrl } from '../revisions/rules.ts'
import type { SearchHit } from './schema.ts'
import type { HitJson } from './store.ts'

interface Presentation {
  urls: { siteUrl: string; articleUrl: string }
  /** Whether a word, in a text of the configuration, is what was looked for. */
  isFoundIn: (configuration: string) => (word: string) => boolean
}

export function toHit(
  { id, configuration, text, publishedAt, article, quote }: HitJson,
  given: Presentation,
): SearchHit {
  const { urls, isFoundIn } = given
  const isFound = isFoundIn(configuration)
  const { language: articleLanguage, ...shown } = article
  const said = quote && toQuote(quote, urls)
  const language = said?.language ?? articleLanguage
  return {
    type: said ? 'quote' : 'article',
    id,
    url: said?.deepLink ?? articleUrl(urls, { ...article, section: article.section?.slug ?? null }),
    language,
    dir: directionOf(language),
    publishedAt,
    article: shown,
    highlight: { title: said ? null : marked(article.title, isFound), text: passages(text, isFound) },
    quote: said,
  }
}
