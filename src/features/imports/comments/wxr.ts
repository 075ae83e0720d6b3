import { slugOf } from '../rules.ts'
import { CHANNEL, type Fields, ITEM, setWithin, sourceOf } from '../wxr.ts'
import type { CommentReader } from './export.ts'
import type { Exported } from './rules.ts'

const COMMENT = `${ITEM}/wp:comment`
const STATUSES: Record<string, Exported['status']> = {
  '1': 'approved',
  approve: 'approved',
  approved: 'approved',
  '0': 'pending',
  hold: 'pending',
}

/** The comments of a file of WordPress stand inside their items. */
export function wxrReader(): CommentReader {
  const found: Exported[] = []
  const channel: Fields = new Map()
  let item: { fields: Fields; comments: Fields[] } = { fields: new Map(), comments: [] }
  return {
    root: 'rss',
    begin: (path) => {
      if (path === ITEM) item = { fields: new Map(), comments: [] }
      else if (path === COMMENT) item.comments.push(new Map())
    },
    end: (path, text) => {
      if (path === ITEM) found.push(...commentsOf(item.fields, item.comments))
      setWithin(COMMENT, path, text, item.comments.at(-1))
      setWithin(ITEM, path, text, item.fields)
      setWithin(CHANNEL, path, text, channel)
    },
    comments: () => found,
    source: () => sourceOf(channel),
  }
}

function commentsOf(item: Fields, comments: readonly Fields[]): Exported[] {
  const slug = slugOf(item.get('wp:post_name') || (item.get('link') ?? ''))
  return (
    comments
      // What other sites sent by themselves is no comment of a reader.
      .filter((fields) => ['', 'comment'].includes(fields.get('wp:comment_type') ?? ''))
      .map((fields) => commentOf(fields, slug))
  )
}

function commentOf(fields: Fields, slug: string): Exported {
  const field = (name: string) => fields.get(`wp:comment_${name}`) ?? ''
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
