import { act } from '../../db/act.ts'
import type { JobDeps } from '../../jobs/job.ts'
import { SYSTEM } from '../../lib/actor.ts'
import { type Claim, holdImport, noteProgress } from './store.ts'

/** What carrying out an import may use. */
export type WorkDeps = Pick<JobDeps, 'db' | 'secrets' | 'files'>

/** The import that a process has in its hands, as far as it has come; nothing once it has passed into others. */
export interface Held {
  claim: Claim | undefined
}

export const DOER = { actor: SYSTEM, requestId: null }

/** Tells how much there is to do. */
export async function noteTotal({ db }: WorkDeps, held: Held, claim: Claim, total: number): Promise<void> {
  held.claim = await act(db, DOER, async ({ tx }) => {
    if (!(await holdImport(tx, claim))) return undefined
    const counted = { ...claim, total }
    return { ...counted, until: await noteProgress(tx, counted) }
  })
}
