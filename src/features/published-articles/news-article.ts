import type { Settings } from '../../http/settings.ts'
import { toQuotedPart } from '../published-quotes/quotation.ts'
import type { NewsArticle } from './news-article-schema.ts'
import type { WholeArticle } from './schema.ts'
import { speakersOf, type Whole } from './whole.ts'

type Article = Whole['article']

/** What schema.org calls our kinds; all others are a NewsArticle and nothing more. */
const TYPES: Partial<Record<Article['kind'], NewsArticle['@type']>> = {
  analysis: 'AnalysisNewsArticle',
  opinion: 'OpinionNewsArticle',
  review: 'ReviewNewsArticle',
  feature: 'ReportageNewsArticle',
}

/** The article for machines that read schema.org; what is not known is left out. */
export function toNewsArticle({ article, quotes, corrections }: Whole, settings: Settings): NewsArticle {
  const { siteName: name, siteUrl } = settings
  return {
    '@context': 'https://schema.org',
    '@type': TYPES[article.kind] ?? 'NewsArticle',
    '@id': article.url,
    identifier: article.id,
    url: article.url,
    mainEntityOfPage: article.url,
    ...wordsOf(article),
    ...placeOf(article),
    datePublished: article.publishedAt,
    dateModified: article.updatedAt,
    version: article.edition,
    ...creditsOf(article),
    publisher: { '@type': 'NewsMediaOrganization', name, url: siteUrl },
    isPartOf: { '@type': 'WebSite', name, url: siteUrl },
    ...(article.image && { image: toImageObject(article.image) }),
    ...some('hasPart', quotes.map(toQuotedPart)),
    ...some('mentions', speakersOf(quotes).map(toMention)),
    ...some(
      'correction',
      corrections.map(({ id, kind, publicText, at }) => ({
        '@type': 'CorrectionComment' as const,
        identifier: id,
        name: kind,
        text: publicText,
        datePublished: at,
      })),
    ),
    ...some('workTranslation', (article.translations ?? []).map(toTranslation)),
    commentCount: article.comments.count,
  }
}

/** A member with what there is; nothing where there is nothing. */
const some = <Name extends string, Item>(name: Name, items: readonly Item[]) =>
  (items.length > 0 ? { [name]: [...items] } : {}) as Partial<Record<Name, Item[]>>

const wordsOf = ({ title, subtitle, summary, body, section, tags, wordCount, language }: Article) => ({
  headline: title,
  ...(subtitle !== null && { alternativeHeadline: subtitle }),
  ...(summary !== null && { description: summary }),
  articleBody: body?.content ?? '',
  ...(section && { articleSection: section.name }),
  ...some(
    'keywords',
    tags.map(({ name }) => name),
  ),
  wordCount,
  inLanguage: language,
})

const placeOf = ({ dateline }: Article) =>
  dateline
    ? { dateline: dateline.text, locationCreated: { '@type': 'Place' as const, name: dateline.place } }
    : {}

function creditsOf({ authors, byline, source, rights }: Article) {
  const credit = rights?.creditLine ?? (authors.length === 0 ? byline : null)
  return {
    ...some(
      'author',
      authors.map(({ name, role }) => ({
        '@type': 'Person' as const,
        name,
        ...(role !== null && { jobTitle: role }),
      })),
    ),
    ...(credit && { creditText: credit }),
    ...(source && {
      sourceOrganization: {
        '@type': 'Organization' as const,
        name: source.name,
        ...(source.url && { url: source.url }),
      },
    }),
    ...(rights?.copyrightHolder && {
      copyrightHolder: { '@type': 'Organization' as const, name: rights.copyrightHolder },
    }),
    ...(rights?.usageTerms && { conditionsOfAccess: rights.usageTerms }),
  }
}

type Image = NonNullable<Article['image']>
const toImageObject = ({ url, width, height, mediaType, caption, alt, credit }: Image) => ({
  '@type': 'ImageObject' as const,
  url,
  width,
  height,
  encodingFormat: mediaType,
  ...(caption !== null && { caption }),
  ...(alt !== null && { description: alt }),
  ...(credit !== null && { creditText: credit }),
})

type Kind = ReturnType<typeof speakersOf>[number]['kind']
const MENTIONED: Record<Kind, 'Person' | 'Organization' | 'CreativeWork'> = {
  person: 'Person',
  anonymous: 'Person',
  organization: 'Organization',
  group: 'Organization',
  document: 'CreativeWork',
}
const toMention = ({ id, name, kind }: ReturnType<typeof speakersOf>[number]) => ({
  '@type': MENTIONED[kind],
  identifier: id,
  name,
})

const toTranslation = ({ id, url, title, language }: WholeArticle['translations'][number]) => ({
  '@type': 'NewsArticle' as const,
  '@id': url,
  identifier: id,
  url,
  headline: title,
  inLanguage: language,
})
