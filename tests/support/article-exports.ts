/** A post for an export of WordPress; what is not said is plain. */
export interface Post {
  key: string
  title?: string
  slug?: string
  type?: string
  status?: string
  password?: string
  author?: string
  html?: string
  excerpt?: string
  /** Greenwich, as WordPress writes it. */
  at?: string
  changedAt?: string
  /** Names by their slugs. */
  categories?: Record<string, string>
  tags?: Record<string, string>
  comments?: 'open' | 'closed'
}

const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
const filed = (domain: string, names: Record<string, string>) =>
  Object.entries(names).map(
    ([slug, name]) => `<category domain="${domain}" nicename="${slug}">${cdata(name)}</category>`,
  )

/** An export of posts as WordPress makes it, of a blog with one author, Ines Marlow. */
export function postsXml(posts: readonly Post[], { language = 'en-GB', blog = 'https://old.example' } = {}) {
  return `<?xml version="1.0" encoding="UTF-8" ?>
    <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/">
    <channel><title>Old</title><link>${blog}</link><language>${language}</language><wp:wxr_version>1.2</wp:wxr_version>
    <wp:base_site_url>${blog}</wp:base_site_url><wp:base_blog_url>${blog}</wp:base_blog_url>
    <wp:author><wp:author_id>1</wp:author_id><wp:author_login>${cdata('ines')}</wp:author_login>
      <wp:author_email>${cdata('ines@old.example')}</wp:author_email>
      <wp:author_display_name>${cdata('Ines Marlow')}</wp:author_display_name></wp:author>
    ${posts.map(itemOf).join('\n')}</channel></rss>`
}

function itemOf(post: Post): string {
  const { key, title = `Story ${key}`, slug = `story-${key}`, type = 'post', status = 'publish' } = post
  const { author = 'ines', html = `<p>Words of ${key}.</p>`, excerpt = '', password = '' } = post
  const { at = '2015-03-01 12:00:00', changedAt = at, categories = {}, tags = {}, comments = 'open' } = post
  return `<item><title>${cdata(title)}</title><link>https://old.example/2015/03/${slug}/</link>
    <pubDate>Sun, 01 Mar 2015 12:00:00 +0000</pubDate><dc:creator>${cdata(author)}</dc:creator>
    <description></description><content:encoded>${cdata(html)}</content:encoded>
    <excerpt:encoded>${cdata(excerpt)}</excerpt:encoded><wp:post_id>${key}</wp:post_id>
    <wp:post_date>${at}</wp:post_date><wp:post_date_gmt>${at}</wp:post_date_gmt>
    <wp:post_modified_gmt>${changedAt}</wp:post_modified_gmt><wp:comment_status>${comments}</wp:comment_status>
    <wp:post_name>${cdata(slug)}</wp:post_name><wp:status>${status}</wp:status><wp:post_type>${type}</wp:post_type>
    <wp:post_password>${cdata(password)}</wp:post_password>
    ${[...filed('category', categories), ...filed('post_tag', tags)].join('')}</item>`
}
