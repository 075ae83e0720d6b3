import { act } from '../../db/act.ts'
import { fromDatabase } from '../../db/errors.ts'
import type { JobDeps } from '../../jobs/job.ts'
import { SYSTEM } from '../../lib/actor.ts'
import { ApiError } from '../../lib/errors.ts'
import { readied, takeOver } from './batch.ts'
import { ExportError, readExport } from './export.ts'
import { openExport } from './file.ts'
import { inOrder, type Ordered } from './order.ts'
import { type Claim, claimImport, endImport, holdImport, noteProgress, releaseImport } from './store.ts'

/** What one transaction takes over: it holds up others, and they it, for a moment only. */
const BATCH = 100
/** Longer than reading the largest file or one batch takes; for so long nobody goes on with what a process left. */
const HELD_SECONDS = 120
/** The longest name of a source that is told apart. */
const SOURCE_MAX = 200

const DOER = { actor: SYSTEM, requestId: null }

type Deps = Pick<JobDeps, 'db' | 'secrets' | 'files'>

/**
 * Carries out the oldest import that nobody works on, from where it has come to; whether there was one. Every
 * batch is one transaction with its progress, so a process that is killed leaves nothing half done and nothing
 * is taken over twice.
 */
export async function carryOutNext(deps: Deps, signal: AbortSignal): Promise<boolean> {
  const claim = await act(deps.db, DOER, ({ tx }) => claimImport(tx, HELD_SECONDS))
  if (!claim) return false
  try {
    await carryOut(deps, claim, signal)
  } catch (error) {
    // What passes by itself is tried again when the claim has ended.
    if (isPassing(error)) throw error
    const isTheirs = error instanceof ExportError
    await end(deps, claim, isTheirs ? error.message : 'The server failed. Its log says more.')
    if (!isTheirs) throw error
  }
  return true
}

async function carryOut(deps: Deps, claim: Claim, signal: AbortSignal): Promise<void> {
  const { source, comments } = await readExport(claim.kind, await openExport(deps.files, claim.id))
  const ordered = inOrder(comments)
  const file = { source: source.slice(0, SOURCE_MAX), ordered }
  const begun = await act(deps.db, DOER, ({ tx }) => begin(tx, claim, ordered.length))
  const last = begun && (await goOn(deps, begun, file, signal))
  if (!last) return
  if (last.done === ordered.length) await end(deps, last, null)
  else await releaseImport(deps.db, last)
}

/** Tells how much there is to do. */
async function begin(
  tx: Parameters<typeof holdImport>[0],
  claim: Claim,
  total: number,
): Promise<Claim | undefined> {
  if (!(await holdImport(tx, claim))) return undefined
  return { ...claim, until: await noteProgress(tx, claim, { total, seconds: HELD_SECONDS }) }
}

interface File {
  source: string
  ordered: readonly Ordered[]
}

/** Batch after batch, to the end or until the server stops; nothing once the import is in other hands. */
async function goOn(
  { db, secrets }: Deps,
  claim: Claim,
  { source, ordered }: File,
  signal: AbortSignal,
): Promise<Claim | undefined> {
  const importing = { source, total: ordered.length, seconds: HELD_SECONDS }
  let now: Claim | undefined = claim
  while (now && now.done < ordered.length && !signal.aborted) {
    const held: Claim = now
    const batch = ordered.slice(held.done, held.done + BATCH)
    const ready = await readied(batch, { secrets, now: Date.now() })
    now = await act(db, DOER, (unit) => takeOver(unit, held, ready, importing))
  }
  return now
}

async function end({ db, files }: Deps, claim: Claim, failure: string | null): Promise<void> {
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
