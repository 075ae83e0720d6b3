import { isUuid } from '../../lib/uuid.ts'

export interface Addressed {
  id: string
  slug: string
  language: string
  section: string | null
}

/**
 * The article's address on the site, from `ARTICLE_URL`. Without a section its part falls away, with the
 * slash after it.
 */
export function articleUrl(
  { siteUrl, articleUrl: template }: { siteUrl: string; articleUrl: string },
  { id, slug, language, section }: Addressed,
): string {
  const filled =
    section === null ? template.replace(/\{section\}\/?/, '') : template.replace('{section}', section)
  return filled
    .replace('{site}', siteUrl)
    .replace('{slug}', slug)
    .replace('{id}', id)
    .replace('{language}', language)
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/**
 * The id or slug in an address of an article: on the site, as `articleUrl` writes it, or of this API. Undefined
 * for every other address.
 */
export function articleKeyIn(
  address: string,
  { siteUrl, articleUrl: template }: { siteUrl: string; articleUrl: string },
): string | undefined {
  const [plain = ''] = address.split(/[?#]/)
  const api = /^(?:https?:\/\/[^/]+)?\/v1\/articles\/(?:by-slug\/)?([^/]+)$/.exec(plain)
  if (api) return asKey(api[1])
  const pattern = escaped(template)
    .replace('\\{site\\}', () => `(?:${escaped(siteUrl)})?`)
    // Without a section its part falls away.
    .replace(/\\\{section\\\}(\/?)/, '(?:[^/]+$1)?')
    .replace('\\{language\\}', '[^/]+')
    .replace('\\{slug\\}', '(?<slug>[a-z0-9-]+)')
    .replace('\\{id\\}', '(?<id>[0-9a-fA-F-]{36})')
  const groups = new RegExp(`^${pattern}$`).exec(plain)?.groups
  return asKey(groups?.id ?? groups?.slug)
}

/** Ids are written in either case. */
const asKey = (text: string | undefined) => (text && isUuid(text) ? text.toLowerCase() : text)
