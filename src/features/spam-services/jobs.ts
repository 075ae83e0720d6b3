import { act } from '../../db/act.ts'
import type { Job } from '../../jobs/job.ts'
import { SYSTEM } from '../../lib/actor.ts'
import { takeLessons } from './store.ts'

const TAUGHT_AT_ONCE = 20

/** At the start and every hour; what came of it is told by `/readyz`. */
export const verifySpamServices: Job = {
  name: 'verify-spam-services',
  everyMs: 3_600_000,
  run: async ({ checks }) => {
    await checks?.verify()
    return false
  },
}

/** Tells services where moderators thought otherwise than they, or than was thought before. */
export const teachSpamServices: Job = {
  name: 'teach-spam-services',
  everyMs: 30_000,
  run: async ({ db, checks }, signal) => {
    if (!checks) return false
    const doer = { actor: SYSTEM, requestId: null }
    const lessons = await act(db, doer, ({ tx }) => takeLessons(tx, TAUGHT_AT_ONCE))
    for (const lesson of lessons) {
      if (signal.aborted) return false
      await checks.teach(lesson)
    }
    return lessons.length === TAUGHT_AT_ONCE
  },
}
