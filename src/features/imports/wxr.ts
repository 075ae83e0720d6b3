// WordPress eXtended RSS, 1.0 to 1.2: RSS with what WordPress knows of each item.

export const CHANNEL = 'rss/channel'
export const ITEM = `${CHANNEL}/item`

export type Fields = Map<string, string>

/** What names the blog: its own address, where one network has many. */
const SITES = ['wp:base_blog_url', 'wp:base_site_url', 'link']

/** The blog as a source of keys. */
export const sourceOf = (channel: Fields) =>
  `wxr ${SITES.map((name) => channel.get(name) ?? '').find(Boolean) ?? ''}`.trim()

/** Notes the text of an element that stands directly inside another one. */
export function setWithin(parent: string, path: string, text: string, fields: Fields | undefined): void {
  if (!path.startsWith(`${parent}/`)) return
  const name = path.slice(parent.length + 1)
  if (!name.includes('/')) fields?.set(name, text)
}
