import { slugOf } from '../rules.ts'
import type { CommentReader } from './export.ts'
import type { Exported } from './rules.ts'

const CHANNEL = 'rss/channel'
const ITEM = `${CHANNEL}/item`
const COMMENT = `${ITEM}/wp:comment`
const STATUSES: Record<string, Exported['status']> = {
  '1': 'approved',
  approve: 'approved',
  approved: 'approved',
  '0': 'pending',
  hold: 'pending',
}
/** What names the blog: its own address, where one network has many. */
const SITES = [`${CHANNEL}/wp:base_blog_url`, `${CHANNEL}/wp:base_site_url`, `${CHANNEL}/link`]

type Fields = Map<string, string>

/** WordPress eXtended RSS, 1.0 to 1.2: the comments of an item stand inside it. */
export function wxrReader(): CommentReader {
  const found: Exported[] = []
  const sites: Fields = new Map()
  let item: { fields: Fields; comments: Fields[] } = { fields: new Map(), comments: [] }
  return {
    root: 'rss',
    begin: (path) => {
      if (path === ITEM) item = { fields: new Map(), comments: [] }
      else if (path === COMMENT) item.comments.push(new Map())
    },
    end: (path, text) => {
      if (SITES.includes(path)) sites.set(path, text)
      else if (path === ITEM) found.push(...commentsOf(item.fields, item.comments))
      else if (path.startsWith(`${COMMENT}/`)) item.comments.at(-1)?.set(path.slice(COMMENT.length + 4), text)
      else if (path.startsWith(`${ITEM}/`)) item.fields.set(path.slice(ITEM.length + 1), text)
    },
    comments: () => found,
    source: () => `wxr ${SITES.map((site) => sites.get(site) ?? '').find(Boolean) ?? ''}`.trim(),
  }
}

function commentsOf(item: Fields, comments: readonly Fields[]): Exported[] {
  const slug = slugOf(item.get('wp:post_name') || (item.get('link') ?? ''))
  return (
    comments
      // What other sites sent by themselves is no comment of a reader.
      .filter((fields) => ['', 'comment'].includes(fields.get('comment_type') ?? ''))
      .map((fields) => commentOf(fields, slug))
  )
}

function commentOf(fields: Fields, slug: string): Exported {
  const field = (name: string) => fields.get(`comment_${name}`) ?? ''
  return {
    key: field('id'),
    parentKey: ['', '0'].includes(field('parent')) ? null : field('parent'),
    slug,
    authorName: field('author'),
    email: field('author_email'),
    html: paragraphs(field('content')),
    createdAt: field('date_gmt') || field('date'),
    status: STATUSES[field('approved')] ?? 'deleted',
  }
}

/** WordPress keeps what was typed, where an empty line begins a paragraph and a line is a line. */
const paragraphs = (typed: string) =>
  typed
    .split(/\n[^\S\n]*\n/)
    .map((part) => `<p>${part.replace(/\n/g, '<br>')}</p>`)
    .join('')
