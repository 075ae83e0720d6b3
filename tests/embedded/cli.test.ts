import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, jest, test } from '@jest/globals'
import { temporaryFolder } from '../support/folder.ts'

jest.setTimeout(120_000)

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
const tsx = createRequire(import.meta.url).resolve('tsx')
const home = temporaryFolder()
const migrations = readdirSync(new URL('../../prisma/migrations/', import.meta.url)).filter((name) =>
  /^\d/.test(name),
)

/** The command as an operator types it, over a database of its own. */
async function verbatim(...args: string[]) {
  const child = spawn(process.execPath, ['--import', tsx, cli, ...args], {
    cwd: home,
    env: { PATH: process.env.PATH, DATA_DIR: join(home, 'data') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  const isJson = stdout.startsWith('{')
  return {
    code,
    stdout,
    stderr,
    lines: isJson
      ? stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : [],
  }
}

test('a database is migrated, keys are made, listed and revoked, and the last that administers stays', async () => {
  const migrated = await verbatim('migrate', 'up')
  const status = await verbatim('migrate', 'status')
  const made = await verbatim('keys', 'create', '--label', 'Rescue', '--role', 'admin')
  const reader = await verbatim('keys', 'create', '--label', 'Site', '--role', 'reader')
  const revoked = await verbatim('keys', 'revoke', reader.lines[0].id)
  const refused = await verbatim('keys', 'revoke', made.lines[0].id)
  const listed = await verbatim('keys', 'list')

  expect([migrated.code, status.code, made.code, revoked.code, refused.code, listed.code]).toEqual([
    ...[0, 0, 0, 0, 1, 0],
  ])
  expect(status.lines).toEqual(migrations.sort().map((migration) => ({ migration, isApplied: true })))
  expect(made.lines[0].key).toMatch(/^vb_[a-z0-9]{8}_[A-Za-z0-9]{40}$/)
  expect(refused.stderr).toContain('last key that can administer')
  expect(listed.lines.map(({ label, revokedAt }) => [label, revokedAt === null])).toEqual([
    ['Site', false],
    ['Rescue', true],
  ])
  expect(listed.stdout).not.toContain(made.lines[0].key)
})

test('what is not asked properly is told on standard error with 2, and help with 0', async () => {
  const [unknown, wrong, help] = await Promise.all([
    verbatim('fly'),
    verbatim('keys', 'create', '--label', 'X', '--role', 'king'),
    verbatim('keys', '--help'),
  ])

  expect([unknown.code, wrong.code, help.code]).toEqual([2, 2, 0])
  expect(unknown.stdout).toBe('')
  expect(wrong.stderr).toContain('--role is one of')
  expect(help.stdout).toContain('verbatim keys create')
})
