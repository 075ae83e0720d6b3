import { act } from '../../../db/act.ts'
import { type Actor, type Scope, SYSTEM } from '../../../lib/actor.ts'
import { ApiError } from '../../../lib/errors.ts'
import { openExport } from '../file.ts'
import { SOURCE_MAX } from '../limits.ts'
import type { ArticleKind } from '../rules.ts'
import type { Claim } from '../store.ts'
import { type Held, noteTotal, type WorkDeps } from '../work.ts'
import { prepare } from './prepare.ts'
import { READ } from './read.ts'
import type { ArticleOptions, Exported } from './rules.ts'
import { type Ready, takeOver, type WriteArticle } from './take-over.ts'

export interface ArticleWork {
  held: Held
  claim: Claim
  kind: ArticleKind
  write: WriteArticle
}

/**
 * Takes the articles of a file over, from where it has come to, until all are or the server stops. The file is read
 * twice: what is damaged at its end brings nothing.
 */
export async function importArticles(
  deps: WorkDeps,
  { held, claim, kind, write }: ArticleWork,
  signal: AbortSignal,
): Promise<void> {
  const read = async () => READ[kind](await openExport(deps.files, claim.id))
  if (claim.total === null) await count(deps, held, claim, await read(), signal)
  let number = 0
  for await (const article of await read()) {
    if (!held.claim || signal.aborted) return
    if (number++ >= claim.done) held.claim = await goThrough(deps, held.claim, article, write)
  }
}

async function count(
  deps: WorkDeps,
  held: Held,
  claim: Claim,
  articles: AsyncIterable<Exported>,
  signal: AbortSignal,
): Promise<void> {
  let total = 0
  for await (const _ of articles) {
    if (signal.aborted) return
    total++
  }
  await noteTotal(deps, held, claim, total)
}

/** One article in one transaction; what the rules of this newsroom refuse is a draft, or left out. */
async function goThrough(
  { db }: WorkDeps,
  claim: Claim,
  exported: Exported,
  write: WriteArticle,
): Promise<Claim | undefined> {
  const article = { ...exported, source: exported.source.slice(0, SOURCE_MAX) }
  const options = claim.options as ArticleOptions
  const { requireReview } = options
  const doer = { actor: actorFor(claim, options), requestId: null }
  let ready: Ready = { article, result: prepare(article, options, Date.now()) }
  for (;;) {
    const now = ready
    try {
      return await act(db, doer, (unit) => takeOver(unit, claim, now, { write, requireReview }))
    } catch (error) {
      ready = insteadOf(now, options, error)
    }
  }
}

/** What is tried after a refusal; passes on what is none. */
function insteadOf(ready: Ready, options: ArticleOptions, error: unknown): Ready {
  const { article, result } = ready
  if (!(error instanceof ApiError) || error.statusCode >= 500 || typeof result === 'string') throw error
  // Somebody took it a moment ago.
  if (error.code === 'slug-taken') return ready
  const detail = detailOf(error)
  if (!result.publication) return { article, result: 'unfit', detail }
  const draft = prepare(article, { ...options, publish: false }, Date.now())
  if (typeof draft === 'string') return { article, result: draft }
  return { article, result: { ...draft, findings: [...draft.findings, 'publication-blocked'] }, detail }
}

const DETAIL_MAX = 300

const detailOf = ({ message, errors = [] }: ApiError) => {
  const [first] = errors
  return (first ? `${first.pointer ?? ''} ${first.detail}`.trim() : message).slice(0, DETAIL_MAX)
}

/** Whoever asked for it, with what they might do then. */
function actorFor({ createdBy }: Claim, { mayBackdate }: ArticleOptions): Actor {
  const scopes: Scope[] = [
    'content:read',
    'content:write',
    ...(mayBackdate ? ['content:publish' as const] : []),
  ]
  return { ...SYSTEM, label: createdBy, scopes }
}
