import type { Settings } from '../../http/settings.ts'
import type { Quote } from '../quotes/schema.ts'
import {
  genreOf,
  imageAssociation,
  peopleAnd,
  quoteAssociation,
  translationAssociation,
} from './ninjs-parts.ts'
import type { Ninjs } from './ninjs-schema.ts'
import { speakersOf, type Whole } from './whole.ts'

type Article = Whole['article']

const SCHEMA = 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#'

/** The article as IPTC ninjs 3.1; what is not known is left out. */
export function toNinjs(whole: Whole, settings: Settings): Ninjs {
  const { article, quotes, urgency } = whole
  return {
    uri: `urn:uuid:${article.id}`,
    standard: { name: 'ninjs', version: '3.1', schema: SCHEMA },
    type: 'text',
    representationType: 'full',
    version: String(article.edition),
    firstCreated: article.publishedAt,
    versionCreated: article.updatedAt,
    contentCreated: article.publishedAt,
    pubStatus: 'usable',
    ...(urgency !== null && { urgency }),
    language: article.language,
    altIds: [
      { role: 'slug', value: article.slug },
      { role: 'url', value: article.url },
    ],
    renditions: [{ name: 'web', href: article.url, contentType: 'text/html' }],
    ...wordsOf(whole),
    ...creditsOf(article),
    genres: [genreOf(article.kind)],
    ...subjectsOf(article),
    ...peopleAnd(
      article.authors.map(({ name }) => ({ name, rel: 'creator' })),
      speakersOf(quotes),
      settings,
    ),
    ...associationsOf(article, quotes, settings),
  }
}

function wordsOf({ article, corrections }: Whole) {
  const { title, subtitle, summary, slugline, body } = article
  const plain = (role: string, value: string) => ({ role, contentType: 'text/plain', value })
  const html = body?.content ?? ''
  const descriptions = [
    ...(summary === null ? [] : [plain('summary', summary)]),
    ...corrections.map(({ kind, publicText }) => plain(kind, publicText)),
  ]
  return {
    title,
    ...(slugline !== null && { slugline }),
    headlines: [plain('main', title), ...(subtitle === null ? [] : [plain('subtitle', subtitle)])],
    ...(descriptions.length > 0 && { descriptions }),
    bodies: [{ role: 'main', contentType: 'text/html', wordCount: article.wordCount, value: html }],
  }
}

function creditsOf({ byline, authors, source, rights }: Article) {
  const by = byline ?? authors.map(({ name }) => name).join(', ')
  const infoSources = [
    ...(source ? [{ name: source.name, role: 'supplier', ...(source.url && { uri: source.url }) }] : []),
    ...(rights?.creditLine ? [{ name: rights.creditLine, role: 'credit' }] : []),
  ]
  return {
    ...(by !== '' && { by }),
    ...(infoSources.length > 0 && { infoSources }),
    ...(rights?.copyrightHolder && {
      copyrightHolder: rights.copyrightHolder,
      copyrightNotice: `© ${rights.copyrightHolder}`,
    }),
    ...(rights?.usageTerms && { usageTerms: rights.usageTerms }),
  }
}

function subjectsOf({ section, tags, dateline }: Article) {
  const subjects = [
    ...(section ? [{ name: section.name, rel: 'category', literal: section.slug }] : []),
    ...tags.map(({ name, slug }) => ({ name, rel: 'about', literal: slug })),
  ]
  return {
    ...(subjects.length > 0 && { subjects }),
    ...(dateline && {
      located: dateline.place,
      places: [{ name: dateline.place, rel: 'dateline', literal: dateline.place }],
    }),
  }
}

function associationsOf({ image, translations = [] }: Article, quotes: readonly Quote[], settings: Settings) {
  const associations = [
    ...(image ? [imageAssociation(image)] : []),
    ...quotes.map((quote) => quoteAssociation(quote, settings)),
    ...translations.map(translationAssociation),
  ]
  return associations.length > 0 ? { associations } : {}
}
