import type { Transaction } from '../db/client.ts'

/** What an interrupted seed has written already. */
export const findSpeaker = (tx: Transaction, slug: string) =>
  tx.speaker.findUnique({ where: { slug }, select: { id: true } })

export const hasArticle = async (tx: Transaction, slug: string) =>
  (await tx.articleSlug.count({ where: { slug } })) > 0
