/** What is taken from a file, and of which form it is. */
const COMMENT_KINDS = ['disqus_comments', 'wxr_comments'] as const
const ARTICLE_KINDS = ['wxr_articles', 'ninjs_articles', 'text_articles'] as const
export const KINDS = [...COMMENT_KINDS, ...ARTICLE_KINDS] as const

export type CommentKind = (typeof COMMENT_KINDS)[number]
export type ArticleKind = (typeof ARTICLE_KINDS)[number]
export type Kind = (typeof KINDS)[number]

const XML = ['application/xml', 'text/xml']
/** What a file of each kind is sent as, where it is not packed. */
export const MEDIA_TYPES: Record<Kind, readonly string[]> = {
  disqus_comments: XML,
  wxr_comments: XML,
  wxr_articles: XML,
  ninjs_articles: ['application/json', 'application/x-ndjson'],
  text_articles: ['text/plain'],
}
export const PACKED = 'application/gzip'

export const isKind = (name: string): name is Kind => KINDS.some((kind) => kind === name)
export const isOfArticles = (kind: Kind): kind is ArticleKind => ARTICLE_KINDS.some((each) => each === kind)

/** What may be told of a comment or an article that was not simply taken over. */
export const FINDINGS = {
  'article-unknown': 'No article has the slug of its page, now or formerly: left out.',
  deleted: 'It was deleted, killed or spam there: left out.',
  empty: 'Nothing readable is in it: left out.',
  'key-missing': 'The file does not say which one it is: left out.',
  known: 'It was imported before, whatever became of it since: left as it is.',
  repeated: 'The file has it more than once: the first was taken.',
  'language-missing': 'Neither it nor its file says its language, nor did the import: left out.',
  'not-an-article': 'It is a page, a picture or something else that is no article: left out.',
  unfit: 'It breaks a rule that articles have here: left out.',
  unreadable: 'Its HTML is too tangled to be read, or it piles up combining marks: left out.',
  'cycle-broken': 'It answered one of its own answers: it stands at the top.',
  'date-out-of-range': 'It cannot have been written at its date: the nearest time that can be was taken.',
  'name-missing': 'Its author had no readable name: it is by “Anonymous”.',
  'parent-elsewhere': 'What it answered stands under another article: it stands at the top.',
  'parent-left-out': 'What it answered was deleted or spam there: it stands where that one stood.',
  'parent-missing': 'What it answered is not there: it stands at the top.',
  'too-long': 'It was longer than comments may be: its end is missing.',
  'date-missing': 'It was public there at no time that can be: it is public here from now on.',
  'embeds-removed': 'Players, frames, galleries or forms were in it: they are missing.',
  expired: 'It was public until a time that has passed: it is a draft.',
  'images-elsewhere': 'It shows images, which are still fetched from where they were.',
  'publication-blocked': 'Something stands in the way of its publication here: it is a draft.',
  shortened: 'Its title, its summary or another line was longer than it may be: the end is missing.',
  'slug-respelled': 'Its slug had signs that slugs cannot have here: it is spelled anew.',
  'slug-taken': 'Another article has its slug: it has the next free one.',
  'title-missing': 'It had no title: its first words are one.',
} as const
export type Finding = keyof typeof FINDINGS

/** The last part of a page's address, which a newsroom keeps when it moves. */
export function slugOf(link: string): string {
  const path = URL.canParse(link) ? new URL(link).pathname : link
  const last = path.split('/').findLast((part) => part !== '') ?? ''
  try {
    return decodeURIComponent(last)
      .replace(/\.html?$/i, '')
      .toLowerCase()
  } catch {
    return ''
  }
}

/** The instant of a time as exports tell it; NaN where none is told. */
export const instantOf = (told: string): number =>
  // WordPress tells Greenwich time without saying so.
  Date.parse(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(told) ? `${told.replace(' ', 'T')}Z` : told)
