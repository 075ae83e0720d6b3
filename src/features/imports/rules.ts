/** The files that comments are taken from. */
const COMMENT_KINDS = ['disqus_comments', 'wxr_comments'] as const
export type CommentKind = (typeof COMMENT_KINDS)[number]

/** What is taken from a file, and of which form it is. */
export const KINDS = [...COMMENT_KINDS] as const
export type Kind = (typeof KINDS)[number]
export const isKind = (name: string): name is Kind => KINDS.some((kind) => kind === name)

/** What may be told of a comment that was not simply taken over. */
export const FINDINGS = {
  'article-unknown': 'No article has the slug of its page, now or formerly: left out.',
  deleted: 'It was deleted or spam there: left out.',
  empty: 'Nothing readable is in it: left out.',
  'key-missing': 'The file does not say which one it is: left out.',
  known: 'It was imported before, whatever became of it since: left as it is.',
  repeated: 'The file has it more than once: the first was taken.',
  unreadable: 'Its HTML is too tangled to be a comment, or it piles up combining marks: left out.',
  'cycle-broken': 'It answered one of its own answers: it stands at the top.',
  'date-out-of-range': 'It cannot have been written at its date: the nearest time that can be was taken.',
  'name-missing': 'Its author had no readable name: it is by “Anonymous”.',
  'parent-elsewhere': 'What it answered stands under another article: it stands at the top.',
  'parent-left-out': 'What it answered was deleted or spam there: it stands where that one stood.',
  'parent-missing': 'What it answered is not there: it stands at the top.',
  'too-long': 'It was longer than comments may be: its end is missing.',
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
