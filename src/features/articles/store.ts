import type { Db, Transaction } from '../../db/client.ts'
import { Prisma } from '../../db/models.ts'
import type { Rows, Window } from '../../http/paging.ts'
import { notFound } from '../../lib/errors.ts'
import { isUuid } from '../../lib/uuid.ts'
import type { ArticleRecord } from './record.ts'

/** Everything that the desk sees of one article. */
export async function getArticleRecord(db: Db, id: string): Promise<ArticleRecord> {
  const [record] = await readRecords(db, [id])
  if (!record) throw notFound('article', id)
  return record
}

export async function getArticleIdBySlug(db: Db, slug: string): Promise<string> {
  const held = await db.articleSlug.findUnique({ where: { slug }, select: { articleId: true } })
  if (!held) throw notFound('article', slug)
  return held.articleId
}

/** Articles as the desk sees them, in the order of `ids`; deleted ones are left out. */
export async function readRecords(db: Db, ids: readonly string[]): Promise<ArticleRecord[]> {
  const heads = await db.article.findMany({
    where: { id: { in: [...ids] }, deletedAt: null },
    include: {
      editions: { select: { number: true, validFrom: true, revision: true }, orderBy: { number: 'asc' } },
      lease: { select: { label: true, expiresAt: true } },
    },
  })
  const copies = await db.articleRevision.findMany({
    where: { OR: heads.map(({ id, revision }) => ({ articleId: id, number: revision })) },
    include: {
      section: { select: { slug: true } },
      tags: { select: { tag: { select: { slug: true } } }, orderBy: { position: 'asc' } },
      contributors: {
        select: { role: true, author: { select: { slug: true } } },
        orderBy: { position: 'asc' },
      },
    },
  })
  const [clock] = await db.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`
  const now = clock?.now ?? new Date()
  return ids.flatMap((id) => {
    const head = heads.find((each) => each.id === id)
    const copy = copies.find(({ articleId }) => articleId === id)
    if (!head || !copy) return []
    const contributors = copy.contributors.map(({ author, role }) => ({ author: author.slug, role }))
    const tags = copy.tags.map(({ tag }) => tag.slug)
    return [
      { head, copy, section: copy.section?.slug ?? null, tags, contributors, editions: head.editions, now },
    ]
  })
}

export interface DeskFilter {
  q?: string | undefined
  slug?: string | undefined
  state?: readonly string[] | undefined
  pubStatus?: readonly string[] | undefined
  section?: readonly string[] | undefined
  assignee?: string | undefined
  desk?: string | undefined
}

/** Ids of the articles that a desk looks for, newest first. */
export async function findArticleIds(
  db: Db,
  filter: DeskFilter,
  { limit, after, wantsCount }: Window,
): Promise<Rows<string>> {
  const matching = Prisma.sql`
    from article a join article_revision r on r.article_id = a.id and r.number = a.revision
    where a.deleted_at is null ${filters(filter)}`
  const before = after ? Prisma.sql`and a.id < ${after[1]}::uuid` : Prisma.empty
  const rows = await db.$queryRaw<{ id: string }[]>`
    select a.id ${matching} ${before} order by a.id desc limit ${limit + 1}`
  const counted = wantsCount
    ? await db.$queryRaw<{ count: number }[]>`select count(*)::int as count ${matching}`
    : undefined
  return { rows: rows.map(({ id }) => id), count: counted?.[0]?.count }
}

function filters({ q, slug, state, pubStatus, section, assignee, desk }: DeskFilter): Prisma.Sql {
  const parts: Prisma.Sql[] = []
  if (q !== undefined) {
    const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
    parts.push(Prisma.sql`and (r.title ilike ${like} or r.slugline ilike ${like} or r.slug ilike ${like})`)
  }
  if (slug !== undefined) parts.push(Prisma.sql`and r.slug = ${slug}`)
  if (assignee !== undefined) parts.push(Prisma.sql`and a.assignee = ${assignee}`)
  if (desk !== undefined) parts.push(Prisma.sql`and a.desk = ${desk}`)
  if (pubStatus) parts.push(Prisma.sql`and a.pub_status::text in (${Prisma.join([...pubStatus])})`)
  if (state) parts.push(Prisma.sql`and ${STATE} in (${Prisma.join([...state])})`)
  if (section) {
    const ids = section.map((key) => key.toLowerCase())
    parts.push(Prisma.sql`and r.section_id in (
      select id from section where slug in (${Prisma.join([...section])}) or id::text in (${Prisma.join(ids)}))`)
  }
  return parts.length > 0 ? Prisma.join(parts, ' ') : Prisma.empty
}

/** The state as people call it, in SQL: the same rule as `stateOf`. */
const STATE = Prisma.sql`case when a.state = 'published' and not exists (
    select from edition e where e.article_id = a.id and e.valid_from <= now()
  ) then 'scheduled' else a.state::text end`

/** What a revision refers to, resolved. */
export interface References {
  sectionId: string | null
  tagIds: string[]
  contributors: { authorId: string; role: string | null }[]
  /** The images that it uses, in its body or as its lead image. */
  mediaIds: string[]
}

export type Words = Omit<
  Prisma.ArticleRevisionUncheckedCreateInput,
  'articleId' | 'number' | 'sectionId' | 'tags' | 'contributors' | 'editions' | 'media'
>

export async function insertArticle(
  tx: Transaction,
  data: Prisma.ArticleUncheckedCreateInput,
): Promise<void> {
  await tx.article.create({ data })
}

/** Appends a revision: immutable from here on. */
export async function insertRevision(
  tx: Transaction,
  key: { articleId: string; number: number },
  words: Words,
  { sectionId, tagIds, contributors, mediaIds }: References,
): Promise<void> {
  await tx.articleRevision.create({ data: { ...key, ...words, sectionId } })
  await tx.revisionTag.createMany({ data: tagIds.map((tagId, position) => ({ ...key, position, tagId })) })
  await tx.revisionContributor.createMany({
    data: contributors.map((contributor, position) => ({ ...key, position, ...contributor })),
  })
  if (mediaIds.length > 0) {
    await tx.revisionMedia.createMany({ data: mediaIds.map((mediaId) => ({ ...key, mediaId })) })
  }
}

/** Of these ids those of images that there are, held so that nobody removes one while it is being used. */
export async function holdMedia(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from media where id = any(${ids}::uuid[]) order by id for key share`
  return rows.map(({ id }) => id)
}

/**
 * The other articles of a group of language editions, with their languages, and whether they were withdrawn for
 * good; the group is held.
 */
export async function membersOfGroup(
  tx: Transaction,
  group: string,
  except: string,
): Promise<{ id: string; language: string; isFinal: boolean }[]> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${group}, 0))`
  return tx.$queryRaw`
    select a.id, r.language, a.pub_status in ('canceled', 'legal') as "isFinal" from article a
    join article_revision r on r.article_id = a.id and r.number = a.revision
    where a.translation_group_id = ${group}::uuid and a.id <> ${except}::uuid and a.deleted_at is null`
}

/** Takes a slug for an article; false when another article holds it. Waits for whoever is just taking it. */
export async function claimSlug(tx: Transaction, articleId: string, slug: string): Promise<boolean> {
  await tx.articleSlug.createMany({ data: [{ slug, articleId }], skipDuplicates: true })
  const held = await tx.articleSlug.findUnique({ where: { slug }, select: { articleId: true } })
  return held?.articleId === articleId
}

/** Of these slugs those that another article holds. */
export async function takenSlugs(
  tx: Transaction,
  articleId: string,
  slugs: readonly string[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ slug: string }[]>`
    select slug from article_slug where slug = any(${[...slugs]}::text[]) and article_id <> ${articleId}::uuid`
  return rows.map(({ slug }) => slug)
}

/** Gives back slugs under which the article was never published, but for the one it goes by. */
export async function releaseSlugs(tx: Transaction, articleId: string, keep: string | null): Promise<void> {
  await tx.articleSlug.deleteMany({
    where: { articleId, editions: { none: {} }, ...(keep !== null && { slug: { not: keep } }) },
  })
}

export const hasEditions = async (tx: Transaction, articleId: string) =>
  (await tx.edition.count({ where: { articleId } })) > 0

/** Ids of sections, tags or authors by id or slug, in the order asked; undefined where there is none. */
export async function findTermIds(
  tx: Transaction,
  kind: 'section' | 'tag' | 'author',
  keys: readonly string[],
): Promise<(string | undefined)[]> {
  if (keys.length === 0) return []
  const where = { OR: [{ slug: { in: [...keys] } }, { id: { in: keys.filter(isUuid) } }] }
  const select = { id: true, slug: true } as const
  const found = await {
    section: () => tx.section.findMany({ where, select }),
    tag: () => tx.tag.findMany({ where, select }),
    author: () => tx.author.findMany({ where, select }),
  }[kind]()
  return keys.map((key) => found.find(({ id, slug }) => slug === key || id === key.toLowerCase())?.id)
}
