import type { Article, ArticleRevision } from '../../db/models.ts'
import type { EditorialArticle, EditorialArticleSummary, NewArticle } from './schema.ts'

/** An edition as the workflow sees it. */
interface EditionSpan {
  number: number
  validFrom: Date
  revision: number
}

/** Everything that the editorial representation of an article is made of. */
export interface ArticleRecord {
  head: Article & { lease: { label: string; expiresAt: Date } | null }
  copy: ArticleRevision
  section: string | null
  tags: string[]
  contributors: { author: string; role: string | null }[]
  editions: readonly EditionSpan[]
  /** The database's clock at the reading. */
  now: Date
}

type StoredSource = NonNullable<NewArticle['source']>
type StoredRights = NonNullable<NewArticle['rights']>

const iso = (date: Date | null) => date?.toISOString() ?? null

/** The state as people call it: `scheduled` is computed, nothing has to happen for it to become true or end. */
function stateOf({ head, editions, now }: Pick<ArticleRecord, 'head' | 'editions' | 'now'>) {
  const hasBegun = editions.some(({ validFrom }) => validFrom <= now)
  return head.state === 'published' && !hasBegun ? ('scheduled' as const) : head.state
}

function currentEdition({ editions, now }: Pick<ArticleRecord, 'editions' | 'now'>): number | null {
  const begun = editions.filter(({ validFrom }) => validFrom <= now).map(({ number }) => number)
  return begun.length > 0 ? Math.max(...begun) : null
}

export function toEditorialArticle(record: ArticleRecord): EditorialArticle {
  const { head, copy, section, tags, contributors, editions, now } = record
  const ahead = editions.find(({ validFrom }) => validFrom > now)
  return {
    id: head.id,
    slug: copy.slug,
    title: copy.title,
    language: copy.language,
    kind: copy.kind,
    body: copy.body,
    subtitle: copy.subtitle,
    slugline: copy.slugline,
    summary: copy.summary,
    dateline: copy.datelinePlace === null ? null : { place: copy.datelinePlace, date: copy.datelineDate },
    byline: copy.byline,
    contributors,
    section,
    tags,
    timeZone: copy.timeZone,
    firstPublishedAt: iso(head.firstPublishedAt),
    urgency: copy.urgency,
    edNote: copy.edNote,
    source: copy.source as StoredSource | null,
    rights: copy.rights as StoredRights | null,
    image:
      copy.imageId === null ? null : { media: copy.imageId, alt: copy.imageAlt, caption: copy.imageCaption },
    assignee: head.assignee,
    desk: head.desk,
    budgetLine: head.budgetLine,
    translationGroupId: head.translationGroupId,
    commentPolicy: { mode: head.commentMode, closesAt: iso(head.commentsCloseAt) },
    state: stateOf(record),
    pubStatus: head.pubStatus,
    version: head.version,
    revision: head.revision,
    edition: currentEdition(record),
    createdAt: head.createdAt.toISOString(),
    updatedAt: head.updatedAt.toISOString(),
    updatedBy: head.updatedBy,
    lease: head.lease && head.lease.expiresAt > now ? leaseOf(head.lease) : null,
    scheduled: ahead ? { edition: ahead.number, publishAt: ahead.validFrom.toISOString() } : null,
    unpublishedChanges: editions.length > 0 && editions.at(-1)?.revision !== head.revision,
  }
}

const leaseOf = ({ label, expiresAt }: { label: string; expiresAt: Date }) => ({
  holder: label,
  expiresAt: expiresAt.toISOString(),
})

export function toSummary(article: EditorialArticle): EditorialArticleSummary {
  const { id, slug, title, language, kind, section, state, pubStatus, version, revision, edition } = article
  const { createdAt, updatedAt, updatedBy } = article
  const { assignee, desk, budgetLine } = article
  const words = { id, slug, title, language, kind, section, assignee, desk, budgetLine }
  return { ...words, state, pubStatus, version, revision, edition, createdAt, updatedAt, updatedBy }
}

/** The article in the shape it could be sent in: what a merge patch applies to. */
export function asNewArticle(record: ArticleRecord): NewArticle {
  const shown = toEditorialArticle(record)
  const { dateline, contributors, commentPolicy, image } = shown
  const { assignee, desk, budgetLine, translationGroupId } = shown
  const { title, language, body, slug, kind, section, tags } = shown
  return withoutNulls({
    ...{ title, language, body, slug, kind, section, tags },
    ...{ subtitle: shown.subtitle, slugline: shown.slugline, summary: shown.summary, byline: shown.byline },
    ...{ timeZone: shown.timeZone, firstPublishedAt: shown.firstPublishedAt, urgency: shown.urgency },
    ...{ edNote: shown.edNote, source: shown.source, rights: shown.rights },
    ...{ assignee, desk, budgetLine, translationGroupId },
    image: image && withoutNulls(image),
    dateline: dateline && withoutNulls(dateline),
    contributors: contributors.map((contributor) => withoutNulls(contributor)),
    commentPolicy: withoutNulls(commentPolicy),
  }) as NewArticle
}

const withoutNulls = (members: object) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null))
