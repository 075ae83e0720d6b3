import type { Transaction } from '../../../db/client.ts'

/** Whether an article was imported before; nobody else imports from its source until the transaction ends. */
export async function isImported(tx: Transaction, source: string, key: string): Promise<boolean> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`import ${source}`}, 0))`
  return (await tx.article.count({ where: { importSource: source, importKey: key } })) > 0
}

/** Says where an article came from, so that it does not come again. */
export const markImported = (tx: Transaction, id: string, importSource: string, importKey: string) =>
  tx.article.update({ where: { id }, data: { importSource, importKey }, select: { id: true } })
