import type { Act } from '../../db/act.ts'
import type { Db, Transaction } from '../../db/client.ts'
import type { Article, ArticleRevision } from '../../db/models.ts'
import type { Rows, Window } from '../../http/paging.ts'
import { notFound } from '../../lib/errors.ts'

/** An article's identity and workflow, locked until the transaction ends: whoever changes it starts here. */
export async function lockArticle(tx: Transaction, id: string): Promise<Article> {
  await tx.$queryRaw`select id from article where id = ${id}::uuid for update`
  const head = await tx.article.findFirst({ where: { id, deletedAt: null } })
  if (!head) throw notFound('article', id)
  return head
}

export async function getArticleHead(db: Db, id: string): Promise<Article> {
  const head = await db.article.findFirst({ where: { id, deletedAt: null } })
  if (!head) throw notFound('article', id)
  return head
}

async function getRevision(db: Db, articleId: string, number: number): Promise<ArticleRevision> {
  const revision = await db.articleRevision.findUnique({ where: { articleId_number: { articleId, number } } })
  if (!revision) throw notFound('revision', `${number} of article ${articleId}`)
  return revision
}

/** The newest revision: the working copy. */
export const getWorkingCopy = (db: Db, head: Pick<Article, 'id' | 'revision'>) =>
  getRevision(db, head.id, head.revision)

/**
 * The next version of an article that `lockArticle` holds: every change of the editorial representation
 * goes through here, so that its ETag moves with it. Returns the new version.
 */
export async function touchArticle(
  { tx, actor }: Act,
  head: Pick<Article, 'id'>,
  changes: Partial<
    Pick<
      Article,
      | 'state'
      | 'pubStatus'
      | 'revision'
      | 'firstPublishedAt'
      | 'commentMode'
      | 'commentsCloseAt'
      | 'deletedAt'
      | 'assignee'
      | 'desk'
      | 'budgetLine'
      | 'translationGroupId'
    >
  > = {},
): Promise<number> {
  const { version } = await tx.article.update({
    where: { id: head.id },
    data: { ...changes, version: { increment: 1 }, updatedAt: new Date(), updatedBy: actor.label },
    select: { version: true },
  })
  return version
}

/** The slug of a revision's section, for its address. */
export async function sectionSlugOf(
  db: Db,
  { sectionId }: Pick<ArticleRevision, 'sectionId'>,
): Promise<string | null> {
  if (sectionId === null) return null
  const section = await db.section.findUnique({ where: { id: sectionId }, select: { slug: true } })
  return section?.slug ?? null
}

/** A revision as a list shows it. */
export type RevisionEntry = Pick<ArticleRevision, 'number' | 'title' | 'createdAt' | 'createdBy'> & {
  /** What was compiled from it. */
  editions: { number: number }[]
}

const editions = { select: { number: true }, orderBy: { number: 'asc' } } as const

/** The revisions of an article, newest first. */
export async function listRevisions(
  db: Db,
  articleId: string,
  { limit, after, wantsCount }: Window,
): Promise<Rows<RevisionEntry>> {
  const rows = await db.articleRevision.findMany({
    where: { articleId, ...(after && { number: { lt: Number(after[1]) } }) },
    select: { number: true, title: true, createdAt: true, createdBy: true, editions },
    orderBy: { number: 'desc' },
    take: limit + 1,
  })
  return { rows, count: wantsCount ? await db.articleRevision.count({ where: { articleId } }) : undefined }
}

/** A revision with what it refers to, by the slugs of today. */
export type WholeRevision = ArticleRevision &
  RevisionEntry & {
    section: { slug: string } | null
    tags: { tag: { slug: string } }[]
    contributors: { role: string | null; author: { slug: string } }[]
  }

export async function getWholeRevision(db: Db, articleId: string, number: number): Promise<WholeRevision> {
  const revision = await db.articleRevision.findUnique({
    where: { articleId_number: { articleId, number } },
    include: {
      editions,
      section: { select: { slug: true } },
      tags: { select: { tag: { select: { slug: true } } }, orderBy: { position: 'asc' } },
      contributors: {
        select: { role: true, author: { select: { slug: true } } },
        orderBy: { position: 'asc' },
      },
    },
  })
  if (!revision) throw notFound('revision', `${number} of article ${articleId}`)
  return revision
}
