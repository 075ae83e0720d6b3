import type { Job } from '../../jobs/job.ts'
import { listDeletedImages } from './store.ts'

const HOUR_MS = 3_600_000
/** For how long after its deletion files of an image may turn up: a storage was down, a rendition under way. */
const HOURS = 24

/** Removes what deleted images left in the storage. Removing again what is gone does nothing. */
export const removeDeletedFiles: Job = {
  name: 'remove-deleted-files',
  everyMs: HOUR_MS,
  run: async ({ db, files }, signal) => {
    for (const id of await listDeletedImages(db, HOURS)) {
      if (signal.aborted) return false
      await files.removeFolder(id)
    }
    return false
  },
}
