import type { Transaction } from '../../db/client.ts'
import { requireCurrent } from '../../db/versions.ts'
import { renderMarkdown } from '../../lib/markdown.ts'
import { checkArticle } from '../integrity/check-article.ts'
import { forecastOf } from '../integrity/store.ts'
import { listQuotes } from '../quotes/store.ts'
import { judge, refuseUnknownQuotes } from './guard-quotes.ts'
import { asNewArticle } from './record.ts'
import type { ArticleRehearsal } from './rehearsal-schema.ts'
import type { Change } from './save.ts'
import { getArticleRecord } from './store.ts'
import { normalised } from './words.ts'

/** What a save would do to each quote of the article; nothing is changed, and nobody is kept waiting. */
export async function rehearseSave(
  tx: Transaction,
  id: string,
  { expected, acknowledged, merge }: Change,
): Promise<ArticleRehearsal> {
  const { head, ...record } = await getArticleRecord(tx, id)
  await requireCurrent(tx, { type: 'article', id }, head, expected)
  const { body } = normalised(merge(normalised(asNewArticle({ head, ...record }))))
  const quotes = await listQuotes(tx, id)
  refuseUnknownQuotes(quotes, acknowledged)
  const checked = checkArticle(quotes, { before: record.copy.text, after: renderMarkdown(body).text })
  const { refused } = judge(checked, acknowledged)
  return {
    dryRun: true,
    version: head.version,
    refused: refused.map(({ quote }) => quote.id),
    quotes: checked.map(forecastOf),
  }
}
