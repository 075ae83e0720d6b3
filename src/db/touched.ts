import type { EventType } from './event-types.ts'
import type { NewEvent, Subject } from './events.ts'
import type { PlainTransaction } from './plain-transaction.ts'
import { EVERYTHING } from './purges.ts'

type Touches = (event: NewEvent) => readonly string[]

/** Lists whose rows follow from what is visible. */
const SETS = ['articles', 'quotes', 'speakers', 'tags', 'authors', 'corrections']

/** What happens to an article and shows nowhere: the working copy and the work on it. */
const UNSEEN: ReadonlySet<EventType> = new Set([
  'article.created',
  'article.deleted',
  'article.submitted',
  'article.approved',
  'article.returned',
  'article.archived',
  'article.quote-created',
  'article.quote-deleted',
  'article.lease-taken',
  'article.preview-created',
])

/** Of a save only what acts at once, without an edition. */
const AT_ONCE = ['commentPolicy', 'translationGroupId']

const article: Touches = ({ type, subject: { id }, isPublic, changes = {} }) => {
  if (UNSEEN.has(type)) return []
  if (type === 'article.saved' && !AT_ONCE.some((member) => member in changes)) return []
  if (type === 'article.comments-imported') return isPublic ? [`comments:${id}`] : []
  // A quote's verification and lifecycle are read live, in past editions too.
  if (type === 'article.quote-changed') return [`article:${id}`]
  return [`article:${id}`, `comments:${id}`, ...groupsIn(changes), ...SETS]
}

/** A group that an article left or joined. */
function groupsIn({ translationGroupId }: NonNullable<NewEvent['changes']>): string[] {
  const { before, after } = translationGroupId ?? {}
  return [before, after].filter((id) => typeof id === 'string').map((id) => `group:${id}`)
}

/** A term stands in articles by its name and in addresses by its slug, and filters know it by either. */
const term: Touches = ({ subject: { type, id } }) => [
  ...[`${type}:${id}`, `${type}s`],
  ...['articles', 'quotes', 'corrections'],
]

/** Also of somebody whom only past editions name. */
const speaker: Touches = ({ subject: { id }, data = {} }) => [
  `speaker:${id}`,
  ...(typeof data.into === 'string' ? [`speaker:${data.into}`] : []),
  ...['speakers', 'quotes', 'articles'],
]

const quote: Touches = ({ subject: { id }, data = {} }) => [
  ...[`quote:${id}`, 'quotes'],
  typeof data.articleId === 'string' ? `article:${data.articleId}` : EVERYTHING,
]

const comment: Touches = ({ isPublic = false, data = {} }) => {
  if (!isPublic) return []
  return [typeof data.articleId === 'string' ? `comments:${data.articleId}` : EVERYTHING]
}

const nothing: Touches = () => []

const TOUCHES: Record<Subject['type'], Touches> = {
  ...{ article, quote, speaker, comment, section: term, tag: term, author: term },
  media: ({ subject: { id } }) => [`media:${id}`],
  'comment-policy': () => [EVERYTHING],
  'moderation-word': nothing,
  'comment-ban': nothing,
  erasure: nothing,
  'author-export': nothing,
  import: nothing,
  key: nothing,
  'webhook-endpoint': nothing,
}

/** The tags of the public answers that these events change, without those of language editions. */
const tagsOf = (events: readonly NewEvent[]): string[] => [
  ...new Set(events.flatMap((event) => TOUCHES[event.subject.type](event))),
]

/**
 * The same with the groups of language editions: each shows the others, so what becomes of one of them changes all.
 */
export async function touchedBy(sql: PlainTransaction, events: readonly NewEvent[]): Promise<string[]> {
  const tags = tagsOf(events)
  const articles = tags.filter((tag) => tag.startsWith('article:')).map((tag) => tag.slice('article:'.length))
  if (articles.length === 0) return tags
  const groups = await sql.query<{ id: string }>({
    name: 'touched.groups',
    text: 'select distinct translation_group_id as id from article where id = any($1::uuid[])',
    values: [articles],
  })
  return [...tags, ...groups.map(({ id }) => `group:${id}`)]
}
