import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { act } from '../db/act.ts'
import { carryOutNext } from '../features/imports/carry-out.ts'
import { keepExport } from '../features/imports/file.ts'
import { optionsOf, type Wanted } from '../features/imports/options.ts'
import { queueImport } from '../features/imports/queue.ts'
import { isOfArticles } from '../features/imports/rules.ts'
import type { Import } from '../features/imports/schema.ts'
import { getImport, toImport } from '../features/imports/store.ts'
import { deriveSecrets } from '../lib/secrets.ts'
import { openFiles } from '../start/files.ts'
import { secretOf } from '../start/secret.ts'
import { writeImported } from '../start/write-imported.ts'
import { COMMAND_LINE, type Means, type Work } from './command.ts'
import { progressOf } from './progress.ts'

const PAUSE_MS = 500

/** The import that the API has, worked on here until it has ended; a server may take part in it. */
export const importElsewhere =
  (wanted: Wanted, path: string): Work =>
  async (means) => {
    const options = optionsOf(wanted, COMMAND_LINE.actor, means.config)
    const bytes = await readFile(path)
    const files = openFiles(means.config)
    const id = uuidv7()
    await keepExport(files, id, bytes)
    const { length } = bytes
    await act(means.database.db, COMMAND_LINE, (unit) =>
      queueImport(unit, { id, kind: wanted.kind, options, bytes: length }),
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
  for (;;) {
    const working = carryOutNext(deps, writeImported, new AbortController().signal)
    // Whoever watches is told while it is going on, also when a server is at it.
    const pause = sleep(PAUSE_MS)
    while (!(await Promise.race([working.then(() => true), sleep(PAUSE_MS)]))) {
      const { kind, total, done } = await getImport(db, id)
      tellProgress(`${isOfArticles(kind) ? 'articles' : 'comments'} of ${total ?? 'an unknown number'}`, done)
    }
    const now = toImport(await getImport(db, id))
    if (now.finishedAt !== null) return now
    await pause
  }
}
