import { act } from '../../db/act.ts'
import { fromDatabase } from '../../db/errors.ts'
import { ApiError } from '../../lib/errors.ts'
import type { WriteArticle } from './articles/take-over.ts'
import { importArticles } from './articles/work.ts'
import { importComments } from './comments/work.ts'
import { isOfArticles } from './rules.ts'
import { claimImport, endImport, holdImport, releaseImport } from './store.ts'
import { ExportError } from './unpack.ts'
import { DOER, type Held, type WorkDeps } from './work.ts'

/**
 * Carries out the oldest import that nobody works on, from where it has come to; whether there was one. Whatever
 * is taken over is one transaction with its progress, so a process that is killed leaves nothing half done and
 * nothing is taken over twice.
 */
export async function carryOutNext(
  deps: WorkDeps,
  write: WriteArticle,
  signal: AbortSignal,
): Promise<boolean> {
  const claim = await act(deps.db, DOER, ({ tx }) => claimImport(tx))
  if (!claim) return false
  const held: Held = { claim }
  try {
    const { kind } = claim
    if (isOfArticles(kind)) await importArticles(deps, { held, claim, kind, write }, signal)
    else await importComments(deps, { held, claim, kind }, signal)
    await putDown(deps, held)
  } catch (error) {
    // What passes by itself is tried again when the claim has ended.
    if (isPassing(error)) throw error
    const isTheirs = error instanceof ExportError
    await end(deps, held, isTheirs ? error.message : 'The server failed. Its log says more.')
    if (!isTheirs) throw error
  }
  return true
}

/** Ends what is done, and leaves the rest to whoever comes next. */
async function putDown(deps: WorkDeps, held: Held): Promise<void> {
  const { claim } = held
  if (!claim) return
  if (claim.done === claim.total) await end(deps, held, null)
  else await releaseImport(deps.db, claim)
}

async function end({ db, files }: WorkDeps, { claim }: Held, failure: string | null): Promise<void> {
  if (!claim) return
  const hasEnded = await act(db, DOER, async ({ tx, record }) => {
    if (!(await holdImport(tx, claim))) return false
    await endImport(tx, claim.id, failure)
    const { done, imported } = claim
    const type = failure === null ? 'import.done' : 'import.failed'
    record({ type, subject: { type: 'import', id: claim.id }, data: { done, imported } })
    return true
  })
  // What cannot be removed now, the job removes.
  if (hasEnded) await files.removeFolder(claim.id).catch(() => undefined)
}

/** The database is away, or too much else waits for it. */
const isPassing = (error: unknown) =>
  (error instanceof ApiError ? error : fromDatabase(error))?.code === 'unavailable'
