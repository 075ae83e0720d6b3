import type { Settings } from '../../http/settings.ts'
import { escapeHtml } from '../../lib/html.ts'
import type { ArticleJson } from '../published-articles/present.ts'
import type { WholeArticle } from '../published-articles/schema.ts'
import { correctionLines } from './corrections.ts'

/** A list of articles before it is written down in one of the formats. */
export interface Feed {
  title: string
  /** The site. */
  home: string
  /** This very feed, whatever the order of its parameters. */
  self: string
  entries: readonly Entry[]
}

export interface Entry {
  /** The same for ever, in every format. */
  id: string
  url: string
  title: string
  language: string
  published: string
  updated: string
  authors: readonly string[]
  categories: readonly string[]
  /** Plain text: the summary, and what was put right. */
  summary: string
  /** The whole article as HTML, with what was put right; where it was asked for. */
  html: string | undefined
  image: WholeArticle['image']
  corrections: NonNullable<WholeArticle['corrections']>['data']
}

/** An article as lists and pages show it, with its corrections. */
type Shown = Omit<WholeArticle, 'body' | 'translations'> & Partial<Pick<WholeArticle, 'body'>>

export function entryFrom(article: Shown): Entry {
  const corrections = article.corrections?.data ?? []
  const lines = correctionLines(corrections, article.language)
  return {
    id: `urn:uuid:${article.id}`,
    url: article.url,
    title: article.title,
    language: article.language,
    published: article.publishedAt,
    updated: article.updatedAt,
    authors: authorsOf(article),
    categories: [...(article.section ? [article.section] : []), ...article.tags].map(({ name }) => name),
    summary: [article.summary ?? article.subtitle ?? '', ...lines].filter(Boolean).join('\n\n'),
    html: article.body && `${article.body.content}${lines.map(asNotice).join('')}`,
    image: article.image,
    corrections,
  }
}

/** Those who are known by name; else whoever the byline names. */
const authorsOf = ({ authors, byline }: Shown): string[] =>
  authors.length > 0 ? authors.map(({ name }) => name) : [byline ?? ''].filter(Boolean)

const asNotice = (line: string) => `<p><strong>${escapeHtml(line)}</strong></p>`

export type FeedFilter = Partial<Record<'section' | 'tag' | 'author' | 'speaker', readonly string[]>>

/** The publication, and what of it the feed is about: by the names of what is known, never by what was asked. */
export function titleOf({ siteName }: Settings, filter: FeedFilter, rows: readonly ArticleJson[]): string {
  const known = {
    section: rows.flatMap(({ section }) => (section ? [section] : [])),
    tag: rows.flatMap(({ tags }) => tags),
    author: rows.flatMap(({ authors }) => authors),
    speaker: rows.flatMap(({ speakers = [] }) => speakers),
  }
  const names = Object.entries(filter).flatMap(([noun, keys = []]) =>
    keys.flatMap((key) => known[noun as keyof FeedFilter].find(isCalled(key))?.name ?? []),
  )
  return [siteName, ...new Set(names)].join(' · ')
}

const isCalled =
  (key: string) =>
  ({ id, slug }: { id: string; slug: string }) =>
    slug === key || id === key.toLowerCase()

/** The address of a feed: its filters in one order, so that equal feeds have one address. */
export function addressOf(path: string, { publicUrl }: Settings, query: object): string {
  const chosen = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, string] => [name, String(value)])
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const search = String(new URLSearchParams(chosen))
  return `${publicUrl}${path}${search ? `?${search}` : ''}`
}
