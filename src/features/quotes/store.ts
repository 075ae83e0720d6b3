import { v7 as uuidv7 } from 'uuid'
import type { Db, Transaction } from '../../db/client.ts'
import { Prisma, type Quote as QuoteRow, type QuoteSegment, type Speaker } from '../../db/models.ts'
import type { Proposal } from '../../extraction/proposal.ts'
import type { Place } from '../../http/cursor.ts'
import { notFound } from '../../lib/errors.ts'
import { integrityOf } from '../integrity/statuses.ts'
import { textFragment } from './deep-link.ts'
import type { Anchor } from './rules.ts'
import type { EditorialQuote, QuoteSource } from './schema.ts'
import type { Attribution, OriginalWords } from './standing-schema.ts'

const include = { segments: { orderBy: { position: 'asc' } }, speaker: true, onBehalfOf: true } as const

/** A quote of the working copy with its segments and who said it. */
export type FullQuote = QuoteRow & {
  segments: QuoteSegment[]
  speaker: Speaker | null
  onBehalfOf: Speaker | null
}

/** What stands in the columns of a quote, without its segments and its review. */
export type QuoteFacts = Pick<
  QuoteRow,
  | 'kind'
  | 'speakerId'
  | 'speakerUnknown'
  | 'onBehalfOfId'
  | 'roleAsStated'
  | 'channel'
  | 'saidAt'
  | 'saidAtMin'
  | 'saidAtMax'
  | 'saidAtText'
  | 'language'
  | 'verification'
  | 'lifecycle'
  | 'review'
  | 'confirmedAt'
  | 'confirmedBy'
> & { source: QuoteSource | null; original: OriginalWords | null; attribution: Attribution | null }

/** What was read of a quote beside its words. */
export type Reading = Pick<
  Proposal,
  'rule' | 'confidence' | 'needsConfirmation' | 'source' | 'cue' | 'speaker'
>

/** The quotes of an article in the order of its text. */
export async function listQuotes(db: Db, articleId: string): Promise<FullQuote[]> {
  const quotes = await db.quote.findMany({ where: { articleId, deletedAt: null }, include })
  return quotes.sort((a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1))
}

export const countQuotes = (db: Db, articleId: string) =>
  db.quote.count({ where: { articleId, deletedAt: null } })

/** Whether a quote stands behind the place of a cursor, whose own quote may be gone. */
export const isBehind = (quote: FullQuote, [start, id]: Place) =>
  startOf(quote) > Number(start) || (startOf(quote) === Number(start) && quote.id > id)

export const startOf = ({ segments }: Pick<FullQuote, 'segments'>) => segments[0]?.start ?? 0

export async function getQuote(db: Db, articleId: string, id: string): Promise<FullQuote> {
  const quote = await db.quote.findFirst({ where: { id, articleId, deletedAt: null }, include })
  if (!quote) throw notFound('quote', id)
  return quote
}

/** Whether readers see the quote now. */
export async function isPublicQuote(tx: Transaction, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isPublic: boolean }[]>`
    select exists (select from edition_quote q join visible_edition e on e.id = q.edition_id
                   where q.quote_id = ${id}::uuid) as "isPublic"`
  return row?.isPublic ?? false
}

/**
 * The speaker that an id stands for: the survivor, where two were merged. Whoever would merge them waits until
 * the transaction ends.
 */
export async function holdSpeakerId(tx: Transaction, id: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    select coalesce(merged_into_id, id) as id from speaker where id = ${id}::uuid for key share`
  return row?.id ?? null
}

const textColumn = (anchors: readonly Anchor[]) => anchors.map(({ exact }) => exact).join(' ')
const jsonColumns = ({ source, original, attribution }: QuoteFacts) => ({
  source: source ?? Prisma.DbNull,
  original: original ?? Prisma.DbNull,
  attribution: attribution ?? Prisma.DbNull,
})
const segmentRows = (anchors: readonly Anchor[]) =>
  anchors.map(({ exact, prefix, suffix, start, end }, position) => ({
    position,
    exact,
    prefix,
    suffix,
    start,
    end,
  }))

export interface NewRow {
  facts: QuoteFacts
  anchors: readonly Anchor[]
  /** What the text says of it, when it was found there. */
  reading?: Reading
}

/** Stores quotes of an article and reads them back, in a constant number of statements. */
export async function insertQuotes(
  tx: Transaction,
  article: { id: string; revision: number },
  rows: readonly NewRow[],
): Promise<FullQuote[]> {
  const made = rows.map((row) => ({ ...row, id: uuidv7() }))
  await tx.quote.createMany({
    data: made.map(({ id, facts, anchors, reading }) => ({
      ...(reading && { proposal: readingColumn(reading) }),
      ...facts,
      id,
      ...jsonColumns(facts),
      articleId: article.id,
      revision: article.revision,
      text: textColumn(anchors),
    })),
  })
  await tx.quoteSegment.createMany({
    data: made.flatMap(({ id, anchors }) => segmentRows(anchors).map((row) => ({ ...row, quoteId: id }))),
  })
  return tx.quote.findMany({
    where: { id: { in: made.map(({ id }) => id) } },
    include,
    orderBy: { id: 'asc' },
  })
}

const readingColumn = (reading: Reading) => reading as unknown as Prisma.InputJsonObject

export const readingOf = ({ proposal }: Pick<QuoteRow, 'proposal'>) => proposal as unknown as Reading | null

/** Notes what the newest text says of a quote that was found in an older one. */
export async function changeReading(tx: Transaction, id: string, reading: Reading): Promise<void> {
  await tx.quote.update({ where: { id }, data: { proposal: readingColumn(reading) } })
}

/** When readers saw an article for the first time; null while they have not. */
export async function findFirstPublication(tx: Transaction, articleId: string): Promise<Date | null> {
  const edition = await tx.edition.findFirst({ where: { articleId }, select: { publishedAt: true } })
  return edition?.publishedAt ?? null
}

/** The speakers that ids stand for, by id: survivors of merges. Nobody is merged until the transaction ends. */
export async function holdSpeakerIds(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ id: string; survivor: string }[]>`
    select id, coalesce(merged_into_id, id) as survivor from speaker
    where id = any(${ids}::uuid[]) order by id for key share`
  return new Map(rows.map(({ id, survivor }) => [id, survivor]))
}

export async function changeQuote(
  tx: Transaction,
  { id }: Pick<QuoteRow, 'id'>,
  facts: QuoteFacts,
  place?: { revision: number; anchors: readonly Anchor[] },
): Promise<FullQuote> {
  if (place) await placeQuote(tx, id, place)
  return tx.quote.update({
    where: { id },
    data: { ...facts, ...jsonColumns(facts), updatedAt: new Date() },
    include,
  })
}

/** Anchors a quote where its words stand: it is intact, whatever was found before. */
async function placeQuote(
  tx: Transaction,
  id: string,
  { revision, anchors }: { revision: number; anchors: readonly Anchor[] },
): Promise<void> {
  await tx.quoteSegment.deleteMany({ where: { quoteId: id } })
  await tx.quoteSegment.createMany({ data: segmentRows(anchors).map((row) => ({ ...row, quoteId: id })) })
  const sound = { integrity: 'intact', severity: 'none', finding: Prisma.DbNull } as const
  await tx.quote.update({ where: { id }, data: { revision, text: textColumn(anchors), ...sound } })
}

/** A quote that an edition froze is only marked, since the edition refers to it; any other one goes. */
export async function removeQuote(tx: Transaction, id: string): Promise<void> {
  const { count } = await tx.quote.deleteMany({ where: { id, editions: { none: {} } } })
  if (count === 0) await tx.quote.update({ where: { id }, data: { deletedAt: new Date() } })
}

interface Setting {
  /** The plain text of the newest revision, and the article's address. */
  text: string
  url: string
  version: number
}

export function toEditorialQuote(row: FullQuote, { text, url, version }: Setting): EditorialQuote {
  const segments = row.segments.map(({ exact, prefix, suffix, start, end }) => ({
    exact,
    prefix,
    suffix,
    start,
    end,
  }))
  const { speaker, onBehalfOf } = row
  return {
    id: row.id,
    articleId: row.articleId,
    kind: row.kind,
    text: row.text,
    segments,
    speaker: speaker && { id: speaker.id, slug: speaker.slug, name: speaker.name, kind: speaker.kind },
    roleAsStated: row.roleAsStated,
    onBehalfOf: onBehalfOf && { id: onBehalfOf.id, name: onBehalfOf.name },
    channel: row.channel,
    saidAt: row.saidAt,
    saidAtText: row.saidAtText,
    source: row.source as QuoteSource | null,
    language: row.language,
    original: row.original as OriginalWords | null,
    verification: row.verification,
    lifecycle: row.lifecycle,
    deepLink: `${url}${textFragment(text, segments)}`,
    speakerUnknown: row.speakerUnknown,
    proposal: toReading(row),
    attribution: row.attribution as Attribution | null,
    review: row.review,
    integrity: integrityOf(row),
    revision: row.revision,
    version,
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
    confirmedBy: row.confirmedBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

function toReading(row: FullQuote): EditorialQuote['proposal'] {
  const reading = readingOf(row)
  if (!reading) return null
  const { rule, confidence, needsConfirmation, speaker } = reading
  return { rule, confidence, needsConfirmation, speaker }
}
