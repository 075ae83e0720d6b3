import { setImmediate as breathe } from 'node:timers/promises'
import type { Act } from '../../../db/act.ts'
import type { Transaction } from '../../../db/client.ts'
import { withFinding } from '../report.ts'
import type { Finding } from '../rules.ts'
import { type Claim, holdImport, noteProgress } from '../store.ts'
import type { Ordered } from './order.ts'
import { place } from './place.ts'
import { type Prepared, prepare } from './prepare.ts'
import { findArticles, holdImported, insertImported, type NewStanding } from './store.ts'

type Means = Parameters<typeof prepare>[1]

/** One that was gone through: as it would be kept, or why it is not. */
interface Ready {
  ordered: Ordered
  result: Prepared | Finding
}

/** Brings some comments into their form, and lets others work between them. */
export async function readied(batch: readonly Ordered[], means: Means): Promise<Ready[]> {
  const ready: Ready[] = []
  for (const ordered of batch) {
    ready.push({ ordered, result: prepare(ordered, means) })
    if (ready.length % 10 === 0) await breathe()
  }
  return ready
}

/**
 * Takes over some comments and writes down how far the import has come, both or neither. Nothing where the
 * import has passed into other hands.
 */
export async function takeOver(
  { tx, record }: Act,
  claim: Claim,
  ready: readonly Ready[],
  source: string,
): Promise<Claim | undefined> {
  if (!(await holdImport(tx, claim))) return undefined
  const { placed, visible } = await placeAll(tx, source, ready)
  const comments = placed.flatMap(({ comment }) => comment ?? [])
  if (comments.length > 0) await insertImported(tx, source, claim.createdBy, comments)
  const report = placed.reduce(
    (found, { at, findings }) => findings.reduce((all, code) => withFinding(all, code, at), found),
    claim.report,
  )
  for (const [id, added] of byArticle(comments)) {
    record({
      type: 'article.comments-imported',
      subject: { type: 'article', id },
      isPublic: visible.has(id) && added.some(({ isReachable }) => isReachable),
      data: { importId: claim.id, comments: added.length },
    })
  }
  const imported = claim.imported + comments.length
  const done = claim.done + ready.length
  const now = { ...claim, done, imported, skipped: done - imported, report }
  return { ...now, until: await noteProgress(tx, now) }
}

interface Placed {
  at: { key: string; slug: string }
  comment?: NewStanding
  findings: readonly Finding[]
}

async function placeAll(tx: Transaction, source: string, ready: readonly Ready[]) {
  const prepared = ready.flatMap(({ result }) => (typeof result === 'string' ? [] : [result]))
  const slugs = prepared.map(({ slug }) => slug)
  const keys = prepared.flatMap(({ key, parentKey }) => [key, ...(parentKey === null ? [] : [parentKey])])
  const articles = await findArticles(tx, [...new Set(slugs)])
  const standing = await holdImported(tx, source, [...new Set(keys)])
  const ground = {
    articles: new Map(articles.map((article) => [article.slug, article])),
    standing: new Map(standing.map((each) => [each.key, each])),
  }
  return {
    placed: ready.map(({ ordered: { comment: at }, result }): Placed => {
      const placed = typeof result === 'string' ? result : place(result, ground)
      return typeof placed === 'string' ? { at, findings: [placed] } : { at, ...placed }
    }),
    visible: new Set(articles.filter(({ isVisible }) => isVisible).map(({ id }) => id)),
  }
}

function byArticle(comments: readonly NewStanding[]): Map<string, NewStanding[]> {
  const found = new Map<string, NewStanding[]>()
  for (const comment of comments) {
    const { articleId } = comment
    found.set(articleId, [...(found.get(articleId) ?? []), comment])
  }
  return found
}
