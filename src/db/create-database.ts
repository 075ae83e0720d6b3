import { openPGlite } from './embedded.ts'

// Run as a process of its own, with the folder as its argument.
const [, , dataDir] = process.argv
if (!dataDir) throw new Error('Name the folder of the new database.')
const pglite = await openPGlite({ dataDir })
await pglite.close()
