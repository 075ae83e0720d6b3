import { act } from '../../../db/act.ts'
import { openExport } from '../file.ts'
import { SOURCE_MAX } from '../limits.ts'
import type { CommentKind } from '../rules.ts'
import type { Claim } from '../store.ts'
import { DOER, type Held, noteTotal, type WorkDeps } from '../work.ts'
import { readied, takeOver } from './batch.ts'
import { readExport } from './export.ts'
import { inOrder, type Ordered } from './order.ts'

/** What one transaction takes over: it holds up others, and they it, for a moment only. */
const BATCH = 100

/** Takes the comments of a file over, from where it has come to, until all are or the server stops. */
export async function importComments(
  deps: WorkDeps,
  { held, claim, kind }: { held: Held; claim: Claim; kind: CommentKind },
  signal: AbortSignal,
): Promise<void> {
  const { source, comments } = await readExport(kind, await openExport(deps.files, claim.id))
  const ordered = inOrder(comments)
  await noteTotal(deps, held, claim, ordered.length)
  await goOn(deps, held, { source: source.slice(0, SOURCE_MAX), ordered }, signal)
}

/** Batch after batch, each one transaction with its progress. */
async function goOn(
  { db, secrets }: WorkDeps,
  held: Held,
  { source, ordered }: { source: string; ordered: readonly Ordered[] },
  signal: AbortSignal,
): Promise<void> {
  for (let now = held.claim; now && now.done < ordered.length && !signal.aborted; now = held.claim) {
    const claim = now
    const batch = ordered.slice(claim.done, claim.done + BATCH)
    const ready = await readied(batch, { secrets, now: Date.now() })
    held.claim = await act(db, DOER, (unit) => takeOver(unit, claim, ready, source))
  }
}
