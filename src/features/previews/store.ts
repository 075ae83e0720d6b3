import type { Db } from '../../db/client.ts'

const term = { select: { slug: true, name: true } } as const

/** A revision with the names of what it refers to; null when the article was deleted or taken back for good. */
export const findPreviewed = (db: Db, articleId: string, number: number) =>
  db.articleRevision.findFirst({
    where: { articleId, number, article: { deletedAt: null, pubStatus: { in: ['usable', 'withheld'] } } },
    include: {
      section: term,
      image: true,
      tags: { select: { tag: term }, orderBy: { position: 'asc' } },
      contributors: { select: { role: true, author: term }, orderBy: { position: 'asc' } },
    },
  })

export type Previewed = NonNullable<Awaited<ReturnType<typeof findPreviewed>>>
