import { toXmlDocument } from '../../lib/xml.ts'
import type { Entry, Feed } from './feed.ts'

/** Of a feed in which there is nothing yet: it has to say something, and always the same. */
const NEVER = '1970-01-01T00:00:00.000Z'

/** Atom 1.0 (RFC 4287). Who wrote an article of which nobody is known to have written it is the publication. */
export const toAtom = ({ title, home, self, entries }: Feed): string =>
  toXmlDocument({
    feed: {
      '@xmlns': 'http://www.w3.org/2005/Atom',
      id: self,
      title,
      updated:
        entries
          .map(({ updated }) => updated)
          .sort()
          .at(-1) ?? NEVER,
      author: { name: title },
      link: [
        { '@rel': 'self', '@type': 'application/atom+xml', '@href': self },
        { '@rel': 'alternate', '@type': 'text/html', '@href': home },
      ],
      entry: entries.map(toEntry),
    },
  })

const toEntry = (entry: Entry) => ({
  '@xml:lang': entry.language,
  id: entry.id,
  title: entry.title,
  published: entry.published,
  updated: entry.updated,
  link: [
    { '@rel': 'alternate', '@type': 'text/html', '@href': entry.url, '@hreflang': entry.language },
    ...(entry.image ? [{ '@rel': 'related', '@type': entry.image.mediaType, '@href': entry.image.url }] : []),
  ],
  author: entry.authors.map((name) => ({ name })),
  category: entry.categories.map((name) => ({ '@term': name })),
  summary: entry.summary === '' ? undefined : { '@type': 'text', '#': entry.summary },
  content:
    entry.html === undefined ? undefined : { '@type': 'html', '@xml:base': entry.url, '#': entry.html },
})
