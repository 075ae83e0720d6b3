import { slugOf } from '../rules.ts'
import type { CommentReader } from './export.ts'
import type { Exported } from './rules.ts'

const POST = 'disqus/post'
const THREAD = 'disqus/thread'

/** https://help.disqus.com/en/articles/1717164-comments-export: threads first, then posts that name theirs. */
export function disqusReader(): CommentReader {
  const slugs = new Map<string, string>()
  const posts: Post[] = []
  let thread = ''
  return {
    root: 'disqus',
    begin: (path, attributes) => {
      const key = attributes['dsq:id'] ?? ''
      if (path === THREAD) thread = key
      else if (path === POST) posts.push({ fields: new Map(), names: new Map(), key })
      else if (path.startsWith(`${POST}/`)) posts.at(-1)?.names.set(path.slice(POST.length + 1), key)
    },
    end: (path, text) => {
      if (path === `${THREAD}/link`) slugs.set(thread, slugOf(text))
      if (path.startsWith(`${POST}/`)) posts.at(-1)?.fields.set(path.slice(POST.length + 1), text)
    },
    comments: () => posts.map((post) => commentOf(post, slugs.get(post.names.get('thread') ?? '') ?? '')),
    source: () => 'disqus',
  }
}

interface Post {
  key: string
  /** What its elements say, and what they name. */
  fields: Map<string, string>
  names: Map<string, string>
}

function commentOf({ fields, names, key }: Post, slug: string): Exported {
  const field = (name: string) => fields.get(name) ?? ''
  const isGone = field('isDeleted') === 'true' || field('isSpam') === 'true'
  return {
    key,
    parentKey: names.get('parent') ?? null,
    slug,
    authorName: field('author/name'),
    email: field('author/email'),
    html: field('message'),
    createdAt: field('createdAt'),
    status: isGone ? 'deleted' : 'approved',
  }
}
