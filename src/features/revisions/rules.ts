interface Addressed {
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
