import type { Entry, Feed } from './feed.ts'
import type { JsonFeed } from './schema.ts'

/** JSON Feed 1.1. */
export const toJsonFeed = ({ title, home, self, entries }: Feed): JsonFeed => ({
  version: 'https://jsonfeed.org/version/1.1',
  title,
  home_page_url: home,
  feed_url: self,
  items: entries.map(toItem),
})

const toItem = (entry: Entry): JsonFeed['items'][number] => ({
  id: entry.id,
  url: entry.url,
  title: entry.title,
  // An item has to have one of the two.
  ...(entry.html === undefined ? { content_text: entry.summary } : { content_html: entry.html }),
  ...(entry.summary !== '' && { summary: entry.summary }),
  ...(entry.image && { image: entry.image.url }),
  date_published: entry.published,
  date_modified: entry.updated,
  authors: entry.authors.map((name) => ({ name })),
  tags: [...entry.categories],
  language: entry.language,
  _verbatim: {
    corrections: entry.corrections.map(({ id, kind, publicText, at }) => ({ id, kind, publicText, at })),
  },
})
