import type { Act } from '../db/act.ts'
import { createArticle, updateArticle } from '../features/articles/save.ts'
import { getArticleRecord } from '../features/articles/store.ts'
import { publish, publishCorrection } from '../features/publications/publish.ts'
import { withdraw } from '../features/publications/withdraw.ts'
import { createQuotes } from '../features/quotes/write.ts'
import { hasArticle } from './store.ts'
import type { DemoArticle, DemoQuote } from './types.ts'
import { writeComments } from './write-comments.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** One story with its quotes, and what became of it. Skipped when its slug is there. */
export async function writeArticle(
  unit: Act,
  article: DemoArticle,
  speakers: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  if (await hasArticle(unit.tx, article.slug)) return
  const { fate } = article
  const at = new Date(now.getTime() - hoursAgo(fate) * HOUR_MS)
  const id = await createArticle(unit, {
    ...{ slug: article.slug, title: article.title, language: article.language, body: article.body },
    ...{
      section: article.section,
      tags: [...article.tags],
      summary: article.summary,
      byline: article.byline,
    },
    ...(article.subtitle !== undefined && { subtitle: article.subtitle }),
    ...(article.place !== undefined && { dateline: { place: article.place, date: dayOf(at) } }),
    contributors: article.authors.map((author) => ({ author })),
  })
  await createQuotes(
    unit,
    id,
    article.quotes.map((quote) => toNewQuote(quote, speakers, at)),
  )
  if (fate === 'draft') return

  const order = { expected: [await versionOf(unit, id)], requireReview: false }
  if ('scheduled' in fate) {
    await publish(unit, id, { ...order, timing: { publishAt: at } })
    return
  }
  await publish(unit, id, { ...order, timing: {}, at })
  await writeComments(unit, id, article.comments ?? [])
  if (article.correction) await putRight(unit, id, article.correction, at)
  if (!('withheld' in fate)) return
  const input = { kind: 'withheld' as const, reason: fate.reason }
  await withdraw(unit, id, { expected: [await versionOf(unit, id)], input })
}

async function putRight(
  unit: Act,
  id: string,
  { hoursLater, from, to, ...correction }: NonNullable<DemoArticle['correction']>,
  publishedAt: Date,
): Promise<void> {
  await updateArticle(unit, id, {
    expected: [await versionOf(unit, id)],
    acknowledged: [],
    merge: (current) => ({ ...current, body: current.body.replace(from, to) }),
  })
  await publishCorrection(unit, id, {
    expected: [await versionOf(unit, id)],
    requireReview: false,
    correction,
    at: new Date(publishedAt.getTime() + hoursLater * HOUR_MS),
  })
}

const hoursAgo = (fate: DemoArticle['fate']) => {
  if (fate === 'draft') return 0
  if ('scheduled' in fate) return -fate.scheduled
  return 'published' in fate ? fate.published : fate.withheld
}

const versionOf = async ({ tx }: Act, id: string) => (await getArticleRecord(tx, id)).head.version

const dayOf = (date: Date) => date.toISOString().slice(0, 10)

function toNewQuote(quote: DemoQuote, speakers: ReadonlyMap<string, string>, publishedAt: Date) {
  const { kind, segments, speaker, role, onBehalfOf, channel, said, saidAtText } = quote
  const speakerId = speakers.get(speaker)
  const onBehalfOfId = onBehalfOf === undefined ? undefined : speakers.get(onBehalfOf)
  const saidAt =
    typeof said === 'object' ? dayOf(new Date(publishedAt.getTime() - said.daysBefore * DAY_MS)) : said
  return {
    ...{ kind, channel, review: 'confirmed' as const, segments: segments.map((exact) => ({ exact })) },
    ...(speakerId !== undefined && { speakerId }),
    ...(role !== undefined && { roleAsStated: role }),
    ...(onBehalfOfId !== undefined && { onBehalfOfId }),
    ...(saidAt !== undefined && { saidAt }),
    ...(saidAtText !== undefined && { saidAtText }),
  }
}
