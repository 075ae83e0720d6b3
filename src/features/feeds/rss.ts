import { toXmlDocument } from '../../lib/xml.ts'
import type { Entry, Feed } from './feed.ts'

const NAMESPACES = {
  '@xmlns:atom': 'http://www.w3.org/2005/Atom',
  '@xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  '@xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  '@xmlns:dcterms': 'http://purl.org/dc/terms/',
  '@xmlns:media': 'http://search.yahoo.com/mrss/',
}

/** RSS 2.0, with authors and changes in Dublin Core and pictures in Media RSS. */
export const toRss = ({ title, home, self, entries }: Feed): string =>
  toXmlDocument({
    rss: {
      '@version': '2.0',
      ...NAMESPACES,
      channel: {
        title,
        link: home,
        description: title,
        'atom:link': { '@href': self, '@rel': 'self', '@type': 'application/rss+xml' },
        lastBuildDate: newest(entries),
        item: entries.map(toItem),
      },
    },
  })

const toItem = (entry: Entry) => ({
  title: entry.title,
  link: entry.url,
  guid: { '@isPermaLink': 'false', '#': entry.id },
  pubDate: rfc822(entry.published),
  'dcterms:modified': entry.updated,
  'dc:language': entry.language,
  'dc:creator': entry.authors,
  category: entry.categories,
  description: entry.summary,
  'content:encoded': entry.html,
  'media:content': entry.image ? pictureOf(entry.image) : undefined,
})

const pictureOf = ({ url, mediaType, width, height, alt, credit }: NonNullable<Entry['image']>) => ({
  '@url': url,
  '@medium': 'image',
  '@type': mediaType,
  '@width': width,
  '@height': height,
  'media:description': alt ? { '@type': 'plain', '#': alt } : undefined,
  'media:credit': credit ?? undefined,
})

/** RFC 822 with a year of four digits, as RSS wants it; `GMT` is one of its zones. */
const rfc822 = (instant: string) => new Date(instant).toUTCString()

const newest = (entries: readonly Entry[]) => {
  const [last] = entries
    .map(({ updated }) => updated)
    .sort()
    .slice(-1)
  return last === undefined ? undefined : rfc822(last)
}
