import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openPGlite } from './embedded.ts'

// Run as a process of its own, with the folder as its argument. Unpacks what the build has made ready, a
// migrated database without rows; makes a new one, which takes seconds, where there is no build.
const [, , dataDir] = process.argv
if (!dataDir) throw new Error('Name the folder of the new database.')
const template = fileURLToPath(new URL('../../dist/database.tar.gz', import.meta.url))
const packed = existsSync(template)
  ? { loadDataDir: new File([readFileSync(template)], 'database.tar.gz', { type: 'application/x-gzip' }) }
  : {}
const pglite = await openPGlite({ dataDir, ...packed })
await pglite.close()
