import type { Job } from '../../jobs/job.ts'
import type { WriteArticle } from './articles/take-over.ts'
import { carryOutNext } from './carry-out.ts'
import { listEndedImports } from './store.ts'

/** Articles are written by those who know how: a feature does not reach for another one's verbs. */
export const carryOutImports = (write: WriteArticle): Job => ({
  name: 'carry-out-imports',
  everyMs: 2000,
  run: (deps, signal) => carryOutNext(deps, write, signal),
})

const HOUR_MS = 3_600_000
/** For how long after the end its file may still be there: the storage was down, or the process was killed. */
const HOURS = 24

/** Removes the files of imports that have ended. Removing again what is gone does nothing. */
export const removeImportedFiles: Job = {
  name: 'remove-imported-files',
  everyMs: HOUR_MS,
  run: async ({ db, files }, signal) => {
    for (const { id } of await listEndedImports(db, HOURS)) {
      if (signal.aborted) return false
      await files.removeFolder(id)
    }
    return false
  },
}
