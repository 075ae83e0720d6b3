import { v7 as uuidv7 } from 'uuid'
import type { Db, Transaction } from '../../db/client.ts'
import { type Article, type ArticleRevision, type Edition, Prisma } from '../../db/models.ts'
import { isUuid } from '../../lib/uuid.ts'
import type { FrozenQuote } from './quote-events.ts'
import type { EditionSpan } from './rules.ts'

/** An edition before it is stored. */
export type NewEdition = Omit<Edition, 'id' | 'createdAt' | 'searchConfiguration'>

export const listSpans = (tx: Transaction, articleId: string): Promise<EditionSpan[]> =>
  tx.edition.findMany({
    where: { articleId },
    select: {
      ...{ id: true, articleId: true, number: true, slug: true, validFrom: true, validTo: true },
      ...{ expiresAt: true, publishedAt: true, beginRecordedAt: true, endRecordedAt: true },
    },
    orderBy: { number: 'asc' },
  })

export async function markBegun(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.edition.update({ where: { id }, data: { beginRecordedAt: at } })
}

export async function markEnded(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.edition.update({ where: { id }, data: { endRecordedAt: at } })
}

/** Whether the change feed has told of the article: what it has not told of, it need not take back. */
export async function hasBeenPublic(tx: Transaction, articleId: string): Promise<boolean> {
  const told = await tx.event.findFirst({
    where: { subjectType: 'article', subjectId: articleId, position: { not: null } },
    select: { id: true },
  })
  return told !== null
}

/** The other slugs under which an article was public before this edition. */
export async function formerSlugs(
  tx: Transaction,
  { articleId, number, slug }: Pick<EditionSpan, 'articleId' | 'number' | 'slug'>,
): Promise<string[]> {
  const rows = await tx.edition.findMany({
    where: { articleId, number: { lt: number }, slug: { not: slug } },
    select: { slug: true },
    distinct: ['slug'],
    orderBy: { slug: 'asc' },
  })
  return rows.map((row) => row.slug)
}

export async function quotesOfEdition(tx: Transaction, editionId: string): Promise<FrozenQuote[]> {
  const rows = await tx.editionQuote.findMany({
    where: { editionId },
    select: { quoteId: true, text: true, speakerId: true },
    orderBy: { position: 'asc' },
  })
  return rows.map(({ quoteId, ...row }) => ({ id: quoteId, ...row }))
}

export const correctionOf = (tx: Transaction, articleId: string, toEdition: number) =>
  tx.correction.findUnique({ where: { articleId_toEdition: { articleId, toEdition } } })

export const insertCorrection = (tx: Transaction, data: Prisma.CorrectionUncheckedCreateInput) =>
  tx.correction.create({ data })

/**
 * The articles whose moments have been waiting longest and that nobody is at work on, locked; none when every
 * moment that has come is in the log.
 */
export const lockDueArticles = (
  tx: Transaction,
  limit: number,
): Promise<Pick<Article, 'id' | 'pubStatus' | 'version'>[]> =>
  tx.$queryRaw`
    select a.id, a.pub_status as "pubStatus", a.version from article a join (
      select article_id, min(at) as at from (
        select article_id, valid_from as at from edition
          where begin_recorded_at is null and valid_from <= clock_timestamp()
        union all
        select article_id, valid_to from edition
          where end_recorded_at is null and valid_to is not null and valid_to <= clock_timestamp()
      ) moment group by article_id
    ) due on due.article_id = a.id
    order by due.at, a.id limit ${limit} for update of a skip locked`

/** Ends an edition where the next one begins, or gives it back the end that it had. */
export async function setValidTo(tx: Transaction, id: string, validTo: Date | null): Promise<void> {
  await tx.edition.update({ where: { id }, data: { validTo } })
}

/**
 * Stores an edition with its tags and contributors from the revision, and its quotes. What they are searched by
 * is written by triggers.
 */
export async function insertEdition(
  tx: Transaction,
  edition: NewEdition,
  revision: ArticleRevision,
  quotes: readonly Omit<Prisma.EditionQuoteCreateManyInput, 'editionId'>[],
): Promise<string> {
  const id = uuidv7()
  const { source, rights, ...columns } = edition
  await tx.edition.create({
    data: { ...columns, id, source: jsonColumn(source), rights: jsonColumn(rights) },
    select: { id: true },
  })
  const { articleId, number } = revision
  await tx.$executeRaw`
    insert into edition_tag (edition_id, position, tag_id)
    select ${id}::uuid, position, tag_id from revision_tag where article_id = ${articleId}::uuid and number = ${number}`
  await tx.$executeRaw`
    insert into edition_contributor (edition_id, position, author_id, role)
    select ${id}::uuid, position, author_id, role from revision_contributor
    where article_id = ${articleId}::uuid and number = ${number}`
  await tx.editionQuote.createMany({ data: quotes.map((quote) => ({ ...quote, editionId: id })) })
  return id
}

const jsonColumn = (value: Prisma.JsonValue) => value ?? Prisma.DbNull

/**
 * The images that a revision uses, with what they say of themselves; held, so that none loses its words while
 * the article is being published.
 */
export const mediaOfRevision = (
  tx: Transaction,
  { articleId, number }: Pick<ArticleRevision, 'articleId' | 'number'>,
): Promise<{ id: string; alt: string | null }[]> =>
  tx.$queryRaw`
    select id, alt from media
    where id in (select media_id from revision_media where article_id = ${articleId}::uuid and number = ${number})
    order by id for share`

/** Of ids and slugs of articles those that are ours, but for this one, and that the public cannot read now. */
export async function hiddenAmong(db: Db, keys: readonly string[], articleId: string): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const ids = keys.filter(isUuid)
  const rows = await db.$queryRaw<{ key: string }[]>`
    select key from (
      select slug as key, article_id as id from article_slug where slug = any(${keys}::text[])
      union all
      select id::text, id from article where id = any(${ids}::text[]::uuid[])
    ) ours
    where id <> ${articleId}::uuid and not exists (select from visible_edition e where e.article_id = ours.id)`
  return new Set(rows.map(({ key }) => key))
}

/** Names of the members of an article over the columns that an edition shares with a revision. */
const WORDS = {
  ...{ title: true, subtitle: true, slugline: true, slug: true, kind: true, language: true, summary: true },
  ...{ datelinePlace: true, datelineDate: true, byline: true, urgency: true, source: true, rights: true },
  ...{ sectionId: true, imageId: true, imageAlt: true, imageCaption: true },
} as const
const named = { orderBy: { position: 'asc' } } as const
const tags = { ...named, select: { tagId: true } } as const
const contributors = { ...named, select: { authorId: true, role: true } } as const

/** What an edition says, in a form that can be held against a revision. */
export async function wordsOfEdition(tx: Db, id: string): Promise<object> {
  const { markdown, ...edition } = await tx.edition.findUniqueOrThrow({
    where: { id },
    select: { ...WORDS, markdown: true, tags, contributors },
  })
  return asMembers({ ...edition, body: markdown })
}

export async function wordsOfRevision(
  tx: Db,
  { articleId, number }: Pick<ArticleRevision, 'articleId' | 'number'>,
): Promise<object> {
  const revision = await tx.articleRevision.findUniqueOrThrow({
    where: { articleId_number: { articleId, number } },
    select: { ...WORDS, body: true, tags, contributors },
  })
  return asMembers(revision)
}

/** Columns that are parts of one member count as that member. */
function asMembers(row: Record<string, unknown>): object {
  const { datelinePlace, datelineDate, sectionId, imageId, imageAlt, imageCaption, ...members } = row
  return {
    ...members,
    section: sectionId,
    dateline: [datelinePlace, datelineDate],
    image: [imageId, imageAlt, imageCaption],
  }
}

/** An edition that has not begun leaves no trace: its number is free again. */
export async function deleteEdition(tx: Transaction, id: string): Promise<void> {
  await tx.edition.delete({ where: { id } })
}

export interface NewWithdrawal {
  articleId: string
  kind: 'withheld' | 'canceled' | 'legal'
  reason: string
  notice: string | null
  wasPublic: boolean
  createdAt: Date
  createdBy: string
}

export const insertWithdrawal = (tx: Transaction, data: NewWithdrawal) => tx.withdrawal.create({ data })

/**
 * Ends the present withdrawal of an article and tells whether the article had been public before it: what
 * began while it was withheld was seen by nobody. Undefined when there is none.
 */
export async function endWithdrawal(
  tx: Transaction,
  article: Pick<Article, 'id'>,
  by: string,
  at: Date,
): Promise<boolean | undefined> {
  const current = await tx.withdrawal.findFirst({ where: { articleId: article.id, reinstatedAt: null } })
  if (!current) return undefined
  await tx.withdrawal.update({ where: { id: current.id }, data: { reinstatedAt: at, reinstatedBy: by } })
  return current.wasPublic
}
