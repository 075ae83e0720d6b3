import { canonicalLanguage } from '../../../lib/language.ts'
import { slugify } from '../../../lib/slug.ts'
import type { NewArticle } from '../../articles/schema.ts'
import { KEY_MAX } from '../limits.ts'
import type { Finding } from '../rules.ts'
import { lineOf, wordsOf } from '../text.ts'
import { type Converted, markdownOfHtml, markdownOfText } from './markdown.ts'
import { type ArticleOptions, type Exported, type Publication, timesOf } from './rules.ts'
import { linesOf, shaped } from './shape.ts'

/** An article in the form that articles have here, but for what has to be looked up. */
export interface Prepared {
  /** Empty where one is made from the title. */
  slug: string
  input: NewArticle
  /** Nothing for a draft. */
  publication: Publication | undefined
  findings: readonly Finding[]
}

/** The article as it is kept here, or why it is not. */
export function prepare(article: Exported, options: ArticleOptions, now: number): Prepared | Finding {
  const why = whyLeftOut(article)
  if (why) return why
  const language = languageOf(article.language) ?? options.language
  if (language === '') return 'language-missing'
  const converted = convert(article)
  if (!converted) return 'unreadable'
  if (converted.body === '') return 'empty'

  const times = timesOf(article, now)
  const isPublic = options.publish && article.fate === 'public'
  const publication = isPublic ? times.publication : undefined
  const { lines, isShortened } = linesOf(article)
  const slug = article.slug === '' ? '' : slugify(article.slug, 'article')
  const { body, hasImages, hadEmbeds } = converted
  const { mayBackdate } = options
  return {
    slug,
    input: shaped(article, { language, body, lines, times, publication, mayBackdate }),
    publication,
    findings: those({
      'title-missing': lines.title === '',
      shortened: isShortened,
      'slug-respelled': slug !== article.slug,
      expired: isPublic && !publication,
      'date-missing': publication !== undefined && !isTimed(publication),
      'images-elsewhere': hasImages,
      'embeds-removed': hadEmbeds,
    }),
  }
}

const those = (found: Partial<Record<Finding, boolean>>) =>
  (Object.keys(found) as Finding[]).filter((code) => found[code])

const isTimed = ({ at, publishAt, embargoUntil }: Publication) =>
  (at ?? publishAt ?? embargoUntil) !== undefined

function whyLeftOut({ key, fate }: Exported): Finding | undefined {
  if (key === '' || key.length > KEY_MAX || key !== lineOf(key)) return 'key-missing'
  if (fate === 'deleted') return 'deleted'
  return fate === 'other' ? 'not-an-article' : undefined
}

function languageOf(told: string): string | undefined {
  try {
    return told === '' ? undefined : canonicalLanguage(told.replaceAll('_', '-'))
  } catch {
    return undefined
  }
}

function convert({ body: { form, value }, base }: Exported): Converted | undefined {
  const words = wordsOf(value)
  if (form === 'html') return markdownOfHtml(words, base)
  return { body: markdownOfText(words), hasImages: false, hadEmbeds: false }
}
