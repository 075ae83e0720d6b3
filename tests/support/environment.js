import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { TestEnvironment } from 'jest-environment-node'

let engine

/** The worker's own embedded database: opened by the first test file that asks, emptied before every test. */
const openEngine = async (dumpPath) =>
  PGlite.create({ loadDataDir: new Blob([await readFile(dumpPath)]), extensions: { btree_gist, pg_trgm } })

/**
 * Jest gives every test file a world of its own, and an engine opened there ends with it. This one is opened
 * outside of them all: loading it takes longer than most files, and it runs faster the longer it lives.
 */
export default class SharedEngineEnvironment extends TestEnvironment {
  async setup() {
    await super.setup()
    // The engine tells times by their class.
    this.global.Date = Date
    this.global.sharedEngine = (dumpPath) => {
      engine ??= openEngine(dumpPath)
      return engine
    }
  }
}
