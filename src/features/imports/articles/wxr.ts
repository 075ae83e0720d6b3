import { slugOf } from '../rules.ts'
import { CHANNEL, type Fields, ITEM, setWithin, sourceOf } from '../wxr.ts'
import { shownHtml } from './autop.ts'
import { plainOf } from './markdown.ts'
import type { ArticleReader } from './read.ts'
import { BARE, type Exported, type Named } from './rules.ts'

const AUTHOR = `${CHANNEL}/wp:author`
const CATEGORY = `${ITEM}/category`

/** What is no text of anybody's: files, menus, and what WordPress keeps for itself. */
const INNER =
  /^(attachment|nav_menu_item|revision|custom_css|customize_changeset|oembed_cache|user_request|wp_.+)$/
const FATES: Record<string, Exported['fate']> = {
  publish: 'public',
  future: 'public',
  draft: 'draft',
  pending: 'draft',
  // For those who are signed in.
  private: 'draft',
}
/** What WordPress files under when nobody said anything. */
const NO_SECTION = 'uncategorized'

interface Filed extends Named {
  domain: string
}

/** The posts of a file of WordPress, as soon as each has been read. */
export function wxrReader(): ArticleReader {
  const channel: Fields = new Map()
  const names = new Map<string, string>()
  let author: Fields = new Map()
  let item: { fields: Fields; filed: Filed[] } = { fields: new Map(), filed: [] }
  let found: Exported[] = []
  return {
    root: 'rss',
    begin: (path, { domain = '', nicename = '' }) => {
      if (path === ITEM) item = { fields: new Map(), filed: [] }
      else if (path === AUTHOR) author = new Map()
      else if (path === CATEGORY) item.filed.push({ domain, slug: slugOf(nicename), name: '' })
    },
    end: (path, text) => {
      setWithin(CHANNEL, path, text, channel)
      setWithin(AUTHOR, path, text, author)
      setWithin(ITEM, path, text, item.fields)
      const filed = item.filed.at(-1)
      if (path === CATEGORY && filed) filed.name = plainOf(text)
      if (path === AUTHOR)
        names.set(fieldOf(author, 'wp:author_login'), fieldOf(author, 'wp:author_display_name'))
      if (path === ITEM && !INNER.test(fieldOf(item.fields, 'wp:post_type'))) {
        found.push(articleOf(item.fields, item.filed, { channel, names }))
      }
    },
    taken: () => {
      const taken = found
      found = []
      return taken
    },
  }
}

const fieldOf = (fields: Fields, name: string) => fields.get(name) ?? ''

interface Blog {
  channel: Fields
  /** What those who write are called. */
  names: ReadonlyMap<string, string>
}

function articleOf(item: Fields, filed: readonly Filed[], { channel, names }: Blog): Exported {
  const field = (name: string) => fieldOf(item, name)
  const date = field('wp:post_date_gmt')
  return {
    ...BARE,
    source: sourceOf(channel),
    key: field('wp:post_id'),
    fate: fateOf(item),
    slug: slugOf(field('wp:post_name')),
    base: field('link'),
    language: fieldOf(channel, 'language'),
    title: plainOf(field('title')),
    summary: plainOf(field('excerpt:encoded')),
    body: { form: 'html', value: shownHtml(field('content:encoded')) },
    ...termsOf(filed),
    authors: authorsOf(field('dc:creator'), names),
    publishedAt: /^(0000|$)/.test(date) ? field('pubDate') : date,
    modifiedAt: field('wp:post_modified_gmt'),
    areCommentsClosed: field('wp:comment_status') === 'closed',
  }
}

const authorsOf = (login: string, names: ReadonlyMap<string, string>): Named[] =>
  login === '' ? [] : [{ name: names.get(login) || login, slug: slugOf(login) }]

function fateOf(item: Fields): Exported['fate'] {
  if (fieldOf(item, 'wp:post_type') !== 'post') return 'other'
  const fate = FATES[fieldOf(item, 'wp:status')] ?? 'deleted'
  return fate === 'public' && fieldOf(item, 'wp:post_password') !== '' ? 'draft' : fate
}

/** The first category is the section, and the others are tags like the tags. */
function termsOf(filed: readonly Filed[]): Pick<Exported, 'section' | 'tags'> {
  const of = (domain: string) => filed.filter((each) => each.domain === domain && each.slug !== NO_SECTION)
  const [section, ...more] = of('category')
  return { section, tags: [...more, ...of('post_tag')] }
}
