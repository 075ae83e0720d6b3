/** A comment for an export; what is not said is plain. */
export interface Written {
  key: string
  parent?: string
  slug?: string
  name?: string
  email?: string
  html?: string
  at?: string
  /** Disqus: deleted or spam. */
  isDeleted?: boolean
  isSpam?: boolean
  /** WordPress: `1`, `0`, `spam`, `trash`. */
  approved?: string
  type?: string
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

const slugsOf = (comments: readonly Written[]) => [...new Set(comments.map(({ slug = 'ferry' }) => slug))]

/** An export as Disqus makes it. */
export function disqusXml(comments: readonly Written[]): string {
  const slugs = slugsOf(comments)
  const threads = slugs.map(
    (slug, index) =>
      `<thread dsq:id="t${index}"><id /><forum>marsana</forum><link>https://old.example/world/${escaped(slug)}/</link>
        <title>${escaped(slug)}</title><author><name>Editor</name></author></thread>`,
  )
  const posts = comments.map((comment) => {
    const { key, parent, slug = 'ferry', name = 'Ines', html = `<p>Words of ${key}.</p>` } = comment
    const { at = '2015-03-01T12:00:00Z', isDeleted = false, isSpam = false } = comment
    return `<post dsq:id="${escaped(key)}"><id /><message>${cdata(html)}</message><createdAt>${at}</createdAt>
      <isDeleted>${isDeleted}</isDeleted><isSpam>${isSpam}</isSpam>
      <author><name>${escaped(name)}</name><isAnonymous>true</isAnonymous></author>
      <thread dsq:id="t${slugs.indexOf(slug)}" />${parent ? `<parent dsq:id="${escaped(parent)}" />` : ''}</post>`
  })
  return `<?xml version="1.0" encoding="utf-8"?>
    <disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
    <category dsq:id="1"><forum>marsana</forum></category>${threads.join('\n')}${posts.join('\n')}</disqus>`
}

/** An export as WordPress makes it. */
export function wxrXml(comments: readonly Written[], blog = 'https://old.example'): string {
  const items = slugsOf(comments).map((slug) => {
    const under = comments.filter(({ slug: own = 'ferry' }) => own === slug).map(wxrComment)
    return `<item><title>A story</title><link>https://old.example/2015/03/${escaped(slug)}/</link>
      <content:encoded>${cdata('<p>The article.</p>')}</content:encoded><wp:post_id>1</wp:post_id>
      <wp:post_name>${cdata(slug)}</wp:post_name><wp:post_type>post</wp:post_type>${under.join('\n')}</item>`
  })
  return `<?xml version="1.0" encoding="UTF-8" ?>
    <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
    <channel><title>Old</title><link>${blog}</link><wp:wxr_version>1.2</wp:wxr_version>
    <wp:base_site_url>https://network.example</wp:base_site_url><wp:base_blog_url>${blog}</wp:base_blog_url>
    ${items.join('\n')}</channel></rss>`
}

function wxrComment(comment: Written): string {
  const { key, parent = '0', name = 'Ines', email = '', html = `Words of ${key}.` } = comment
  const { at = '2015-03-01 12:00:00', approved = '1', type = 'comment' } = comment
  return `<wp:comment><wp:comment_id>${key}</wp:comment_id><wp:comment_author>${cdata(name)}</wp:comment_author>
    <wp:comment_author_email>${cdata(email)}</wp:comment_author_email>
    <wp:comment_author_IP>${cdata('203.0.113.9')}</wp:comment_author_IP>
    <wp:comment_date>${at}</wp:comment_date><wp:comment_date_gmt>${at}</wp:comment_date_gmt>
    <wp:comment_content>${cdata(html)}</wp:comment_content><wp:comment_approved>${approved}</wp:comment_approved>
    <wp:comment_type>${type}</wp:comment_type><wp:comment_parent>${parent}</wp:comment_parent>
    <wp:comment_user_id>0</wp:comment_user_id></wp:comment>`
}
