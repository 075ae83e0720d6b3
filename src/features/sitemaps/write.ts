import type { Settings } from '../../http/settings.ts'
import { toXmlDocument } from '../../lib/xml.ts'
import { articleUrl } from '../revisions/rules.ts'
import type { ListedArticle, Month, NewsArticle } from './store.ts'

const XMLNS = { '@xmlns': 'http://www.sitemaps.org/schemas/sitemap/0.9' }

/** All sitemaps: the news, and a page or more for every month. */
export const toIndex = (months: readonly Month[], { publicUrl }: Settings): string =>
  toXmlDocument({
    sitemapindex: {
      ...XMLNS,
      sitemap: [
        { loc: `${publicUrl}/sitemaps/news.xml` },
        ...months.flatMap(({ month, pages, updatedAt }) =>
          Array.from({ length: pages }, (_each, i) => ({
            loc: `${publicUrl}/sitemaps/${nameOf(month, i + 1)}`,
            lastmod: updatedAt,
          })),
        ),
      ],
    },
  })

export const toUrls = (articles: readonly ListedArticle[], settings: Settings): string =>
  toXmlDocument({
    urlset: {
      ...XMLNS,
      url: articles.map((article) => ({ loc: articleUrl(settings, article), lastmod: article.updatedAt })),
    },
  })

/** A news sitemap by Google's rules. */
export const toNews = (articles: readonly NewsArticle[], settings: Settings): string =>
  toXmlDocument({
    urlset: {
      ...XMLNS,
      '@xmlns:news': 'http://www.google.com/schemas/sitemap-news/0.9',
      url: articles.map((article) => ({
        loc: articleUrl(settings, article),
        'news:news': {
          'news:publication': {
            'news:name': settings.siteName,
            'news:language': newsLanguage(article.language),
          },
          'news:publication_date': article.publishedAt,
          'news:title': article.title,
        },
      })),
    },
  })

/** ISO 639; of Chinese alone Google wants to know how it is written. */
function newsLanguage(language: string): string {
  const { language: primary, script } = new Intl.Locale(language).maximize()
  if (primary !== 'zh') return primary
  return script === 'Hant' ? 'zh-tw' : 'zh-cn'
}

/** The first page of a month has no number. */
const nameOf = (month: string, page: number) => `articles-${month}${page === 1 ? '' : `-${page}`}.xml`

const NAME = /^articles-((?!0000)\d{4}-(?:0[1-9]|1[0-2]))(?:-([2-9]|[1-9]\d{1,4}))?\.xml$/

/** Which page of which month a name means; undefined for no sitemap's. */
export function pageOf(name: string): { month: string; page: number } | undefined {
  const [, month, page = '1'] = NAME.exec(name) ?? []
  return month === undefined ? undefined : { month, page: Number(page) }
}

const PRIVATE = ['/v1/editorial/', '/v1/moderation/', '/v1/admin/', '/v1/preview/', '/v1/captcha/', '/desk']

/** What robots are to leave alone, and where the sitemaps are. */
export function toRobots({ publicUrl }: Settings): string {
  const base = new URL(publicUrl).pathname.replace(/\/$/, '')
  return [
    'User-agent: *',
    ...PRIVATE.map((path) => `Disallow: ${base}${path}`),
    '',
    `Sitemap: ${publicUrl}/sitemap.xml`,
    `Sitemap: ${publicUrl}/sitemaps/news.xml`,
    '',
  ].join('\n')
}
