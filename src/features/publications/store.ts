import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '../../db/client.ts'
import type { Article, ArticleRevision, Edition, Prisma } from '../../db/models.ts'

/** An edition before it is stored. */
export type NewEdition = Omit<Edition, 'id' | 'createdAt'>

/** What a publication has to know of an article's earlier editions. */
export type EditionSpan = Pick<
  Edition,
  'id' | 'number' | 'validFrom' | 'validTo' | 'expiresAt' | 'publishedAt'
>

export const listSpans = (tx: Transaction, articleId: string): Promise<EditionSpan[]> =>
  tx.edition.findMany({
    where: { articleId },
    select: { id: true, number: true, validFrom: true, validTo: true, expiresAt: true, publishedAt: true },
    orderBy: { number: 'asc' },
  })

/** Ends an edition where the next one begins, or gives it back the end that it had. */
export async function setValidTo(tx: Transaction, id: string, validTo: Date | null): Promise<void> {
  await tx.edition.update({ where: { id }, data: { validTo } })
}

/** PostgreSQL takes no tsvector above 1 MiB: of a longer text the beginning is searchable. */
const SEARCHED_LENGTH_MAX = 200_000

/** Stores an edition with its search vector, its tags and contributors from the revision, and its quotes. */
export async function insertEdition(
  tx: Transaction,
  edition: NewEdition,
  revision: ArticleRevision,
  quotes: readonly Omit<Prisma.EditionQuoteCreateManyInput, 'editionId'>[],
): Promise<string> {
  const id = uuidv7()
  await insertWithSearch(tx, { ...edition, id })
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

/** Raw, since Prisma cannot write a tsvector. Title weighs more than summary, summary more than text. */
async function insertWithSearch(tx: Transaction, e: NewEdition & { id: string }): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  const searched = e.text.slice(0, SEARCHED_LENGTH_MAX)
  await tx.$executeRaw`
    insert into edition (
      id, article_id, number, revision, publish_at, embargo_until, expires_at, valid_from, valid_to, published_at,
      slug, title, subtitle, slugline, kind, language, section_id, summary, dateline_place, dateline_date, byline,
      markdown, html, text, word_count, time_zone, urgency, source, rights, image_id, image_alt, image_caption,
      begin_recorded_at, end_recorded_at, created_by, search
    ) values (
      ${e.id}::uuid, ${e.articleId}::uuid, ${e.number}, ${e.revision}, ${e.publishAt}, ${e.embargoUntil},
      ${e.expiresAt}, ${e.validFrom}, ${e.validTo}, ${e.publishedAt}, ${e.slug}, ${e.title},
      ${e.subtitle}, ${e.slugline}, ${e.kind}::article_kind, ${e.language}, ${e.sectionId}::uuid,
      ${e.summary}, ${e.datelinePlace}, ${e.datelineDate}, ${e.byline}, ${e.markdown},
      ${e.html}, ${e.text}, ${e.wordCount}, ${e.timeZone}, ${e.urgency}, ${json(e.source)}::jsonb,
      ${json(e.rights)}::jsonb, ${e.imageId}::uuid, ${e.imageAlt}, ${e.imageCaption},
      ${e.beginRecordedAt}, ${e.endRecordedAt}, ${e.createdBy},
      setweight(to_tsvector('simple', ${e.title}), 'A')
        || setweight(to_tsvector('simple', coalesce(${e.summary}, '')), 'B')
        || setweight(to_tsvector('simple', ${searched}), 'D')
    )`
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
