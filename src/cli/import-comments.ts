import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { act } from '../db/act.ts'
import { carryOutNext } from '../features/imports/carry-out.ts'
import { keepExport } from '../features/imports/file.ts'
import { queueImport } from '../features/imports/queue.ts'
import type { Kind } from '../features/imports/rules.ts'
import type { Import } from '../features/imports/schema.ts'
import { getImport, toImport } from '../features/imports/store.ts'
import { deriveSecrets } from '../lib/secrets.ts'
import { openFiles } from '../start/files.ts'
import { secretOf } from '../start/secret.ts'
import { COMMAND_LINE, type Means, type Work } from './command.ts'
import { progressOf } from './progress.ts'

const PAUSE_MS = 500

/** The import that the API has, worked on here until it has ended; a server may take part in it. */
export const importComments =
  (kind: Kind, path: string): Work =>
  async (means) => {
    const bytes = await readFile(path)
    const files = openFiles(means.config)
    const id = uuidv7()
    await keepExport(files, id, bytes)
    const { length } = bytes
    await act(means.database.db, COMMAND_LINE, (unit) =>
      queueImport(unit, { id, kind, bytes: length }),
    ).catch(async (error) => {
      await files.removeFolder(id)
      throw error
    })
    const ended = await workOn(means, id)
    means.tell(ended)
    return ended.status === 'done'
  }

async function workOn({ config, database: { db }, note }: Means, id: string): Promise<Import> {
  const secrets = deriveSecrets(config.secret ?? secretOf(config.dataDir), config.secretPrevious)
  const deps = { db, secrets, files: openFiles(config) }
  const tellProgress = progressOf(note)
  const never = new AbortController().signal
  for (;;) {
    const hasWorked = await carryOutNext(deps, never)
    const now = toImport(await getImport(db, id))
    tellProgress('comments', now.done)
    if (now.finishedAt !== null) return now
    if (!hasWorked) await sleep(PAUSE_MS)
  }
}
