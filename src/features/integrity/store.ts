import type { Db, Transaction } from '../../db/client.ts'
import type { Prisma } from '../../db/models.ts'
import type { Rows, Window } from '../../http/paging.ts'
import { isUuid } from '../../lib/uuid.ts'
import type { Part } from '../../lib/word-diff.ts'
import type { Anchor } from '../quotes/rules.ts'
import type { FullQuote } from '../quotes/store.ts'
import type { Checked } from './check-article.ts'
import type { IntegrityEntry, NewsroomFilters, QuoteIntegrity } from './schema.ts'
import { columnOf, integrityOf, isVerbatim } from './statuses.ts'

/** What a save found in place of a quote's words, as its column holds it. */
interface Finding {
  found: string | null
  diff: Part[]
  suggestion: Anchor[] | null
}

/**
 * Writes what became of the quotes of an article with its new revision: those that stand are anchored in it, the
 * others keep their words and the revision that had them. A constant number of statements.
 */
export async function storeChecks(
  tx: Transaction,
  revision: number,
  checked: readonly Checked[],
): Promise<void> {
  const isUnmoved = ({ quote, check }: Checked) =>
    check.integrity === 'intact' && quote.integrity === 'intact' && sameAnchors(quote.segments, check.anchors)
  const unmoved = checked.filter(isUnmoved).map(({ quote }) => quote.id)
  await tx.quote.updateMany({ where: { id: { in: unmoved } }, data: { revision } })
  const others = checked.filter((each) => !isUnmoved(each))
  if (others.length === 0) return
  const rows = others.map(({ quote, check }) => ({
    id: quote.id,
    integrity: check.integrity,
    severity: check.severity,
    finding: findingOf(check),
    ...(isVerbatim(check.integrity) && { revision, text: check.anchors.map(({ exact }) => exact).join(' ') }),
  }))
  await tx.$executeRaw`
    update quote set integrity = c.integrity::quote_integrity, severity = c.severity::quote_severity,
      finding = c.finding, revision = coalesce(c.revision, quote.revision), text = coalesce(c.text, quote.text)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as c(id uuid, integrity text, severity text, finding jsonb, revision int, text text)
    where quote.id = c.id`
  const followed = others.filter(({ check }) => isVerbatim(check.integrity))
  await tx.quoteSegment.deleteMany({ where: { quoteId: { in: followed.map(({ quote }) => quote.id) } } })
  await tx.quoteSegment.createMany({
    data: followed.flatMap(({ quote, check }) =>
      check.anchors.map((anchor, position) => ({ ...anchor, position, quoteId: quote.id })),
    ),
  })
}

const sameAnchors = (old: readonly Anchor[], now: readonly Anchor[]) =>
  old.length === now.length &&
  now.every(({ exact, prefix, suffix, start }, i) => {
    const was = old[i]
    return was?.start === start && was.exact === exact && was.prefix === prefix && was.suffix === suffix
  })

const findingOf = ({ integrity, found, diff, suggestion }: Checked['check']): Finding | null =>
  integrity === 'intact' || integrity === 'moved' ? null : { found, diff, suggestion }

/** What is known of a quote as the last save left it. */
export function toIntegrity(quote: FullQuote): QuoteIntegrity {
  // The column holds what `findingOf` made.
  const finding = quote.finding as unknown as Finding | null
  const { found, diff, suggestion } = finding ?? { found: quote.text, diff: [], suggestion: null }
  return { ...factsOf(quote), status: integrityOf(quote), severity: quote.severity, found, diff, suggestion }
}

/** What would be known of a quote after a save. */
export function forecastOf({ quote, check }: Checked): QuoteIntegrity {
  const { integrity: status, severity, found, diff, suggestion } = check
  return { ...factsOf(quote), status, severity, found, diff, suggestion }
}

function factsOf({ id: quoteId, articleId, kind, review, speaker, text }: FullQuote) {
  const named = speaker && { id: speaker.id, slug: speaker.slug, name: speaker.name, kind: speaker.kind }
  return { quoteId, articleId, kind, review, speaker: named, text }
}

/**
 * Quotes of the newsroom by what became of them, the newest first; without a filter those that somebody should
 * look at, which an index holds.
 */
export async function listIntegrity(
  db: Db,
  filters: NewsroomFilters,
  { after, limit, wantsCount }: Window,
): Promise<Rows<IntegrityEntry>> {
  const where = matching(filters)
  const rows = await db.quote.findMany({
    where: after ? { AND: [where, { id: { lt: after[1] } }] } : where,
    include: { ...SHOWN, article: { select: { id: true, revision: true, updatedAt: true } } },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const ids = rows.map(({ id }) => id)
  const [titles, visible] = [await titlesOf(db, rows), await publicAmong(db, ids)]
  const entries = rows.map((row) => ({
    ...toIntegrity(row),
    article: { ...titled(titles, row.articleId), updatedAt: row.article.updatedAt.toISOString() },
    isPublic: visible.has(row.id),
  }))
  return { rows: entries, count: wantsCount ? await db.quote.count({ where }) : undefined }
}

const SHOWN = { segments: { orderBy: { position: 'asc' } }, speaker: true, onBehalfOf: true } as const

function matching({ status, severity, article, review }: NewsroomFilters): Prisma.QuoteWhereInput {
  const isWanted = status !== undefined || severity !== undefined
  return {
    deletedAt: null,
    review: review ? { in: [...review] } : { not: 'rejected' },
    article: { deletedAt: null, ...(article && { OR: named(article) }) },
    ...(!isWanted && { severity: { not: 'none' } }),
    ...(status && { integrity: { in: status.map(columnOf) } }),
    ...(severity && { severity: { in: [...severity] } }),
  }
}

const named = (keys: readonly string[]) => [
  { id: { in: keys.filter(isUuid) } },
  { slugs: { some: { slug: { in: [...keys] } } } },
]

type Titled = { articleId: string; title: string; slug: string }

const titlesOf = (
  db: Db,
  rows: readonly { article: { id: string; revision: number } }[],
): Promise<Titled[]> =>
  db.articleRevision.findMany({
    where: { OR: rows.map(({ article }) => ({ articleId: article.id, number: article.revision })) },
    select: { articleId: true, title: true, slug: true },
  })

function titled(titles: readonly Titled[], id: string) {
  const { title = '', slug = '' } = titles.find(({ articleId }) => articleId === id) ?? {}
  return { title, slug }
}

/** Of quotes those that a visible edition has. */
async function publicAmong(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select distinct q.quote_id as id from edition_quote q join visible_edition e on e.id = q.edition_id
    where q.quote_id = any(${ids}::uuid[])`
  return new Set(rows.map(({ id }) => id))
}
