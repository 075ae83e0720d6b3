import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from '@jest/globals'
import { lockDirectory } from '../../src/db/data-directory.ts'

const home = mkdtempSync(join(tmpdir(), 'verbatim-lock-'))
const directory = join(home, 'data')
const lock = join(directory, 'verbatim.pid')
beforeEach(() => rmSync(directory, { recursive: true, force: true }))
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a directory is locked once, and free again afterwards', () => {
  const free = lockDirectory(directory)

  expect(() => lockDirectory(directory)).toThrow(`is in use by process ${process.pid}`)
  free()
  expect(existsSync(lock)).toBe(false)
  lockDirectory(directory)()
})

test.each([
  ['a process that is gone', '999999999 1\n'],
  ['a process whose number somebody else has now', `${process.pid} 1\n`],
  ['nobody', 'nonsense'],
  ['nothing', ''],
])('a lock of %s does not count', (_who, content) => {
  lockDirectory(directory)()
  writeFileSync(lock, content)

  expect(() => lockDirectory(directory)).not.toThrow()
})
