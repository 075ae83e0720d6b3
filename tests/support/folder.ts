import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'

/** A folder of a test file's own, gone with its last test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-files-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
